import { describe, expect, test } from "vitest"
import { knapsackBids, type Policy, thompsonBids } from "../../../policies/index.ts"
import { clearBids } from "../../../sim/auction.ts"
import type { Feedback, Observation } from "../../../sim/index.ts"
import { log } from "../../../sim/math.ts"
import type { AuctionChannel } from "../../../sim/world.ts"
import { randomAt } from "./linear.ts"

const channel = { bids: { mu: log(0.03), sigma: 0.8, elasticity: 0, reference: 1 }, bidCap: 0.5 } as AuctionChannel
const opportunities = [50_000, 30_000, 20_000]
const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0)

/** One auction channel over days, its clicks at their expectation unless `noisy`. @returns clicks and money by day */
function live(
  policy: Policy<"bid">,
  clickRates: readonly number[],
  days: number,
  money: number,
  of: { blind?: boolean; from?: number; bids?: Float32Array } = {},
) {
  let bids = of.bids ?? new Float32Array(3).fill(Number.NaN)
  const days0 = of.from ?? 0
  const out: { clicks: number; spent: number; own: number[]; propensity: number[] }[] = []
  for (let t = days0; t < days0 + days; t++) {
    const books = { auctions: ["social"], segments: ["a", "b", "c"], bids, bidCaps: Float64Array.of(0.5) }
    const o = { tick: t, hoursPerTick: 24, books, customers: { rows: new Uint32Array(0), column: () => undefined } } as unknown as Observation
    const { action, propensity } = policy.act(o, randomAt(t))
    const own = [...action.bids]
    const automatic = opportunities.reduce((s, n, g) => s + (Number.isNaN(own[g]) ? n : 0), 0)
    const cleared = clearBids(channel, money, own, opportunities, automatic, 0)
    bids = Float32Array.from(cleared.bids)
    const impressions = Float64Array.from(opportunities, (n, g) => n * (cleared.wins[g] as number))
    const clicks = impressions.map((n, g) => n * (clickRates[g] as number))
    out.push({ clicks: sum(clicks), spent: cleared.spend, own, propensity: [...(propensity ?? [])] })
    const told = (values: Float64Array) => (of.blind ? values.map(() => Number.NaN) : values)
    policy.learn?.({
      seat: "bid",
      impressions: told(impressions),
      clicks: told(clicks),
      spent: Float64Array.from(cleared.spends),
      winRate: told(Float64Array.from(cleared.wins)),
    } as Feedback<"bid">)
  }
  return { out, bids }
}
const rates = [0.01, 0.03, 0.003]
const options = { priorClicks: 1, watchDays: 3 }
const late = (days: readonly { clicks: number; spent: number }[]) => ({
  clicks: sum(days.slice(-50).map((d) => d.clicks)),
  spent: sum(days.slice(-50).map((d) => d.spent)),
})

describe("knapsack bids", () => {
  test("come to worth over one shadow price, the optimum of a budget in second-price auctions, and spend the same money", () => {
    const { out } = live(knapsackBids(options), rates, 150, 600)
    const auto = live(knapsackBids({ ...options, watchDays: 1000 }), rates, 150, 600)
    const last = out.at(-1)?.own as number[]
    expect(Number.isNaN(last[0])).toBe(true) // most shown: left to the autobidder
    const { bids } = live(knapsackBids(options), rates, 150, 600)
    expect((bids[1] as number) / (bids[0] as number)).toBeCloseTo(3, 1)
    expect((bids[2] as number) / (bids[0] as number)).toBeCloseTo(1 / 3, 1)
    expect(late(out).spent).toBeCloseTo(late(auto.out).spent, 3)
    expect(late(out).clicks).toBeGreaterThan(1.05 * late(auto.out).clicks)
    // no other bids in a grid with the same money bring more clicks
    const clicksOf = (b: number, c: number) => {
      const cleared = clearBids(channel, 600, [Number.NaN, b, c], opportunities, opportunities[0] as number, 0)
      return sum(opportunities.map((n, g) => n * (cleared.wins[g] as number) * (rates[g] as number)))
    }
    let best = 0
    for (let b = 0.005; b < 0.4; b *= 1.05) for (let c = 0.001; c < 0.1; c *= 1.2) best = Math.max(best, clicksOf(b, c))
    expect((out.at(-1)?.clicks as number) / best).toBeGreaterThan(0.995)
  })

  test("are the autobidder's where segments are worth the same", () => {
    const { bids } = live(knapsackBids(options), [0.01, 0.01, 0.01], 60, 600)
    expect(bids[1]).toBeCloseTo(bids[0] as number, 6)
    expect(bids[2]).toBeCloseTo(bids[0] as number, 6)
  })
})

describe("Thompson bids", () => {
  test("find higher multiples where clicks are cheap and lower ones where they are dear", () => {
    const { out } = live(thompsonBids({ ...options, noise: 0.1 }), rates, 200, 600)
    const auto = live(knapsackBids({ ...options, watchDays: 1000 }), rates, 200, 600)
    expect(late(out).clicks).toBeGreaterThan(1.03 * late(auto.out).clicks)
    expect(late(out).spent).toBeCloseTo(late(auto.out).spent, 3)
    for (const { propensity } of out)
      for (const p of propensity) {
        expect(p).toBeGreaterThan(0)
        expect(p).toBeLessThanOrEqual(1)
      }
  })
})

describe.each([
  ["knapsackBids", () => knapsackBids(options)],
  ["thompsonBids", () => thompsonBids(options)],
] as const)("%s", (_, make: () => Policy<"bid">) => {
  test("leaves what no source tells to the autobidder, and copes with no money and no auctions", () => {
    for (const day of live(make(), rates, 20, 600, { blind: true }).out) expect(day.own.every(Number.isNaN)).toBe(true)
    for (const day of live(make(), rates, 20, 0).out) expect(day.own.every(Number.isNaN)).toBe(true)
    const none = { auctions: [], segments: ["a"], bids: new Float32Array(0), bidCaps: new Float64Array(0) }
    const o = { tick: 0, hoursPerTick: 24, books: none, customers: { rows: new Uint32Array(0), column: () => undefined } } as unknown as Observation
    expect(make().act(o, randomAt(0)).action.bids.length).toBe(0)
  })

  test("goes on exactly from what it saved", () => {
    const first = make()
    const { bids } = live(first, rates, 30, 600)
    const second = make()
    second.load(JSON.parse(JSON.stringify(first.save())))
    const on = { from: 30, bids }
    expect(live(second, rates, 20, 600, on)).toEqual(live(first, rates, 20, 600, on))
    expect(JSON.stringify(second.save())).toBe(JSON.stringify(first.save()))
  })
})
