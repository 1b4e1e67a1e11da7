import { fc, test } from "@fast-check/vitest"
import { describe, expect, test as plain } from "vitest"
import { inside, type Market, open } from "../../sim/index.ts"
import { priceFrom, reprice } from "../../sim/price.ts"
import { decide, whims } from "./decisions.ts"
import { meanOf, varianceOf, within4se } from "./errors.ts"
import { digestOf, firmAt, lucks, opened, played, quiet, quietSegment, valuesOf, worlds } from "./worlds.ts"

/** The seat `respond`: our price as a share of the list price and a promotion off it, from the hour on at which the instruction acts. */

const respond = (price: number, promotion = 0) => ({ respond: { action: { price, promotion } } })

describe("price 1 and promotion 0", () => {
  test.prop([worlds, lucks, whims], { seed: 21, numRuns: 30 })("is the absent seat, bit for bit, in any random market", (world, luck, behaviour) => {
    const [silent, said] = [0, 1].map((which) => {
      const market = open(world, firmAt(24, 5), luck)
      for (const whim of behaviour.slice(0, world.clock.horizon)) {
        const { respond: _, ...others } = decide(world, market.look(), whim)
        market.step(which === 0 ? others : { ...others, ...respond(1) })
      }
      return digestOf(market)
    })
    expect(said).toBe(silent)
  })

  plain("is what stands at first, and books say what stands", () => {
    const market = opened(quiet())
    const pricing = () => market.look().observation.books.pricing
    expect(pricing()).toEqual({ list: 10, unitCost: 6, price: 1, promotion: 0, floor: 0 })
    market.step(respond(0.9, 0.2))
    expect(pricing()).toEqual({ list: 10, unitCost: 6, price: 0.9, promotion: 0.2, floor: 0 })
    market.step({})
    expect(pricing().promotion).toBe(0.2)
  })
})

/** One brand, always bought, one unit an order, at 10 with a cost of 6. */
const single = (tick: string, latency: number) =>
  opened(quiet({ customers: 20_000, clock: { tick, days: 28, burnIn: 7 }, segments: [{ ...quietSegment, needRate: { mean: 0.4, shape: 100 } }] }), 61, {
    ...firmAt(24, latency),
    sources: [],
  })

describe("a price", () => {
  plain("is what is paid: it changes sales and margin, and costs nothing of the budget", () => {
    const market = single("day", 0)
    const { available } = market.look().observation.books
    for (const [price, promotion] of [
      [1, 0],
      [0.8, 0],
      [1, 0.2],
      [1.5, 0.4],
      [2, 0],
    ] as const) {
      const before = structuredClone(inside(market).state.ledger)
      const step = market.step(respond(price, promotion))
      const { ledger } = inside(market).state
      const orders = ledger.orders - before.orders
      expect(orders).toBeGreaterThan(0)
      expect(ledger.listed - before.listed).toBe(Math.round(1000 * price * (1 - promotion)) * orders)
      expect(ledger.goods - before.goods).toBe(600 * orders)
      expect([ledger.discounts, ledger.media, ledger.messages]).toEqual([0, 0, 0])
      expect(step.observation.books.available).toBe(available)
      expect(step.feedback.find((f) => f.seat === "respond")).toEqual({
        seat: "respond",
        revenue: (ledger.listed - before.listed) / 100,
        margin: (ledger.listed - before.listed - 600 * orders) / 100,
      })
    }
  })

  for (const [tick, latency] of [
    ["day", 0],
    ["day", 0.25],
    ["day", 6],
    ["day", 23],
    ["hour", 0.5],
    ["week", 100],
  ] as const)
    plain(`answered in ${latency} hours on a clock in ${tick}s is paid from that hour on`, () => {
      const market = single(tick, latency)
      market.step(respond(0.5))
      const { ledger } = inside(market).state
      const share = 1 - latency / market.world.clock.hoursPerTick
      const cheap = (10 * ledger.orders - ledger.listed / 100) / 5 // orders at half the price
      expect(cheap).toBe(Math.round(cheap))
      expect(Math.abs(cheap - share * ledger.orders)).toBeLessThan(4 * Math.sqrt(share * (1 - share) * ledger.orders) + 1e-9)
    })

  plain("of a firm that takes three days waits three days", () => {
    const market = single("day", 72)
    market.step(respond(0.5))
    for (let t = 0; t < 5; t++) {
      expect(inside(market).state.price.after).toBe(t < 3 ? 1 : 0.5)
      market.step({})
    }
  })

  plain("returns to the list in the run-out", () => {
    const world = quiet({ clock: { days: 8, burnIn: 1, runOut: 3 } })
    const market = opened(world)
    market.step(respond(0.7))
    played(market, 7)
    expect(inside(market).state.price).toEqual(priceFrom(0.7))
    market.step({})
    expect(inside(market).state.price).toEqual(priceFrom(1))
  })
})

describe("instructions within a tick", () => {
  plain("with its start replace the opening price; of later ones the last that changes it counts", () => {
    const open = priceFrom(1)
    expect(reprice(open, 0.8, 0)).toEqual(priceFrom(0.8))
    const first = reprice(open, 0.8, 0.25)
    expect(first).toEqual({ before: 1, after: 0.8, change: 0.25 })
    expect(reprice(first, 0.9, 0.5)).toEqual({ before: 1, after: 0.9, change: 0.5 })
    expect(reprice(first, 0.8, 0.5)).toEqual(first)
    expect(reprice(first, 1, 0.5)).toEqual(open)
  })

  test.prop([fc.array(fc.record({ factor: fc.constantFrom(0.5, 0.8, 1, 1.3), share: fc.double({ min: 0, max: 0.99, noNaN: true }) }), { maxLength: 6 })], {
    seed: 22,
  })("end at the last one's price", (instructions) => {
    const inOrder = [...instructions].sort((a, b) => a.share - b.share)
    const tick = inOrder.reduce((price, { factor, share }) => reprice(price, factor, share), priceFrom(1))
    expect(tick.after).toBe(inOrder.at(-1)?.factor ?? 1)
    expect(tick.before === tick.after).toBe(tick.change === 0)
  })
})

describe("a promotion of ours", () => {
  const world = quiet({
    customers: 2000,
    clock: { days: 70, burnIn: 60 },
    demand: { acceleration: 0.1 },
    segments: [{ ...quietSegment, needRate: { mean: 0.1, shape: 2 }, priceSensitivity: { mean: 3, sigma: 0.3 }, none: 0 }],
    brands: [1, 2, 3].map((k) => ({ name: `brand${k}`, price: 10, attraction: 0.3 })),
    customer: { pantry: { effect: 0.3, consumption: 1 } },
    choice: { none: 0.3 },
  })
  /** Orders of each brand in each of three weeks, with our promotion in the first. */
  const weeks = (depth: number, seed: number) => {
    const market = opened(world, seed)
    const days = Array.from({ length: 21 }, (_, t) => {
      const before = [...inside(market).state.ledger.brandOrders]
      market.step(t === 0 ? respond(1, depth) : t === 7 ? respond(1, 0) : {})
      return inside(market).state.ledger.brandOrders.map((n, b) => n - (before[b] as number))
    })
    return [0, 7, 14].map((from) => days.slice(from, from + 7).reduce((sum, day) => sum.map((n, b) => n + (day[b] as number)), [0, 0, 0]))
  }

  plain("sells more of ours and less of the others', makes need of its own, and leaves a dip", () => {
    const changes = [1, 2, 3, 4, 5, 6].map((seed) => {
      const [base, cut] = [weeks(0, seed), weeks(0.2, seed)] as [number[][], number[][]]
      return cut.map((week, w) => week.map((n, b) => n - ((base[w] as number[])[b] as number)))
    })
    const change = (week: number, ...brands: number[]) => {
      const values = changes.map((weekly) => brands.reduce((sum, b) => sum + ((weekly[week] as number[])[b] as number), 0))
      return { mean: meanOf(values), error: Math.sqrt(varianceOf(values) / values.length) }
    }
    const [ours, others, all, after] = [change(0, 0), change(0, 1, 2), change(0, 0, 1, 2), change(1, 0, 1, 2)]
    expect(ours.mean).toBeGreaterThan(4 * ours.error)
    expect(others.mean).toBeLessThan(-4 * others.error)
    expect(all.mean).toBeGreaterThan(4 * all.error) // purchase acceleration
    expect(after.mean).toBeLessThan(-4 * after.error) // full pantries
  })

  plain("is seen by the firm's own price series as the mean of the tick", () => {
    const market = opened(world, 63, firmAt(24, 6))
    market.step(respond(1, 0.2))
    market.step({})
    expect(market.look().observation.series("price.brand1")?.slice(-2)).toEqual(Float64Array.of(10 * 0.25 + 8 * 0.75, 8))
  })
})

describe("a rise of our price", () => {
  plain("loses each customer's purchases to others only", () => {
    const world = quiet({
      customers: 4000,
      segments: [{ ...quietSegment, priceSensitivity: { mean: 3, sigma: 0.3 } }],
      brands: [1, 2].map((k) => ({ name: `brand${k}`, price: 10, attraction: 0.5 })),
    })
    const purchases = (price: number) => {
      const market: Market = opened(world, 64)
      market.step(respond(price))
      return valuesOf(played(market, 10), "purchases")
    }
    const [base, dear] = [purchases(1), purchases(1.3)]
    base.forEach((x, i) => expect(dear[i]).toBeLessThanOrEqual(x))
    expect(meanOf(dear)).toBeLessThan(meanOf(base))
    within4se(
      base.map((x, i) => x - (dear[i] as number) - (meanOf(base) - meanOf(dear))),
      0,
    )
  })
})
