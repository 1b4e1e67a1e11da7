import type { Actions } from "./observation.ts"

/** Our price in a tick, as a share of the list price: it can change once, at a share of the tick. */
export interface PriceOfTick {
  before: number
  after: number
  /** When, in [0, 1); 0 where it does not change. */
  change: number
}

/** Bounds of the seat `respond`: the standing price as a share of the list price, and the promotion's depth off it. */
export const LOWEST_PRICE = 0.5
export const HIGHEST_PRICE = 2
export const DEEPEST_PROMOTION = 0.9

/** What is paid for a unit, as a share of the list price. */
export function priceFactor({ price, promotion }: Actions["respond"]): number {
  return price * (1 - promotion)
}

/** A tick that opens at a price and has no change of it yet. */
export function priceFrom(factor: number): PriceOfTick {
  return { before: factor, after: factor, change: 0 }
}

/**
 * The tick's price after an instruction that acts at a share of the tick. One that acts with the tick's start replaces its opening price. Of several
 * later ones the last that changes the price counts, from its hour on: until then the opening price is felt.
 */
export function reprice(tick: PriceOfTick, factor: number, share: number): PriceOfTick {
  if (factor === tick.after) return tick
  if (share <= 0) return priceFrom(factor)
  return factor === tick.before ? priceFrom(factor) : { before: tick.before, after: factor, change: share }
}

/** Mean over the tick of what depends on our price. */
export function overTick({ before, after, change }: PriceOfTick, of: (factor: number) => number): number {
  return before === after ? of(after) : change * of(before) + (1 - change) * of(after)
}
