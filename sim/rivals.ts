import { deliver } from "./delivery.ts"
import { promotedPrice, spendFactor } from "./events.ts"
import * as L from "./kernel/layout.ts"
import { exp } from "./math.ts"
import { type Key, stream } from "./random.ts"
import type { Follower } from "./reactions/follow.ts"
import { learned, newTrials, type Trials } from "./reactions/learned.ts"
import { priceWar } from "./reactions/priceWar.ts"
import { newRetaliation, type Retaliation, retaliate } from "./reactions/retaliate.ts"
import { shareOfVoice } from "./reactions/shareOfVoice.ts"
import { type Move, type Sight, STAY } from "./reactions/sight.ts"
import { type Appeal, type Needs, newStanding, rivalTick, type Standing } from "./rivalGoodwill.ts"
import { type Brand, days, type EarnedChannel, type World } from "./world.ts"

/** What changes of a rival: its promotion, what it follows, and how it stands with customers. */
export interface Rival {
  promotionEnds: number
  /** Price as a share of the list price. */
  priceFactor: number
  /** What its reaction remembers. */
  memory: Follower & Retaliation & Trials
  /** Of the tick before, money; its goods are costed where its reaction says their cost. */
  profit: number
  /** Spend as a share of its plan. */
  spendFactor: number
  standing: Standing
}

export function newRival(world: World, brand: number): Rival {
  const { reaction } = world.brands[brand] as Brand
  const memory = { followed: 1, ...newRetaliation(), ...newTrials(reaction.kind === "learned" ? reaction : undefined) }
  return { promotionEnds: 0, priceFactor: 1, memory, profit: 0, spendFactor: 1, standing: newStanding(world, brand) }
}

/** A rival's planned spend a day in a channel, as it stands now. */
export function spendPerDay(brand: Brand, rival: Rival, channel: number): number {
  return ((brand.spend[channel] ?? 0) / 365) * rival.spendFactor
}

/** Starts a day while no promotion runs, so that `perYear` begin in a year: none begins within another. */
export function startRate({ promotion }: Brand): number {
  return promotion.perYear / (365 - promotion.perYear * promotion.days)
}

function react({ reaction }: Brand, rival: Rival, sight: Sight): Move {
  if (reaction.kind === "shareOfVoice") return shareOfVoice(reaction, rival.memory, sight)
  if (reaction.kind === "priceWar") return priceWar(reaction, rival.memory, sight)
  if (reaction.kind === "retaliate") return retaliate(reaction, rival.memory, sight)
  if (reaction.kind === "learned") return learned(reaction, rival.memory, sight)
  return STAY
}

/**
 * Prices and spend of all rivals for a tick. Promotions start by chance while none runs (`perYear` in the mean) and run their days, or are stated (sim/events.ts). Then each rival reacts to what it saw in the
 * tick before (sim/reactions); of a promotion and an answer the lower price holds, and one who learns takes its promotions off the price that it tries.
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
    const own = Math.min(tick < rival.promotionEnds ? 1 - depth : 1, promotedPrice(world, r, tick))
    const lowestOther = Math.min(ourPrice, ...before.filter((_, other) => other !== r))
    const { profit } = rival
    const move = react(brand, rival, { tick, days: dt, ourVoice, ourPrice, lowestOther, profit, key, rival: r })
    rival.priceFactor = brand.reaction.kind === "learned" ? own * move.price : Math.min(own, move.price)
    rival.spendFactor = move.spend * spendFactor(world, r, tick)
  })
}

/** Books a tick of a rival's: what it sold less the cost of its goods and its planned media, money. @param revenue money */
export function closeBooks(world: World, rival: Rival, brand: Brand, revenue: number): void {
  const unitCost = brand.reaction.kind === "learned" ? brand.reaction.unitCost : 0
  const media = world.channels.reduce((sum, _, c) => sum + spendPerDay(brand, rival, c), 0) * days(world)
  rival.profit = revenue * (1 - unitCost / rival.priceFactor) - media
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
