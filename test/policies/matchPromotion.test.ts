import { describe, expect, test } from "vitest"
import { matchPromotion } from "../../policies/index.ts"
import { policyRandom } from "../../policies/random.ts"
import { inside, type Observation } from "../../sim/index.ts"
import { firmAt, opened, quiet, quietSegment } from "../sim/worlds.ts"

const luck = { seed: 1, replication: 0 }
const random = policyRandom(luck, "respond", 0)

/** An observation of one rival's prices. */
const watching = (...prices: number[]) =>
  ({ tick: prices.length, hoursPerTick: 24, books: { rivals: ["other"] }, series: () => Float64Array.from(prices) }) as unknown as Observation
const promotions = (policy: ReturnType<typeof matchPromotion>, ...readings: number[][]) =>
  readings.map((prices) => policy.act(watching(...prices), random).action.promotion)

describe("matching promotions", () => {
  test("answers what two readings show, by half, until the cut is gone", () => {
    const path = [10, 10, 8, 8, 8, 9.5, 10, 10]
    const seen = path.map((_, k) => path.slice(0, k + 1))
    const answers = promotions(matchPromotion(), ...seen)
    expect(answers.map((x) => Number(x.toFixed(6)))).toEqual([0, 0, 0, 0.1, 0.1, 0.025, 0, 0])
  })

  test("is not moved by one false reading, nor by a cut under the threshold, and never goes deeper than it may", () => {
    expect(promotions(matchPromotion(), [10, 10, 7], [10, 10, 7, 10], [10, 9.5, 9.5])).toEqual([0, 0, 0])
    expect(promotions(matchPromotion({ deepest: 0.15, share: 1 }), [10, 10, 3, 3])).toEqual([0.15])
  })

  test("does nothing without a source, or for rivals whom it does not watch", () => {
    const blind = { ...watching(10, 5, 5), series: () => undefined } as Observation
    expect(matchPromotion().act(blind, random).action).toEqual({ price: 1, promotion: 0 })
    const one = { ...watching(10, 5, 5), books: { rivals: ["threat", "harmless"] } } as unknown as Observation
    const only = { ...one, series: (name: string) => (name === "price.harmless" ? Float64Array.of(10, 5, 5) : Float64Array.of(10, 10, 10)) } as Observation
    expect(matchPromotion({ rivals: ["threat"] }).act(only, random).action.promotion).toBe(0)
    expect(matchPromotion().act(only, random).action.promotion).toBe(0.2)
  })

  test("goes on from what it saved", () => {
    const [first, second] = [matchPromotion(), matchPromotion()]
    promotions(first, [10, 8, 8])
    second.load(first.save())
    expect(promotions(second, [10, 8, 9.5])).toEqual(promotions(first, [10, 8, 9.5]))
  })

  test("in a market: our promotion follows a rival's, and sells what silence would not", () => {
    const world = quiet({
      customers: 2000,
      clock: { days: 60, burnIn: 30 },
      segments: [{ ...quietSegment, needRate: { mean: 0.3, shape: 2 }, priceSensitivity: { mean: 4, sigma: 0.3 } }],
      brands: [
        { name: "ours", price: 10, attraction: 0.5 },
        { name: "rival", price: 10, attraction: 0.5, promotion: { perYear: 12, depth: 0.3, days: 7 } },
      ],
    })
    const run = (answers: boolean) => {
      const market = opened(world, 3, firmAt(24, 2))
      const policy = matchPromotion({ share: 1, deepest: 0.3 })
      let days = 0
      for (let t = 0; t < 60; t++) {
        const decision = policy.act(market.look().observation, policyRandom(luck, "respond", t))
        market.step(answers ? { respond: decision } : {})
        if (inside(market).state.respond.promotion > 0) days++
      }
      return { days, orders: inside(market).state.ledger.orders }
    }
    const [silent, matched] = [run(false), run(true)]
    expect(silent.days).toBe(0)
    expect(matched.days).toBeGreaterThan(3)
    expect(matched.days).toBeLessThan(30)
    expect(matched.orders - silent.orders).toBeGreaterThan(4 * Math.sqrt(matched.orders - silent.orders))
  })
})
