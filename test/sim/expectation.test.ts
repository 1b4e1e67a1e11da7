import { describe, expect, test } from "vitest"
import { inside, type Market, open } from "../../sim/index.ts"
import * as L from "../../sim/kernel/layout.ts"
import { expectedProfit, type Ledger, profit } from "../../sim/ledger.ts"
import { attract } from "./contacts.ts"
import { meanOf, varianceOf, within4se } from "./errors.ts"
import { type Change, firm, quiet, quietMedia, quietMessage, quietSegment, total } from "./worlds.ts"

/** What is expected of an occasion before its noise is known: our chance × the mean order (model.md, principle 10). */

const shopper = { ...quietSegment, needRate: { mean: 0.3, shape: 2 }, priceSensitivity: { mean: 3, sigma: 0.3 }, units: { mean: 1.5, sigma: 0.6 }, none: 0 }
const rivals = [1, 2, 3].map((k) => ({ name: `brand${k}`, price: 9 + k, attraction: 0.3 }))

/** A market where much goes on: rivals, media, visits, inertia, satisfaction, defection, consideration, stores, a shelf that empties, word of trust. */
const lively = {
  customers: 400,
  segments: [{ ...shopper, defection: { a: 1, b: 9 }, directVisits: 0.1, subscribed: 0.8, stores: 0.3, usage: { social: 2 } }],
  brands: rivals,
  channels: [
    { ...quietMedia, gain: 0.3, click: 0.05 },
    { name: "mail", kind: "owned", costPerMessage: 0 },
  ],
  treatments: [{ ...quietMessage, gain: 0.2, visits: 0.3, acceleration: 1, discount: 0.2, discountCap: 100 }], // a cap that never binds
  customer: { goodwill: { elasticity: 0.8 }, intent: { effect: 0.5 }, satisfaction: { effect: 0.5, noise: 0.5 }, defection: { scale: 1 } },
  choice: { none: 0.3, inertia: 1, consideration: 0.02 },
  supply: { lead: "3 days", cover: "2 days", review: "7 days" },
}

const repeats = 40

function play(change: Change, replication: number, spend = 10): Market {
  const market = open(quiet(change), firm, { seed: 41, replication })
  for (let t = 0; t < 14; t++) {
    const treatment = new Uint8Array(market.look().observation.customers.rows.length).fill(1)
    market.step({ plan: { action: { shares: Float64Array.of(1), spend } }, engage: { action: { treatment } } })
  }
  return market
}

const ledgerOf = (market: Market) => inside(market).state.ledger

describe("conditional expectations", () => {
  test("are the logit's chance × the mean order, to single precision, where all are alike", () => {
    const weights = [0.4, 0.3, 0.2, 0.1, 0.5]
    const [prices, beta] = [[10, 11, 8.5, 14], 2.5]
    const segments = [{ ...shopper, priceSensitivity: { mean: beta, sigma: 0 } }]
    const brands = prices.map((price, b) => ({ name: `brand${b}`, price, attraction: 0.25 }))
    const market = open(quiet({ customers: 1000, segments, brands }), firm, { seed: 42, replication: 0 })
    attract(market, weights)
    const scores = weights.map((w, b) => w * ((prices[b] ?? 10) / 10) ** -beta)
    const chance = (scores[0] as number) / scores.reduce((a, b) => a + b, 0)
    for (let t = 0; t < 5; t++) {
      market.step({})
      const needs = total(market, L.NEEDS)
      expect(needs).toBeGreaterThan(100)
      expect(total(market, L.EXPECTED_ORDERS) / (needs * chance)).toBeCloseTo(1, 5)
      expect(total(market, L.EXPECTED_CENTS) / (needs * chance * 1.5 * 1000)).toBeCloseTo(1, 5)
      expect(total(market, L.EXPECTED_GOODS) / (needs * chance * 1.5 * 600)).toBeCloseTo(1, 5)
    }
  })

  test("are exact in a market without choice: one brand, none off, every order the same", () => {
    const market = open(quiet({ segments: [{ ...quietSegment, needRate: { mean: 0.5, shape: 1 } }] }), firm, { seed: 43, replication: 0 })
    for (let t = 0; t < 28; t++) market.step({})
    const { listed, goods, orders, expectedRevenue, expectedGoods } = ledgerOf(market)
    expect(orders).toBeGreaterThan(1000)
    expect([expectedRevenue, expectedGoods]).toEqual([listed, goods])
    expect(expectedProfit(ledgerOf(market))).toBe(profit(ledgerOf(market)))
  })

  test("are unbiased: over replications what is sold less what was expected has mean 0", () => {
    const runs = Array.from({ length: repeats }, (_, replication) => ledgerOf(play(lively, replication)))
    expect(runs.reduce((sum, l) => sum + l.lateOrders, 0)).toBeGreaterThan(0)
    expect(runs.reduce((sum, l) => sum + l.discounts, 0)).toBeGreaterThan(0)
    within4se(
      runs.map((l) => l.listed - l.discounts - l.expectedRevenue),
      0,
    )
    within4se(
      runs.map((l) => l.goods - l.expectedGoods),
      0,
    )
  })

  // Over 320 repeats .57 of the variance; from one forty to the next .36 to 1
  test("are less noisy: of the gain by twice the media money they show the same mean with less variance, beyond four standard errors", () => {
    const repeats = 240
    const runs = Array.from({ length: repeats }, (_, replication) => [5, 10].map((spend) => ledgerOf(play(lively, replication, spend)))) as [Ledger, Ledger][]
    const booked = runs.map(([less, more]) => profit(more) - profit(less))
    const expected = runs.map(([less, more]) => expectedProfit(more) - expectedProfit(less))
    within4se(
      booked.map((gain, k) => gain - (expected[k] as number)),
      0,
    )
    // of two correlated variances, by the correlation of sum and difference (Pitman 1939; Morgan 1939)
    const sums = booked.map((gain, k) => gain + (expected[k] as number))
    const differences = booked.map((gain, k) => gain - (expected[k] as number))
    const r = correlation(sums, differences)
    expect(r * Math.sqrt((repeats - 2) / (1 - r * r))).toBeGreaterThan(4)
  })
})

function correlation(x: readonly number[], y: readonly number[]): number {
  const [mx, my] = [meanOf(x), meanOf(y)]
  const product = meanOf(x.map((value, k) => (value - mx) * ((y[k] as number) - my)))
  return (product * x.length) / ((x.length - 1) * Math.sqrt(varianceOf(x) * varianceOf(y)))
}
