import { fc, test } from "@fast-check/vitest"
import { describe, expect } from "vitest"
import { autobid, clear, expectedPayment, expectedPrice, type RivalBids, winRate } from "../../sim/auction.ts"
import { exp, log } from "../../sim/math.ts"
import type { AuctionChannel } from "../../sim/world.ts"

/** Second-price auctions against a lognormal highest rival bid: docs/model.md, media. Partial mean: Johnson, Kotz & Balakrishnan (1994), ch. 14. */

const rivalBids = fc.record({ mu: fc.double({ min: -5, max: 1, noNaN: true }), sigma: fc.double({ min: 0.1, max: 2, noNaN: true }) })
const money = fc.double({ min: 0.001, max: 10, noNaN: true })

/** ∫ x f(x) dx from 0 to the bid by Simpson's rule over z = (ln x − μ)/σ. */
function quadrature(bid: number, { mu, sigma }: RivalBids): number {
  const [from, to, n] = [-12, (log(bid) - mu) / sigma, 4000]
  if (to <= from) return 0
  const h = (to - from) / n
  let sum = 0
  for (let k = 0; k <= n; k++) {
    const z = from + k * h
    sum += (k === 0 || k === n ? 1 : k % 2 ? 4 : 2) * exp(mu + sigma * z - (z * z) / 2)
  }
  return (sum * h) / 3 / Math.sqrt(2 * 3.141592653589793)
}

describe("a second-price auction", () => {
  test.prop([rivalBids, money], { seed: 1 })("the expected payment is the partial mean, by quadrature", (rivals, bid) => {
    const exact = quadrature(bid, rivals)
    expect(Math.abs(expectedPayment(bid, rivals) - exact)).toBeLessThan(1e-8 * exact + 1e-12)
  })

  test.prop([rivalBids, money, money], { seed: 2 })("a higher bid never wins less nor pays less, and no bid pays more than itself", (rivals, a, b) => {
    const [low, high] = [Math.min(a, b), Math.max(a, b)]
    expect(winRate(low, rivals)).toBeLessThanOrEqual(winRate(high, rivals))
    expect(expectedPayment(low, rivals)).toBeLessThanOrEqual(expectedPayment(high, rivals))
    expect(expectedPrice(high, rivals)).toBeLessThanOrEqual(high * (1 + 1e-12))
  })

  test.prop([rivalBids, fc.double({ min: 1e-6, max: 0.999, noNaN: true }), fc.double({ min: 1, max: 1e9, noNaN: true })], { seed: 3 })(
    "the automatic bid inverts the expected payment",
    (rivals, share, opportunities) => {
      const budget = share * opportunities * exp(rivals.mu + rivals.sigma ** 2 / 2)
      const bid = autobid(budget, opportunities, rivals, Number.POSITIVE_INFINITY)
      expect(opportunities * expectedPayment(bid, rivals)).toBeCloseTo(budget, 9 - Math.ceil(Math.log10(Math.max(1, budget))))
    },
  )

  test.prop(
    [
      rivalBids,
      fc.double({ min: 0, max: 1e12, noNaN: true }),
      fc.double({ min: 0, max: 1e7, noNaN: true }),
      money,
      fc.double({ min: 0, max: 1e6, noNaN: true }),
    ],
    { seed: 4 },
  )("no clearing spends more than its budget, bids above the cap, or wins more than everything", (bids, budget, opportunities, bidCap, rivalSpend) => {
    const channel = { bids: { ...bids, elasticity: 0.3, reference: 100 }, bidCap } as AuctionChannel
    const clearing = clear(channel, budget, opportunities, rivalSpend)
    expect(clearing.spend).toBeLessThanOrEqual(budget)
    expect(clearing.bid).toBeLessThanOrEqual(bidCap)
    expect(clearing.win).toBeGreaterThanOrEqual(0)
    expect(clearing.win).toBeLessThanOrEqual(1)
    expect(clear(channel, budget, opportunities, rivalSpend * 2).win).toBeLessThanOrEqual(clearing.win * (1 + 1e-9) + 1e-15)
  })
})
