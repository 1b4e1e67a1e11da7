import { fc, test } from "@fast-check/vitest"
import { describe, expect, test as plain } from "vitest"
import { inside, type Market } from "../../sim/index.ts"
import * as L from "../../sim/kernel/layout.ts"
import { digestOf, opened, played, quiet, quietSegment, valuesOf } from "./worlds.ts"

const shopper = { ...quietSegment, needRate: { mean: 0.4, shape: 5 }, none: 0 }
const brandsAt = (prices: readonly number[], attraction = 1 / prices.length) => prices.map((price, b) => ({ name: `brand${b}`, price, attraction }))

/** Needs of each customer in the last tick, by place. */
function needsOf(market: Market): Map<number, number> {
  const { memory } = inside(market)
  const bytes = new DataView(memory.list.buffer, memory.list.byteOffset)
  return new Map(
    Array.from({ length: memory.header[L.LIST_LENGTH] as number }, (_, k) => [
      bytes.getUint32(k * L.ENTRY_BYTES + L.ENTRY_ID, true),
      bytes.getInt32(k * L.ENTRY_BYTES + L.ENTRY_NEEDS, true),
    ]),
  )
}

describe("choice", () => {
  const price = fc.integer({ min: 20, max: 400 }).map((x) => x / 10)
  test.prop([fc.array(price, { minLength: 3, maxLength: 7 }), fc.nat(6), price, fc.nat(999)], { seed: 13, numRuns: 40 })(
    "common random numbers: a brand's price moves customers to it or from it, never between two others",
    (prices, which, other, seed) => {
      const brand = which % prices.length
      const run = (p: number[]) => {
        const segments = [{ ...shopper, priceSensitivity: { mean: 3, sigma: 0.3 }, needRate: { mean: 0.8, shape: 5 } }]
        return played(opened(quiet({ customers: 400, segments, brands: brandsAt(p), choice: { none: 0.5 } }), seed), 1)
      }
      const before = run(prices)
      const after = run(prices.map((p, b) => (b === brand ? other : p)))
      const [from, to] = [before, after].map((market) => inside(market).memory.columns.owner) as [Uint8Array, Uint8Array]
      const cheaper = other < (prices[brand] as number)
      // In the burn-in's tick and this one, customers with one occasion in all meet it in the same state
      for (const [place, needs] of needsOf(after)) {
        if (needs !== 1 || inside(after).memory.columns.stock[place] !== 1 || inside(before).memory.columns.stock[place] !== 1) continue
        if (from[place] === to[place]) continue
        expect([from[place], to[place]]).toContain(brand)
        if (cheaper) expect(to[place]).toBe(brand)
        else expect(from[place]).toBe(brand)
      }
    },
  )

  test.prop([fc.array(price, { minLength: 2, maxLength: 5 }), fc.integer({ min: 101, max: 300 }), fc.nat(999)], { seed: 14, numRuns: 40 })(
    "monotonicity: with no memory in choice, nobody buys more of a dearer brand nor less of it when another is dearer",
    (prices, percent, seed) => {
      const run = (p: number[]) => {
        const segments = [{ ...shopper, priceSensitivity: { mean: 2, sigma: 0.5 } }]
        return valuesOf(played(opened(quiet({ customers: 300, segments, brands: brandsAt(p), choice: { none: 0.3 } }), seed), 10), "purchases")
      }
      const base = run(prices)
      const dearer = run(prices.map((p, b) => (b === 0 ? (p * percent) / 100 : p)))
      const others = run(prices.map((p, b) => (b === 0 ? p : (p * percent) / 100)))
      base.forEach((x, i) => {
        expect(dearer[i]).toBeLessThanOrEqual(x)
        expect(others[i]).toBeGreaterThanOrEqual(x)
      })
    },
  )

  plain("monotonicity: the deeper rivals' promotions, the fewer orders for us; the deeper our coupon, the more", () => {
    const orders = (depth: number, discount: number) => {
      const world = quiet({
        customers: 4000,
        segments: [{ ...shopper, priceSensitivity: { mean: 3, sigma: 0.3 }, subscribed: 1 }],
        brands: brandsAt([10, 10]).map((b, k) => (k === 0 ? b : { ...b, promotion: { perYear: 80, depth, days: 3 } })),
        treatments: [{ name: "note", channel: "mail", open: 1, visits: 0, gain: 0, irritation: 0, unsubscribe: 0, discount, discountCap: 20 }],
        choice: { none: 0.5 },
      })
      const market = opened(world, 32)
      for (let t = 0; t < 20; t++) market.step({ engage: { action: { treatment: new Uint8Array(market.look().observation.customers.rows.length).fill(1) } } })
      return inside(market).state.ledger.orders
    }
    const byDepth = [0, 0.1, 0.2, 0.4].map((depth) => orders(depth, 0))
    const byDiscount = [0, 0.1, 0.2, 0.4].map((discount) => orders(0, discount))
    for (let k = 1; k < 4; k++) {
      expect(byDepth[k]).toBeLessThan(byDepth[k - 1] as number)
      expect(byDiscount[k]).toBeGreaterThan(byDiscount[k - 1] as number)
    }
  })

  plain("inertia, satisfaction and goodwill without effect leave the Dirichlet's choices bit for bit", () => {
    const run = (customer: object) => digestOf(played(opened(quiet({ segments: [shopper], brands: brandsAt([10, 10]), customer }), 33), 20))
    expect(run({ goodwill: { reference: 2 } })).toBe(run({}))
    expect(run({ irritation: { halfLife: "3 days" } })).toBe(run({}))
  })
})
