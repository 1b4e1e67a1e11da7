import { carry, decay } from "./decay.ts"
import { gammaTail, twoPoints } from "./distributions.ts"
import { exp, log } from "./math.ts"
import { strataOf } from "./needStrata.ts"
import { type AuctionChannel, type PushChannel, pushChannels, queryChannels, type World } from "./world.ts"

/**
 * What a rival's customers hold of it, in the mean: goodwill (with its variance), irritation and intent, by segment and stratum of need rate.
 * Ours is each customer's own state. These recursions are the kernel's law of a customer (sim/kernel/wide.ts, choice.ts) in expectation within a stratum;
 * what differs between strata (those who need often ask search often) the strata carry.
 */
export interface Standing {
  goodwill: Float64Array
  variance: Float64Array
  irritation: Float64Array
  intent: Float64Array
  /** Orders of the last tick, a person, by segment. */
  orders: Float64Array
  /** Share of needs that it meets, smoothed over goodwill's half-life, by segment. */
  share: Float64Array
  /** Share of needs that is left by full pantries, E e^(−η s), smoothed likewise, by segment. */
  hungry: Float64Array
}

/** Needs of a person in a tick by segment, as the kernel has drawn them, and as they would be expected with every pantry empty. */
export interface Needs {
  drawn: readonly number[]
  unsated: readonly number[]
}

/** How a rival stands on an occasion in a segment. */
export interface Appeal {
  /** Of goodwill and intent: what stands in for ours' own γ ln(1 + a/a_ref) + ψ v. */
  utility: number
  /** Chance that it is considered. */
  considered: number
}

/** Exposures for each unit that a channel offers, by segment, given what it offers a person of each segment a day. */
export type Win = (channel: number, offered: readonly number[]) => readonly number[]

export function newStanding(world: World, brand: number): Standing {
  const zeros = () => new Float64Array(strataOf(world).reduce((sum, { need }) => sum + need.length, 0))
  const bySegment = () => new Float64Array(world.segments.length)
  const dirichlet = (world.brands[brand]?.attraction as number) / allAttraction(world)
  return {
    goodwill: zeros(),
    variance: zeros(),
    irritation: zeros(),
    intent: zeros(),
    orders: bySegment(),
    share: bySegment().fill(dirichlet),
    hungry: bySegment().fill(1),
  }
}

/** A stratum of a segment, as the tick goes on. */
interface Stratum {
  segment: number
  /** Share of the segment's people, and of its needs. */
  share: number
  weight: number
  /** A person's needs in the tick. */
  needs: number
  mood: number
  mean: number
  variance: number
  irritation: number
  intent: number
  /** What one need's queries add (on an occasion there is one more need than in the mean): advertisements, goodwill, its square, visits. */
  further: { shown: number; gain: number; square: number; visits: number }
}

/** What a tick keeps and leaves of each stock. */
interface Tick {
  days: number
  kept: number
  left: number
  keptIrritation: number
  leftIrritation: number
  leftIntent: number
}

/**
 * A tick of a rival's media: its standing afterwards, and its appeal on the tick's occasions. As in the kernel, push channels fill the room for goodwill
 * together, query channels one after another, all before the choice.
 * A stratum's needs are in proportion to its rate, for stock is used up as fast as it is needed.
 */
export function rivalTick(world: World, standing: Standing, days: number, needs: readonly number[], win: Win): Appeal[] {
  const { goodwill, irritation, intent } = world.customer
  const tick: Tick = {
    days,
    kept: carry(goodwill.halfLife, days),
    left: decay(goodwill.halfLife, days),
    keptIrritation: carry(irritation.halfLife, days),
    leftIrritation: decay(irritation.halfLife, days),
    leftIntent: decay(intent.halfLife, days),
  }
  const strata = push(world, standing, tick, needs, win)
  for (const c of queryChannels(world)) query(world, tick, strata, c, win)
  strata.forEach((s, at) => {
    standing.goodwill[at] = s.mean
    standing.variance[at] = s.variance
    standing.irritation[at] = s.irritation
    standing.intent[at] = Math.min(intent.max, s.intent)
  })
  return appeal(world, standing, tick, strata)
}

/** Decay, then push media and direct visits, those as many as ours. */
function push(world: World, standing: Standing, tick: Tick, needs: readonly number[], win: Win): Stratum[] {
  const { goodwill, irritation, intent } = world.customer
  const doses = world.segments.map((s) => ({ gain: 0, square: 0, irritation: 0, clicks: 0, direct: s.directVisits * tick.days }))
  for (const c of pushChannels(world)) {
    const channel = world.channels[c] as PushChannel
    const usage = world.segments.map((s) => s.usage[c] as number)
    const won = win(c, usage)
    const gain = channel.gain * tick.kept
    doses.forEach((dose, g) => {
      const m = (usage[g] as number) * (won[g] as number) * tick.days
      dose.gain += gain * m
      dose.square += gain * gain * m
      dose.irritation += channel.irritation * tick.keptIrritation * m
      dose.clicks += channel.click * m
    })
  }
  const strata: Stratum[] = []
  strataOf(world).forEach(({ need, share }, segment) => {
    const dose = doses[segment] as (typeof doses)[number]
    for (let k = 0; k < need.length; k++) {
      const at = strata.length
      const rate = need[k] as number
      const annoyed = (standing.irritation[at] as number) * tick.leftIrritation
      const mood = Math.max(0, 1 - irritation.effect * annoyed)
      const stratum = {
        segment,
        share: share[k] as number,
        weight: (share[k] as number) * rate,
        needs: (needs[segment] as number) * rate,
        mood,
        mean: (standing.goodwill[at] as number) * tick.left,
        variance: (standing.variance[at] as number) * tick.left * tick.left,
        irritation: annoyed + dose.irritation,
        intent: (standing.intent[at] as number) * tick.leftIntent + intent.perVisit * (dose.direct + mood * dose.clicks),
        further: { shown: 0, gain: 0, square: 0, visits: 0 },
      }
      take(stratum, mood * dose.gain, mood * mood * dose.square, goodwill.max)
      strata.push(stratum)
    }
  })
  return strata
}

/** A query channel: each need asks, the more so where the brand is known. */
function query(world: World, { days, left, kept, keptIrritation }: Tick, strata: readonly Stratum[], c: number, win: Win): void {
  const { goodwill, intent } = world.customer
  const channel = world.channels[c] as AuctionChannel
  const known = (a: number) => a / (a + goodwill.reference)
  const asked = strata.map((s) => channel.needQueries + channel.brandQueries * overGoodwill(s.mean, s.variance, left, known))
  const offered = world.segments.map((s) => s.usage[c] as number)
  strata.forEach((s, at) => {
    offered[s.segment] = (offered[s.segment] as number) + (s.share * s.needs * (asked[at] as number)) / days
  })
  const won = win(c, offered)
  strata.forEach((s, at) => {
    const each = s.mood * channel.gain * kept
    const aNeed = (asked[at] as number) * (won[s.segment] as number)
    const alone = (world.segments[s.segment]?.usage[c] as number) * days * (won[s.segment] as number)
    const m = alone + s.needs * aNeed
    const gain = each * Math.max(0, 1 - s.mean / goodwill.max)
    s.further.shown += aNeed
    s.further.gain += gain * aNeed
    s.further.square += gain * gain * aNeed
    s.further.visits += s.mood * channel.click * aNeed
    // Poisson needs of Poisson queries each: variance n(q + q²)
    take(s, each * m, each * each * (alone + s.needs * (aNeed + aNeed * aNeed)), goodwill.max)
    s.irritation += channel.irritation * keptIrritation * m
    s.intent += intent.perVisit * s.mood * channel.click * m
  })
}

/** Mean of γ ln(1 + a/a_ref) + ψ v over the tick's occasions, with the worth of its spread, and the chance to be considered. */
function appeal(world: World, standing: Standing, { days, left }: Tick, strata: readonly Stratum[]): Appeal[] {
  const { goodwill, intent } = world.customer
  const sums = world.segments.map(() => ({ first: 0, second: 0, forgotten: 0 }))
  for (const { segment, weight, share, needs, mean, variance, intent: willing, further } of strata) {
    const sum = sums[segment] as (typeof sums)[number]
    const lacking = sated(world, segment, standing.hungry[segment] as number, needs / days) * further.gain
    const before = Math.max(0, mean - lacking)
    // of the tick's occasions half come before this one; a purchase of the rival's on one of them has ended the intent
    const unsold = exp((-(standing.orders[segment] as number) * weight) / share / 2)
    const visited = intent.effect * Math.min(intent.max, willing + intent.perVisit * further.visits) * unsold
    let second = 0
    const first = overGoodwill(Math.min(goodwill.max, before + further.gain), variance + further.square, left, (a, part) => {
      const utility = goodwill.elasticity * log(1 + a / goodwill.reference) + visited
      second += part * utility * utility
      return utility
    })
    sum.first += weight * first
    sum.second += weight * second
    sum.forgotten += weight * (1 - remembered(world.choice.consideration, before, variance, further))
  }
  return sums.map(({ first, second, forgotten }, g) => ({
    utility: first + worthOfSpread(world, standing.share[g] as number) * Math.max(0, second - first * first),
    considered: Math.max(0, 1 - forgotten),
  }))
}

/**
 * What a tick's sales leave: what has been bought ends the intent of those who bought.
 * @param orders of the rival's in the tick, a person, by segment
 */
export function soldTo(world: World, standing: Standing, orders: readonly number[], { drawn, unsated }: Needs, days: number): void {
  const speed = 1 - decay(world.customer.goodwill.halfLife, days)
  let at = 0
  strataOf(world).forEach(({ need }, g) => {
    const [sold, needed, most] = [orders[g] as number, drawn[g] as number, unsated[g] as number]
    for (const rate of need) {
      standing.intent[at] = (standing.intent[at] as number) * exp(-sold * rate)
      at++
    }
    standing.orders[g] = sold
    const share = standing.share[g] as number
    const hungry = standing.hungry[g] as number
    if (most > 0) standing.hungry[g] = hungry + speed * (Math.min(1, needed / most) - hungry)
    if (needed > 0) standing.share[g] = share + speed * (Math.min(1, sold / needed) - share)
  })
}

/**
 * How far those with a need lack the goodwill of their last need's query, as a share of what a query gives: who needs now has needed less of late, since what was bought then is
 * still in the pantry. E[a | need] − E a = Cov(a, e^−ηs)/E e^−ηs ≈ −η Cov(a, s), and both stocks come from the same needs: a decays at κ, a unit of stock stays T = s̄/inflow
 * (Little's law), so that Cov(a, s) = query's gain · s̄/(1 + κT). ηs̄ is read from how far pantries lower need.
 * @param needs a person's a day
 */
function sated(world: World, segment: number, hungry: number, needs: number): number {
  const { goodwill, pantry } = world.customer
  if (!(hungry > 0 && hungry < 1 && pantry.effect > 0 && needs > 0)) return 0
  const held = -log(hungry) // ηs̄
  const stay = held / pantry.effect / (needs * (world.segments[segment]?.units.mean as number))
  const keeps = decay(goodwill.halfLife, 1)
  const forgetting = keeps > 0 ? -log(keeps) : Number.POSITIVE_INFINITY
  return Math.min(1, held / (1 + forgetting * stay))
}

/** Chance that goodwill is over a threshold on an occasion, with no advertisement seen on its query or with some. */
function remembered(threshold: number, mean: number, variance: number, { shown, gain }: Stratum["further"]): number {
  const without = gammaTail(threshold, mean, variance)
  if (without === 1 || !(shown > 0)) return without
  const unseen = exp(-shown)
  return unseen * without + (1 - unseen) * gammaTail(threshold, mean + gain / (1 - unseen), variance)
}

/** Mean and variance between all people of a segment, whatever their need. */
export function goodwillOf(world: World, standing: Standing, segment: number): { mean: number; variance: number } {
  let [at, mean, square, within] = [0, 0, 0, 0]
  strataOf(world).forEach(({ share }, g) => {
    for (const part of share) {
      const a = standing.goodwill[at] as number
      if (g === segment) {
        mean += part * a
        square += part * a * a
        within += part * (standing.variance[at] as number)
      }
      at++
    }
  })
  return { mean, variance: Math.max(0, square - mean * mean) + within }
}

/**
 * Goodwill after exposures that come all at once: a' = x + ρ Σ gE (1 − x/max), E ~ Poisson(m), has E a' = x̄ + ρ g m(1 − x̄/max) and
 * Var a' = ρ² g² m((1 − x̄/max)² + Var x/max²) + (1 − ρ g m/max)² Var x.
 * @param gain ρ Σ g m @param square ρ² Σ g² m
 */
function take(stratum: Stratum, gain: number, square: number, max: number): void {
  const { mean, variance } = stratum
  const room = Math.max(0, 1 - mean / max)
  const keep = Math.max(0, 1 - gain / max)
  stratum.mean = Math.min(max, mean + gain * room)
  stratum.variance = square * (room * room + variance / (max * max)) + keep * keep * variance
}

/**
 * Mean of a function of goodwill within a stratum, by two points with its mean, variance and skewness, that of exposures' shot noise x' = δx + g·Poisson: (1 + δ)²/(1 + δ + δ²)
 * of its coefficient of variation.
 */
function overGoodwill(mean: number, variance: number, left: number, of: (goodwill: number, share: number) => number): number {
  if (!(variance > 0 && mean > 0)) return of(mean, 1)
  const deviation = Math.sqrt(variance)
  const [low, high] = twoPoints(mean, deviation, ((deviation / mean) * (1 + left) * (1 + left)) / (1 + left + left * left))
  return low.share * of(low.at, low.share) + high.share * of(high.at, high.share)
}

/**
 * What a unit of variance in utility between people is worth to a brand, in utility. A brand of choice probability p gains p(1 − p)(1 − 2p)/2 from it, as much as from
 * (1 − 2p)/2 utility to everybody (second order in the logit); with p ~ Beta(μS, (1 − μ)S), as in the Dirichlet model, that is (1 − 2μ)/2 · S/(S + 2) over people.
 */
function worthOfSpread(world: World, share: number): number {
  const size = world.choice.dirichlet * allAttraction(world)
  return ((0.5 - share) * size) / (size + 2)
}

function allAttraction(world: World): number {
  return world.brands.reduce((sum, b) => sum + b.attraction, world.choice.none)
}
