import { clear } from "./auction.ts"
import { carry, decay } from "./decay.ts"
import { lognormalTail } from "./distributions.ts"
import * as L from "./kernel/layout.ts"
import { exp, log } from "./math.ts"
import { type Key, stream } from "./random.ts"
import { type Brand, days, paidChannels, type World } from "./world.ts"

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
}

export function newRival(world: World): Rival {
  const zeros = () => new Float64Array(world.segments.length)
  return { promotionEnds: 0, priceFactor: 1, follow: 1, spendFactor: 1, goodwill: zeros(), variance: zeros() }
}

/** A rival's planned spend a day in a channel, as it stands now. */
export function spendPerDay(brand: Brand, rival: Rival, channel: number): number {
  return ((brand.spend[channel] ?? 0) / 365) * rival.spendFactor
}

/** One reaction function: from what a rival sees to what it follows. 1 is "no cause to react". */
function signal(brand: Brand, ourVoice: number, lowestOther: number): number {
  if (brand.reaction.kind === "shareOfVoice") return ourVoice
  if (brand.reaction.kind === "priceMatch") return lowestOther
  return 1
}

/**
 * Prices and spend of all rivals for a tick. Promotions start by chance (Poisson, `perYear`) and run their days. Then each rival
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
    const { perYear, depth, days: length } = brand.promotion
    const begins = stream(key, L.DRAW_RIVAL, tick, r)() < 1 - exp((-perYear / 365) * dt)
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

/**
 * Rival goodwill after a tick's media. Each customer's goodwill follows the kernel's law with Poisson exposures, so mean and
 * variance have closed recursions: with x = δa, a' = x + gE(1 − x/max), E ~ Poisson(m):
 * E a' = x̄ + gm(1 − x̄/max), Var a' = g²m((1 − x̄/max)² + Var x/max²) + (1 − gm/max)² Var x.
 */
export function rivalMedia(world: World, rivals: Rival[], ourSpendPerDay: readonly number[]): void {
  const dt = days(world)
  const { halfLife, max } = world.customer.goodwill
  const left = decay(halfLife, dt)
  const kept = carry(halfLife, dt)
  for (const rival of rivals)
    for (let g = 0; g < world.segments.length; g++) {
      rival.goodwill[g] = (rival.goodwill[g] as number) * left
      rival.variance[g] = (rival.variance[g] as number) * left * left
    }
  for (const c of paidChannels(world)) {
    const channel = world.channels[c]
    if (channel?.kind !== "auction") continue
    const spends = rivals.map((rival, r) => spendPerDay(world.brands[r + 1] as Brand, rival, c))
    const all = spends.reduce((a, b) => a + b, ourSpendPerDay[c] ?? 0)
    const usage = world.segments.map((s) => (s.usage[c] as number) + (channel.captures ? channel.needQueries * s.needRate.mean : 0))
    const people = world.customers * world.weight
    const opportunities = world.segments.reduce((sum, s, g) => sum + s.share * people * (usage[g] as number), 0)
    rivals.forEach((rival, r) => {
      const spend = spends[r] as number
      if (spend === 0) return
      const { win } = clear(channel, spend, opportunities, all - spend)
      for (let g = 0; g < usage.length; g++) {
        const m = (usage[g] as number) * win * dt
        const gain = channel.gain * kept
        const room = 1 - (rival.goodwill[g] as number) / max
        const vx = rival.variance[g] as number
        const keep = 1 - (gain * m) / max
        rival.goodwill[g] = Math.min(max, (rival.goodwill[g] as number) + gain * m * room)
        rival.variance[g] = gain * gain * m * (room * room + vx / (max * max)) + keep * keep * vx
      }
    })
  }
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
