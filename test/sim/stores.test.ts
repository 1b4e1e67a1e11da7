import { describe, expect, test } from "vitest"
import { inside, type Market } from "../../sim/index.ts"
import * as L from "../../sim/kernel/layout.ts"
import { displays } from "../../sim/store.ts"
import { attract, nobody } from "./contacts.ts"
import { digestOf, firmAt, opened, played, quiet, quietMedia, quietSegment, total, valuesOf } from "./worlds.ts"

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
    const shelf = { name: "shelf", kind: "store", effect: 1.4, reference: 1000 }
    const world = quiet({
      customers: 3000,
      segments: [{ ...quietSegment, needRate: { mean: 0.5, shape: 5 }, none: 0, stores: 0.5 }],
      brands,
      channels: [quietMedia, { name: "mail", kind: "owned" }, shelf],
      choice: { none: 0.3 },
    })
    const market = opened(world, 82, firmAt(24))
    attract(market, [0.4, 0.3, 0.3, 0])
    market.step({ plan: { action: { shares: Float64Array.of(0, 1), spend: 1000 } } }) // half of what can be shown
    const needs = total(market, L.NEEDS)
    const lifted = 0.4 * Math.exp(0.7)
    const near = (seen: number, chance: number) => expect(Math.abs(seen - needs * chance)).toBeLessThan(4 * Math.sqrt(needs * chance * (1 - chance)))
    near(total(market, L.STORE_ORDERS), (0.5 * lifted) / (lifted + 0.6))
    near(total(market, L.ORDERS) - total(market, L.STORE_ORDERS), 0.5 * 0.4)
  })
})

describe("displays", () => {
  const shelf = { name: "shelf", kind: "store" as const, effect: 1.5, reference: 1000 }

  test("share what can be shown by money: each brand its part of the reference and all money", () => {
    expect(displays(shelf, [0, 0])).toEqual([0, 0])
    expect(displays(shelf, [1000, 0])).toEqual([0.75, 0])
    expect(displays(shelf, [2000, 1000])).toEqual([0.75, 0.375])
    const [one, two] = displays(shelf, [1e12, 1e12]) as [number, number]
    expect(one).toBe(two)
    expect(one + two).toBeCloseTo(1.5, 8) // never more than all
  })

  /** Our money for the shelf a day, and the rival's. */
  const run = (effect: number, ours: number, theirs: number, days = 14) => {
    const segment = { ...quietSegment, needRate: { mean: 0.4, shape: 3 }, none: 0, stores: 0.6 }
    const world = quiet({
      customers: 2000,
      segments: [segment],
      brands: [
        { name: "ours", price: 10, attraction: 0.5 },
        { name: "theirs", price: 10, attraction: 0.5, spend: { shelf: theirs * 365 } },
      ],
      channels: [quietMedia, { name: "mail", kind: "owned" }, { ...shelf, effect }],
      choice: { none: 0.3 },
      clock: { burnIn: 0 },
    })
    const market = opened(world, 83, firmAt(24))
    for (let t = 0; t < days; t++) market.step({ plan: { action: { shares: Float64Array.of(0, 1), spend: ours } } })
    return market
  }
  const sales = (market: Market) => ({ ...inside(market).state.ledger, media: 0 })

  test("without effect, or where nobody pays for them, are exactly neutral; all the money is charged", () => {
    const none = run(0, 0, 0)
    expect(digestOf(run(1.5, 0, 0))).toBe(digestOf(none))
    expect(sales(run(0, 777.77, 500))).toEqual(sales(none))
    expect(inside(run(0, 777.77, 500)).state.ledger.media).toBe(14 * 77777)
    expect(sales(run(1.5, 777.77, 500))).not.toEqual(sales(none))
  })

  test("of equal money split a market evenly; more of ours sells more of ours, more of the rival's less", () => {
    const found = [run(1.5, 800, 800), run(1.5, 800, 0), run(1.5, 0, 800)].map((market) => inside(market).state.ledger.brandOrders as [number, number])
    const [even, more, less] = found.map(([a, b]) => ({ share: a / (a + b), error: Math.sqrt(0.5 / (a + b)) })) as [Share, Share, Share] // twice a binomial's variance: customers differ
    expect(Math.abs(even.share - 0.5)).toBeLessThan(4 * even.error)
    expect(more.share - even.share).toBeGreaterThan(4 * even.error)
    expect(even.share - less.share).toBeGreaterThan(4 * even.error)
  })

  test("move nobody who buys online", () => {
    const online = (effect: number) => {
      const segment = { ...quietSegment, needRate: { mean: 0.4, shape: 3 }, none: 0, stores: 0 }
      const world = quiet({
        segments: [segment],
        brands,
        channels: [quietMedia, { name: "mail", kind: "owned" }, { ...shelf, effect }],
        history: { spend: 365_000, shares: { social: 0, shelf: 1 } },
      })
      return sales(played(opened(world, 84, nobody), 14))
    }
    expect(online(2)).toEqual(online(0))
  })
})

interface Share {
  share: number
  error: number
}
