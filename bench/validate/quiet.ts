import { load } from "../../scenarios/load.ts"
import { type Firm, inside, type Market, open, seats, type World } from "../../sim/index.ts"
import * as L from "../../sim/kernel/layout.ts"
import type { Columns } from "../../sim/memory.ts"
import { paidChannels } from "../../sim/world.ts"

/** Markets in which closed forms hold: every mechanism is off but for what a check is about. */

/** What a scenario file may say, unchecked: `load` refuses what is wrong. */
export type Change = { readonly [key: string]: unknown }

const isChange = (value: unknown): value is Change => typeof value === "object" && value !== null && !Array.isArray(value)

function merged(base: Change, change: Change): Change {
  const result: Record<string, unknown> = { ...base }
  for (const [key, value] of Object.entries(change)) {
    const old = result[key]
    result[key] = isChange(old) && isChange(value) && key !== "shares" && key !== "usage" ? merged(old, value) : value
  }
  return result
}

/** A segment in which people only buy: no price felt, no defection, one unit an order, no visits, no media, no messages. */
export const quietSegment = {
  name: "all",
  share: 1,
  tastes: [1],
  needRate: { mean: 0.1, shape: 1 },
  priceSensitivity: { mean: 0, sigma: 0 },
  defection: { a: 0, b: 1 },
  units: { mean: 1, sigma: 0 },
  none: -1000,
  directVisits: 0,
  usage: {},
  subscribed: 0,
}

/** A push channel that shows but moves nothing. */
export const quietMedia = { name: "social", kind: "auction", price: 0.03, sigma: 0.8, reference: 1000, bidCap: 10, click: 0, gain: 0, irritation: 0 }

/** A message that can be sent, and moves nothing. */
export const quietMessage = { name: "note", channel: "mail", open: 1, visits: 0, gain: 0, irritation: 0, unsubscribe: 0 }

const quietMarket: Change = {
  name: "quiet",
  about: "Every mechanism off.",
  currency: "CNY",
  customers: 256,
  budget: 1_000_000,
  clock: { tick: "day", days: 28, burnIn: 1, runOut: 0 },
  demand: { shock: { sd: 0 }, acceleration: 0 },
  tastes: [[1]],
  segments: [quietSegment],
  brands: [{ name: "ours", price: 10, attraction: 1 }],
  channels: [quietMedia, { name: "mail", kind: "owned", costPerMessage: 0 }],
  treatments: [quietMessage],
  creative: { cost: 100, latency: "0 days", quality: { sigma: 0 }, styleNoise: 0, match: 0, halfLife: 1e6 },
  customer: {
    goodwill: { elasticity: 0 },
    irritation: { effect: 0, unsubscribe: 0 },
    intent: { effect: 0 },
    pantry: { effect: 0, consumption: 0 },
    satisfaction: { effect: 0, noise: 0 },
    defection: { scale: 0 },
  },
  choice: { dirichlet: 1, none: 0, inertia: 0, priceReference: 10, priceFloor: 0.1, unitCost: 6, consideration: 0 },
  history: { spend: 0, shares: { social: 1 }, wander: 0, newsletter: { every: "0 days", treatment: "note" } },
}

/** Sources that reveal every column: exactly and at once, or roughly, partly and late. */
export const testSources = {
  sources: [
    { name: "exact", family: "transactions", columns: ["segment", "purchases", "daysSincePurchase"], series: ["revenue", "orders", "newCustomers", "spend.*"] },
    { name: "rough", family: "behaviour", columns: ["spend", "pageViews7d"], series: ["impressions.*", "clicks.*"], coverage: 0.7, noise: 0.1 },
    { name: "late", family: "thirdParty", columns: ["daysSinceVisit", "daysSinceContact"], refresh: "2 days", delay: "30 hours", costPerDay: 3 },
    { name: "rivals", family: "competitors", series: ["price.*", "marketRevenue.*", "revenue.*", "newCustomers.*", "visits.direct", "indicator.*"] },
  ],
}

/** A market with every mechanism off (demand flat, no shock, no marketing, one brand, no buying nothing), but for what is changed. */
export function quiet(change: Change = {}, sources: Change = testSources): World {
  return load("quiet.yaml", JSON.stringify(merged(quietMarket, change)), JSON.stringify(sources))
}

/** Values of one column, a customer each, without the padding between cells. */
export function valuesOf(market: Market, column: Exclude<keyof Columns, "touches" | "attraction">): number[] {
  const { cells, memory } = inside(market)
  return cells.flatMap(({ start, count }) => Array.from(memory.columns[column].subarray(start, start + count)))
}

/** A slot of the last tick's totals, over all cells. */
export function total(market: Market, slot: number): number {
  const { cells, memory } = inside(market)
  return cells.reduce((sum, _, i) => sum + (memory.total[i * L.TOTAL_SLOTS + slot] as number), 0)
}

/** A firm that may decide each day, at once and for nothing, and sees nothing. */
export const daily: Firm = {
  organisation: { cadence: Object.fromEntries(seats.map((seat) => [seat, 24])), latency: {}, costPerDay: 0 },
  sources: [],
  needs: [],
  outcomeDays: 7,
}

/** A market on the luck of a seed, at its horizon's start. */
export function quietly(world: World, seed: number, replication = 0): Market {
  return open(world, daily, { seed, replication })
}

/** The market after some ticks in which this much media money a day is shared among the paid channels; without, none is decided. */
export function after(market: Market, ticks: number, spend?: number): Market {
  const paid = paidChannels(market.world).length
  for (let t = 0; t < ticks; t++) market.step(spend === undefined ? {} : { plan: { action: { shares: new Float64Array(paid).fill(1 / paid), spend } } })
  return market
}
