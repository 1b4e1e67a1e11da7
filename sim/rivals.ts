import { deliver } from "./delivery.ts"
import * as L from "./kernel/layout.ts"
import { exp, log } from "./math.ts"
import { type Key, stream } from "./random.ts"
import { type Appeal, type Needs, newStanding, rivalTick, type Standing } from "./rivalGoodwill.ts"
import { type Brand, days, type EarnedChannel, type World } from "./world.ts"

/** What changes of a rival: its promotion, what it follows, and how it stands with customers. */
export interface Rival {
  promotionEnds: number
  /** Price as a share of the list price. */
  priceFactor: number
  /** Smoothed signal that its reaction follows. */
  follow: number
  /** Spend as a share of its plan. */
  spendFactor: number
  standing: Standing
}

export function newRival(world: World, brand: number): Rival {
  return { promotionEnds: 0, priceFactor: 1, follow: 1, spendFactor: 1, standing: newStanding(world, brand) }
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

/**
 * Rivals' media in a tick, and how each stands on its occasions. They buy in the same auctions as we do.
 * @param ourSpendPerDay by channel
 * @param heard recommendations of a brand that a person hears a day, by segment
 * @returns appeal by rival and segment
 */
export function rivalMedia(
  world: World,
  rivals: Rival[],
  ourSpendPerDay: readonly number[],
  needs: Needs,
  heard: (channel: EarnedChannel, brand: number) => number[],
): Appeal[][] {
  const spends = world.channels.map((_, c) => rivals.map((rival, r) => spendPerDay(world.brands[r + 1] as Brand, rival, c)))
  return rivals.map((rival, r) =>
    rivalTick(world, rival.standing, days(world), needs.drawn, (c, offered) => {
      const channel = world.channels[c] as World["channels"][number]
      if (channel.kind === "earned") return heard(channel, r + 1)
      const spend = spends[c]?.[r] as number
      const others = (spends[c] as number[]).reduce((sum, x) => sum + x, ourSpendPerDay[c] ?? 0) - spend
      const won = deliver(world, c, spend, offered, others)
      return world.segments.map(() => won)
    }),
  )
}
