import { carry, decay } from "./decay.ts"
import { deliver } from "./delivery.ts"
import { lognormalTail } from "./distributions.ts"
import * as L from "./kernel/layout.ts"
import { exp, log } from "./math.ts"
import { type Key, stream } from "./random.ts"
import { type AuctionChannel, type Brand, days, type EarnedChannel, type PushChannel, pushChannels, queryChannels, type World } from "./world.ts"

/** What changes of a rival: its promotion, what it follows, and its goodwill as a mean and a variance a segment. */
export interface Rival {
  promotionEnds: number
  /** Price as a share of the list price. */
  priceFactor: number
  /** Smoothed signal that its reaction follows. */
  follow: number
  /** Spend as a share of its plan. */
  spendFactor: number
  goodwill: Float64Array
  variance: Float64Array
  /** Standard deviation between people of their mean goodwill. */
  spread: Float64Array
}

export function newRival(world: World): Rival {
  const zeros = () => new Float64Array(world.segments.length)
  return { promotionEnds: 0, priceFactor: 1, follow: 1, spendFactor: 1, goodwill: zeros(), variance: zeros(), spread: zeros() }
}

/** A rival's planned spend a day in a channel, as it stands now. */
export function spendPerDay(brand: Brand, rival: Rival, channel: number): number {
  return ((brand.spend[channel] ?? 0) / 365) * rival.spendFactor
}

/** Starts a day while no promotion runs, so that `perYear` begin in a year: none begins within another. */
export function startRate({ promotion }: Brand): number {
  return promotion.perYear / (365 - promotion.perYear * promotion.days)
}

/** One reaction function: from what a rival sees to what it follows. 1 is "no cause to react". */
function signal(brand: Brand, ourVoice: number, lowestOther: number): number {
  if (brand.reaction.kind === "shareOfVoice") return ourVoice
  if (brand.reaction.kind === "priceMatch") return lowestOther
  return 1
}

/**
 * Prices and spend of all rivals for a tick. Promotions start by chance while none runs (`perYear` in the mean) and run their days. Then each rival
 * reacts to what it saw, smoothed over its delay: `shareOfVoice` scales its spend by (our spend / our usual spend)^strength,
 * `priceMatch` cuts its price by `strength` of the deepest cut among the others.
 * @param ourVoice our media spend as a multiple of the history's
 * @param ourPrice our price as a share of our list price
 */
export function rivalsAct(world: World, rivals: Rival[], tick: number, key: Key, ourVoice: number, ourPrice: number): void {
  const dt = days(world)
  const before = rivals.map((r) => r.priceFactor)
  rivals.forEach((rival, r) => {
    const brand = world.brands[r + 1] as Brand
    const { depth, days: length } = brand.promotion
    const begins = stream(key, L.DRAW_RIVAL, tick, r)() < 1 - exp(-startRate(brand) * dt)
    if (tick >= rival.promotionEnds && begins) rival.promotionEnds = tick + Math.max(1, Math.round(length / dt))
    const own = tick < rival.promotionEnds ? 1 - depth : 1
    const lowestOther = Math.min(ourPrice, ...before.filter((_, other) => other !== r))
    rival.priceFactor = own
    rival.spendFactor = 1
    if (brand.reaction.kind === "none") return
    const { strength, delay } = brand.reaction
    const speed = delay > 0 ? 1 - exp(-dt / delay) : 1
    rival.follow += speed * (signal(brand, ourVoice, lowestOther) - rival.follow)
    if (brand.reaction.kind === "shareOfVoice") rival.spendFactor = rival.follow > 0 ? exp(strength * log(rival.follow)) : strength > 0 ? 0 : 1
    else rival.priceFactor = Math.min(own, 1 - strength * (1 - rival.follow))
  })
}

/** Exposures of a tick that all come at once: Σ g m and Σ g² m over channels, with g the goodwill an exposure and m their mean number. */
interface Dose {
  gain: number
  square: number
  /** Standard deviation between people of Σ g m. */
  spread: number
}

/**
 * Rival goodwill after a tick's media, by the kernel's own law for each customer: x = δa, a' = x + Σ gE(1 − x/max), E ~ Poisson(m). Mean and
 * variance then have closed recursions, E a' = x̄ + gm(1 − x̄/max) and Var a' = g²m((1 − x̄/max)² + Var x/max²) + (1 − gm/max)² Var x.
 * Those who need more often ask search more often, all their lives: that spread between people adds up by itself.
 * As in the kernel, push channels fill the room together, query channels one after another.
 * @param needs of a person in the tick, by segment: what the kernel has drawn
 * @param heard recommendations of a brand that a person hears a day, by segment
 */
export function rivalMedia(
  world: World,
  rivals: Rival[],
  ourSpendPerDay: readonly number[],
  needs: readonly number[],
  heard: (channel: EarnedChannel, brand: number) => number[],
): void {
  const dt = days(world)
  const { halfLife, max, reference } = world.customer.goodwill
  const left = decay(halfLife, dt)
  const kept = carry(halfLife, dt)
  const spends = world.channels.map((_, c) => rivals.map((rival, r) => spendPerDay(world.brands[r + 1] as Brand, rival, c)))

  rivals.forEach((rival, r) => {
    /** Exposures for each unit that a channel offers, for what it offers a person a day by segment. */
    const win = (c: number, offered: readonly number[]) => {
      const spend = spends[c]?.[r] as number
      const others = (spends[c] as number[]).reduce((sum, x) => sum + x, ourSpendPerDay[c] ?? 0) - spend
      return deliver(world, c, spend, offered, others)
    }
    const doses = world.segments.map((): Dose => ({ gain: 0, square: 0, spread: 0 }))
    for (const c of pushChannels(world)) {
      const channel = world.channels[c] as PushChannel
      const gain = channel.gain * kept
      const usage = world.segments.map((s) => s.usage[c] as number)
      const talk = channel.kind === "earned" ? heard(channel, r + 1) : undefined
      const won = talk ? 1 : win(c, usage)
      doses.forEach((dose, g) => {
        const m = (usage[g] as number) * (talk ? (talk[g] as number) : won) * dt
        dose.gain += gain * m
        dose.square += gain * gain * m
      })
    }
    doses.forEach((dose, g) => {
      rival.goodwill[g] = (rival.goodwill[g] as number) * left
      rival.variance[g] = (rival.variance[g] as number) * left * left
      rival.spread[g] = (rival.spread[g] as number) * left
      take(rival, g, dose, max)
    })
    for (const c of queryChannels(world)) {
      const channel = world.channels[c] as AuctionChannel
      const gain = channel.gain * kept
      const known = world.segments.map((_, g) => (rival.goodwill[g] as number) / ((rival.goodwill[g] as number) + reference))
      const asked = world.segments.map((_, g) => (needs[g] as number) * (channel.needQueries + channel.brandQueries * (known[g] as number)))
      const won = win(
        c,
        world.segments.map((s, g) => (s.usage[c] as number) + (asked[g] as number) / dt),
      )
      world.segments.forEach((s, g) => {
        const m = ((s.usage[c] as number) * dt + (asked[g] as number)) * won
        const spread = (gain * (asked[g] as number) * won) / Math.sqrt(s.needRate.shape)
        take(rival, g, { gain: gain * m, square: gain * gain * m, spread }, max)
      })
    }
  })
}

function take(rival: Rival, g: number, { gain, square, spread }: Dose, max: number): void {
  const x = rival.goodwill[g] as number
  const vx = rival.variance[g] as number
  const room = 1 - x / max
  const keep = 1 - gain / max
  rival.goodwill[g] = Math.min(max, x + gain * room)
  rival.variance[g] = square * (room * room + vx / (max * max)) + keep * keep * vx
  rival.spread[g] = Math.max(0, (rival.spread[g] as number) * keep + spread * room)
}

/** Variance of a rival's goodwill in a segment: luck's and that between people. */
export function goodwillVariance(rival: Rival, g: number): number {
  return (rival.variance[g] as number) + (rival.spread[g] as number) * (rival.spread[g] as number)
}

/** γ E ln(1 + a/ref) to second order: ours is each customer's own, so a rival's mean must pay for its missing variance. */
export function goodwillUtility(world: World, mean: number, variance: number): number {
  const { reference, elasticity } = world.customer.goodwill
  const a = mean / reference
  return elasticity * (log(1 + a) - variance / (reference * reference) / (2 * (1 + a) * (1 + a)))
}

/** Share of a segment that has goodwill enough to consider a rival: a lognormal with the goodwill's mean and variance. */
export function consideredShare(world: World, mean: number, variance: number): number {
  return lognormalTail(world.choice.consideration, mean, variance)
}
