import { describe, expect, test } from "vitest"
import { poisson } from "../../bench/validate/closedForms.ts"
import { winRate } from "../../sim/auction.ts"
import { carry, decay } from "../../sim/decay.ts"
import { inside, type Market } from "../../sim/index.ts"
import * as L from "../../sim/kernel/layout.ts"
import { cells4se, varianceOf, within4se } from "./errors.ts"
import { opened, quiet, quietMedia, quietSegment, total, valuesOf } from "./worlds.ts"

/** Media whose goodwill counts exposures: nothing saturates, wears or fades. */
function counting(rate: number, tick: string, customers = 20_000) {
  return quiet({
    customers,
    budget: 1e9,
    clock: { tick, days: 21, burnIn: tick === "hour" ? 1 : 7 },
    segments: [{ ...quietSegment, usage: { social: rate } }],
    channels: [
      { ...quietMedia, gain: 1, bidCap: 0.05 },
      { name: "mail", kind: "owned" },
    ],
    customer: { goodwill: { halfLife: "3650 days", max: 1e6 } },
  })
}

/** Steps once with this media money a day. */
const spend = (market: Market, money: number) => market.step({ plan: { action: { shares: Float64Array.of(1), spend: money } } })

describe("push exposures are Poisson with the rate usage × win rate × time, each customer on their own", () => {
  for (const [rate, tick, hours] of [
    [0.3, "day", 24],
    [2.5, "day", 24],
    [20, "day", 24],
    [24, "hour", 1],
    [1.5, "week", 168],
  ] as const)
    test(`${rate} opportunities a day, clock in ${tick}s: mean, variance and every cell`, () => {
      const world = counting(rate, tick)
      const market = opened(world, 21)
      spend(market, 1e6) // more than there is to buy: the bid is at its cap
      const mean = (rate * winRate(0.05, { mu: Math.log(0.03), sigma: 0.8 }) * hours) / 24
      const unit = carry(3650, hours / 24)
      const counts = valuesOf(market, "goodwill").map((a) => Math.round(a / unit))
      within4se(counts, mean)
      const n = counts.length
      expect(Math.abs(varianceOf(counts) - mean)).toBeLessThan(4 * Math.sqrt((mean + 2 * mean * mean) / n)) // Var of a Poisson's sample variance
      cells4se(counts, (x) => poisson(x, mean))
      expect(total(market, L.EXPOSURES + 1)).toBe(counts.reduce((a, b) => a + b, 0))
    })

  test("half the money buys fewer exposures, and no more is charged than was given", () => {
    const market = opened(counting(2.5, "day", 2000), 22)
    const bought = [1e6, 60, 30, 15, 0].map((money) => {
      const before = inside(market).state.ledger.media
      spend(market, money)
      const charged = inside(market).state.ledger.media - before
      expect(charged).toBeLessThanOrEqual(money * 100)
      if (money <= 60) expect(charged).toBeGreaterThanOrEqual(money * 100 - 1)
      return total(market, L.EXPOSURES + 1)
    })
    for (let k = 1; k < bought.length; k++) expect(bought[k]).toBeLessThan(bought[k - 1] as number)
    expect(bought.at(-1)).toBe(0)
  })
})

describe("goodwill", () => {
  test("with saturation off, lagged effects are geometric: they sum to effect/(1 − δ)", () => {
    const halfLife = 6
    const world = quiet({
      customers: 2000,
      budget: 1e9,
      clock: { days: 200, burnIn: 1 },
      segments: [{ ...quietSegment, usage: { social: 2 } }],
      channels: [
        { ...quietMedia, gain: 1 },
        { name: "mail", kind: "owned" },
      ],
      customer: { goodwill: { halfLife: `${halfLife} days`, max: 1e6 } },
    })
    const market = opened(world, 23)
    spend(market, 1e6)
    const first = valuesOf(market, "goodwill")
    const sums = first.slice()
    for (let t = 1; t < 200; t++) {
      spend(market, 0)
      valuesOf(market, "goodwill").forEach((a, i) => (sums[i] = (sums[i] as number) + a))
    }
    const delta = decay(halfLife, 1)
    // single precision: at most 2^-24 a step, relative
    first.forEach((effect, i) => expect(Math.abs((sums[i] as number) - effect / (1 - delta))).toBeLessThanOrEqual((effect / (1 - delta)) * 200 * 2 ** -24))
    expect(Math.max(...first)).toBeGreaterThan(0)
  })

  test("hour, day and week ticks accumulate the same mean stock under steady media", () => {
    const steady = (["hour", "day", "week"] as const).map((tick) => {
      const world = quiet({
        customers: 3000,
        budget: 1e9,
        clock: { tick, days: 35, burnIn: tick === "hour" ? 1 : 7 },
        segments: [{ ...quietSegment, usage: { social: 0.5 } }],
        channels: [
          { ...quietMedia, gain: 0.2, bidCap: 10 },
          { name: "mail", kind: "owned" },
        ],
        customer: { goodwill: { halfLife: "10 days", max: 1e6 } },
      })
      const market = opened(world, 24)
      for (let t = 0; t < world.clock.horizon; t++) spend(market, 1e6)
      return valuesOf(market, "goodwill")
    })
    const win = winRate(10, { mu: Math.log(0.03), sigma: 0.8 })
    const exact = ((0.2 * 0.5 * win * 10) / Math.LN2) * (1 - decay(10, 35)) // ∫ g u w e^(−λ s) ds
    for (const goodwill of steady) within4se(goodwill, exact)
  })
})

describe("eight channels come to people and four are asked, of any kind", () => {
  const auctions = (name: string, count: number, captures: boolean) =>
    Array.from({ length: count }, (_, k) => ({ ...quietMedia, name: `${name}${k}`, captures, needQueries: 1 }))
  const effect = { click: 0, gain: 0, irritation: 0 }
  const tv = { name: "tv", kind: "broadcast", costPerPoint: 1, reference: 1, ...effect }
  const posts = { name: "posts", kind: "commission", payment: { per: "post", fee: 10, reference: 1, reach: 0.5 }, ...effect }
  const sales = { name: "sales", kind: "commission", payment: { per: "sale", rate: 0.1, reference: 100 }, ...effect }
  const world = (push: number, query: number) => {
    const channels = [...auctions("display", push - 3, false), tv, posts, sales, ...auctions("retail", query, true)]
    const usage = Object.fromEntries(channels.map(({ name }) => [name, 1]))
    return quiet({
      customers: 4000,
      segments: [{ ...quietSegment, needRate: { mean: 0.5, shape: 5 }, usage }],
      channels: [...channels, { name: "mail", kind: "owned" }],
      history: { shares: { tv: 1 } },
    })
  }

  test("each of them shows", () => {
    const market = opened(world(8, 3), 25)
    const shares = new Float64Array(11).fill(1 / 11)
    market.step({ plan: { action: { shares, spend: 11_000 } } })
    for (let c = 0; c < 11; c++) expect(total(market, L.EXPOSURES + c + 1)).toBeGreaterThan(1000)
  })

  test("and no more", () => {
    expect(() => world(9, 1)).toThrow(/channels: expected at most 8 push channels; found 9/)
    expect(() => world(3, 5)).toThrow(/channels: expected at most 4 query channels; found 5/)
  })
})
