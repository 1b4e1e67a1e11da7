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

interface Goodwill {
  mean: number
  variance: number
}

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

/**
 * A tick of a rival's media: its standing afterwards, and its appeal on the tick's occasions. As in the kernel, push channels fill the room for goodwill
 * together, query channels one after another, all before the choice.
 * A stratum's needs are in proportion to its rate, for stock is used up as fast as it is needed.
 */
export function rivalTick(world: World, standing: Standing, days: number, needs: readonly number[], win: Win): Appeal[] {
  const { goodwill: law, irritation: patience, intent: will } = world.customer
  const [kept, left] = [carry(law.halfLife, days), decay(law.halfLife, days)]
  const [keptIrritation, leftIrritation] = [carry(patience.halfLife, days), decay(patience.halfLife, days)]
  const leftIntent = decay(will.halfLife, days)
  const pushes = pushChannels(world).map((c) => {
    const usage = world.segments.map((s) => s.usage[c] as number)
    return { channel: world.channels[c] as PushChannel, usage, won: win(c, usage) }
  })
  const people = strataOf(world).flatMap(({ need, share }, g) => need.map((rate, k) => ({ g, rate, share: share[k] as number })))

  const customers = people.map(({ g, rate, share }, at) => {
    const segment = world.segments[g] as World["segments"][number]
    const opening = (standing.irritation[at] as number) * leftIrritation
    const response = Math.max(0, 1 - patience.effect * opening)
    const customer = {
      g,
      share,
      needs: (needs[g] as number) * rate,
      response,
      goodwill: { mean: (standing.goodwill[at] as number) * left, variance: (standing.variance[at] as number) * left * left },
      irritation: opening,
      intent: (standing.intent[at] as number) * leftIntent,
      /** What one need more adds: on an occasion there is one. */
      further: { asked: 0, gain: 0, square: 0, visits: 0 },
    }
    let [gain, square, visits] = [0, 0, segment.directVisits * days]
    for (const { channel, usage, won } of pushes) {
      const m = (usage[g] as number) * (won[g] as number) * days
      gain += response * channel.gain * kept * m
      square += response * channel.gain * kept * (response * channel.gain * kept) * m
      visits += response * channel.click * m
      customer.irritation += channel.irritation * keptIrritation * m
    }
    customer.goodwill = taken(customer.goodwill, gain, square, law.max)
    customer.intent += will.perVisit * visits
    return customer
  })

  for (const c of queryChannels(world)) {
    const channel = world.channels[c] as AuctionChannel
    const base = world.segments.map((s) => (s.usage[c] as number) * days)
    const asked = customers.map(({ goodwill }) => {
      const known = spread(goodwill, left).reduce((sum, { at, share }) => sum + (share * at) / (at + law.reference), 0)
      return channel.needQueries + channel.brandQueries * known
    })
    const offered = world.segments.map((_, g) =>
      customers.reduce((sum, p, at) => (p.g === g ? sum + (p.share * ((base[g] as number) + p.needs * (asked[at] as number))) / days : sum), 0),
    )
    const won = win(c, offered)
    customers.forEach((p, at) => {
      const each = p.response * channel.gain * kept
      const aNeed = (asked[at] as number) * (won[p.g] as number)
      const alone = (base[p.g] as number) * (won[p.g] as number)
      const m = alone + p.needs * aNeed
      const room = Math.max(0, 1 - p.goodwill.mean / law.max)
      p.further.asked += aNeed
      p.further.gain += each * room * aNeed
      p.further.square += each * room * each * room * aNeed
      p.further.visits += p.response * channel.click * aNeed
      // Poisson needs of Poisson queries each: variance n(q + q²)
      p.goodwill = taken(p.goodwill, each * m, each * each * (alone + p.needs * (aNeed + aNeed * aNeed)), law.max)
      p.irritation += channel.irritation * keptIrritation * m
      p.intent += will.perVisit * p.response * channel.click * m
    })
  }

  customers.forEach((p, at) => {
    standing.goodwill[at] = p.goodwill.mean
    standing.variance[at] = p.goodwill.variance
    standing.irritation[at] = p.irritation
    standing.intent[at] = Math.min(will.max, p.intent)
  })

  return world.segments.map((_, g) => {
    const here = people.flatMap((p, at) => (p.g === g ? [{ weight: p.share * p.rate, rate: p.rate, ...(customers[at] as (typeof customers)[number]) }] : []))
    let [first, second, forgotten] = [0, 0, 0] // moments of γ ln(1 + a/a_ref) + ψ v over the segment's occasions
    for (const { weight, rate, needs: mine, goodwill, intent, further } of here) {
      const lacking = sated(world, g, standing.hungry[g] as number, mine / days) * further.gain
      const before = { mean: Math.max(0, goodwill.mean - lacking), variance: goodwill.variance }
      const held = { mean: Math.min(law.max, before.mean + further.gain), variance: goodwill.variance + further.square }
      // of the tick's occasions half come before this one; a purchase of the rival's on one of them has ended the intent
      const unsold = exp((-(standing.orders[g] as number) * rate) / 2)
      const visited = will.effect * Math.min(will.max, intent + will.perVisit * further.visits) * unsold
      for (const { at, share } of spread(held, left)) {
        const utility = law.elasticity * log(1 + at / law.reference) + visited
        first += weight * share * utility
        second += weight * share * utility * utility
      }
      forgotten += weight * (1 - remembered(world.choice.consideration, before, further))
    }
    return { utility: first + worthOfSpread(world, standing.share[g] as number) * Math.max(0, second - first * first), considered: Math.max(0, 1 - forgotten) }
  })
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
function remembered(threshold: number, goodwill: Goodwill, { asked, gain }: { asked: number; gain: number }): number {
  const without = gammaTail(threshold, goodwill.mean, goodwill.variance)
  if (without === 1 || !(asked > 0)) return without
  const unseen = exp(-asked)
  return unseen * without + (1 - unseen) * gammaTail(threshold, goodwill.mean + gain / (1 - unseen), goodwill.variance)
}

/** Mean and variance between all people of a segment, whatever their need. */
export function goodwillOf(world: World, standing: Standing, segment: number): Goodwill {
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
function taken({ mean, variance }: Goodwill, gain: number, square: number, max: number): Goodwill {
  const room = Math.max(0, 1 - mean / max)
  const keep = Math.max(0, 1 - gain / max)
  return { mean: Math.min(max, mean + gain * room), variance: square * (room * room + variance / (max * max)) + keep * keep * variance }
}

/** Two points with a stratum's mean, variance and skewness, that of exposures' shot noise x' = δx + g·Poisson: (1 + δ)²/(1 + δ + δ²) of its coefficient of variation. */
function spread({ mean, variance }: Goodwill, left: number): readonly { at: number; share: number }[] {
  if (!(variance > 0 && mean > 0)) return [{ at: mean, share: 1 }]
  const deviation = Math.sqrt(variance)
  return twoPoints(mean, deviation, ((deviation / mean) * (1 + left) * (1 + left)) / (1 + left + left * left))
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
