import * as L from "../../sim/kernel/layout.ts"
import { inside, type Market } from "../../sim/market.ts"
import { overTick } from "../../sim/price.ts"
import { total } from "../../sim/totals.ts"

/** What a tick sold, the truth; units are those of simulated customers. */
export interface Sold {
  /** By brand, ours first. */
  units: number[]
  /** Our units, with the luck of choices and order sizes taken out: chance on each occasion × mean order. */
  expected: number
  /** The same as money of all real people, after discounts. */
  expectedRevenue: number
  /** Contacts of people who call or sell, with us. */
  calls: number
  /** Money charged by media. */
  media: number
}

/** Reads the tick just played. */
export function soldIn(market: Market): Sold {
  const play = inside(market)
  const { world, state } = play
  const prices = world.brands.map(({ price }, b) => price * (b === 0 ? overTick(state.price, (f) => f) : (state.rivals[b - 1]?.priceFactor as number)))
  const cents = (b: number) => (prices[b] as number) * 100
  const t = state.tick - 1
  return {
    units: prices.map((_, b) => (b === 0 ? total(play, L.UNITS) : total(play, L.CENTS + b) / cents(b))),
    expected: total(play, L.EXPECTED_CENTS) / cents(0),
    expectedRevenue: (total(play, L.EXPECTED_CENTS) * world.weight) / 100,
    calls: world.channels.reduce((sum, { kind }, c) => sum + (kind === "human" ? total(play, L.EXPOSURES + c + 1) : 0), 0),
    media: world.channels.reduce((sum, { name }) => sum + (state.series[`spend.${name}`]?.[t] ?? 0), 0),
  }
}

/** Sums over ticks from `from` to before `to`. */
export function over<K extends "expected" | "expectedRevenue" | "calls" | "media">(ticks: readonly Sold[], what: K, from: number, to: number): number {
  return ticks.slice(from, to).reduce((sum, sold) => sum + sold[what], 0)
}

/** Units of a brand, or of all, from tick `from` to before `to`. */
export function unitsOver(ticks: readonly Sold[], brand: number | "all", from: number, to: number): number {
  return ticks.slice(from, to).reduce((sum, { units }) => sum + (brand === "all" ? units.reduce((a, b) => a + b, 0) : (units[brand] as number)), 0)
}
