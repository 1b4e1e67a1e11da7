import { type Firm, inside, type Market } from "../../sim/index.ts"

/** A firm that decides nothing and sees nothing: the market alone. */
export const nobody: Firm = { organisation: { cadence: {}, latency: {}, costPerDay: 0 }, sources: [], needs: [], outcomeDays: 1 }

/** Puts a treatment on every customer whom `who` picks (by place), or on all, whether they accept messages or not; it goes out with the next tick. */
export function contact(market: Market, treatment = 1, who: (place: number) => boolean = () => true): void {
  const { cells, memory } = inside(market)
  for (const { start, count } of cells) for (let i = start; i < start + count; i++) if (who(i)) memory.columns.treatment[i] = treatment
}

/** Contacts everybody with each of so many ticks. */
export function contacted(market: Market, ticks: number, treatment = 1): Market {
  for (let t = 0; t < ticks; t++) {
    contact(market, treatment)
    market.step({})
  }
  return market
}

/** Gives every customer one value of a column. */
export function giveAll(market: Market, column: "trust" | "irritation" | "needRate" | "intent" | "satisfaction", value: number): void {
  inside(market).memory.columns[column].fill(value)
}

/** Gives all customers the same attractions, none's last: choice is then a logit with known chances. */
export function attract(market: Market, weights: readonly number[]): void {
  const { attraction } = inside(market).memory.columns
  for (let k = 0; k < attraction.length; k++) attraction[k] = Math.log(weights[k % weights.length] as number)
}
