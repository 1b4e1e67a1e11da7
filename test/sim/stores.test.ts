import { describe, expect, test } from "vitest"
import { inside, type Market } from "../../sim/index.ts"
import * as L from "../../sim/kernel/layout.ts"
import { attract, nobody } from "./contacts.ts"
import { opened, quiet, quietSegment, total, valuesOf } from "./worlds.ts"

/** Each need is met in a store or online; both selves of a customer are one in the ledger, and apart in what sources see. */

const brands = [8, 10, 12].map((price, b) => ({ name: `brand${b}`, price, attraction: 0.3 }))
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)

function marketOf(stores: number, change: object = {}): Market {
  const segment = { ...quietSegment, needRate: { mean: 0.4, shape: 3 }, priceSensitivity: { mean: 2, sigma: 0.3 }, units: { mean: 1.5, sigma: 0.5 }, none: 0 }
  const world = quiet({ customers: 3000, segments: [{ ...segment, stores }], brands, choice: { none: 0.3, inertia: 0.5 }, clock: { burnIn: 0 }, ...change })
  return opened(world, 81, nobody)
}

describe("stores", () => {
  for (const stores of [0, 0.35, 1])
    test(`take ${stores} of the orders where ${stores} of the needs are met there`, () => {
      const market = marketOf(stores)
      let [orders, inStores] = [0, 0]
      for (let t = 0; t < 14; t++) {
        market.step({})
        orders += total(market, L.ORDERS)
        inStores += total(market, L.STORE_ORDERS)
      }
      expect(orders).toBeGreaterThan(3000)
      expect(Math.abs(inStores - orders * stores)).toBeLessThanOrEqual(4 * Math.sqrt(orders * stores * (1 - stores)))
      expect(inside(market).state.ledger.storeOrders).toBe(inStores)
    })

  test("and online add up to all: orders and money, of each customer and of the ledger", () => {
    const market = marketOf(0.4)
    const events = new Map<number, { orders: number; store: number; paid: number; storePaid: number }>()
    for (let t = 0; t < 14; t++) {
      market.step({})
      const { memory } = inside(market)
      for (let k = 0; k < (memory.header[L.EVENT_LENGTH] as number); k++) {
        const at = k * L.EVENT_SLOTS
        const place = memory.events[at + L.EVENT_ID] as number
        const store = memory.events[at + L.EVENT_STORE] as number
        const paid = (memory.events[at + L.EVENT_LIST_CENTS] as number) - (memory.events[at + L.EVENT_DISCOUNT_CENTS] as number)
        const seen = events.get(place) ?? { orders: 0, store: 0, paid: 0, storePaid: 0 }
        events.set(place, { orders: seen.orders + 1, store: seen.store + store, paid: seen.paid + paid, storePaid: seen.storePaid + store * paid })
      }
    }
    const { purchases, spend, storePurchases, storeSpend } = inside(market).memory.columns
    const buyers = [...events]
    expect(buyers.length).toBeGreaterThan(1000)
    for (const [place, seen] of buyers)
      expect([purchases[place], storePurchases[place], spend[place], storeSpend[place]]).toEqual([seen.orders, seen.store, seen.paid, seen.storePaid])
    const { orders, storeOrders, listed } = inside(market).state.ledger
    expect([orders, storeOrders, listed]).toEqual([sum(valuesOf(market, "purchases")), sum(valuesOf(market, "storePurchases")), sum(valuesOf(market, "spend"))])
  })

  test("move no sale while both are alike: exactly neutral but for where it was", () => {
    const [online, mixed] = [marketOf(0), marketOf(0.6)]
    for (let t = 0; t < 14; t++) {
      online.step({})
      mixed.step({})
    }
    for (const column of ["purchases", "spend", "owner", "lastPurchase", "stock", "satisfaction", "expectation"] as const)
      expect(valuesOf(mixed, column)).toEqual(valuesOf(online, column))
    const [a, b] = [online, mixed].map((market) => inside(market).state.ledger)
    expect({ ...b, storeOrders: 0 }).toEqual(a)
    expect(b?.storeOrders).toBeGreaterThan(0)
  })

  test("sell more of a brand with a display, on the occasions there alone, and the logit says how much", () => {
    const utility = 0.7
    const market = marketOf(0.5, { segments: [{ ...quietSegment, needRate: { mean: 0.5, shape: 5 }, none: 0, stores: 0.5 }], choice: { inertia: 0 } })
    attract(market, [0.4, 0.3, 0.3, 0])
    const { memory } = inside(market)
    memory.cellBrand[L.STORE_UTILITY] = utility
    market.step({})
    const needs = total(market, L.NEEDS)
    const inStore = (0.4 * Math.exp(utility)) / (0.4 * Math.exp(utility) + 0.6)
    const near = (seen: number, chance: number) => expect(Math.abs(seen - needs * chance)).toBeLessThan(4 * Math.sqrt(needs * chance * (1 - chance)))
    near(total(market, L.STORE_ORDERS), 0.5 * inStore)
    near(total(market, L.ORDERS) - total(market, L.STORE_ORDERS), 0.5 * 0.4)
  })
})
