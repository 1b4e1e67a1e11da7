import { test } from "@fast-check/vitest"
import { describe, expect, test as plain } from "vitest"
import { inside, type Market, open } from "../../sim/index.ts"
import * as L from "../../sim/kernel/layout.ts"
import { NEVER_EMPTY } from "../../sim/parameters.ts"
import { attract, nobody } from "./contacts.ts"
import { decide, whims } from "./decisions.ts"
import { type Change, digestOf, firm, lucks, opened, quiet, quietSegment, total, valuesOf, worlds } from "./worlds.ts"

/** Our stock: ordered up to what lead and cover days sell, at each review; where it falls short, customers wait or go elsewhere (sim/supply.ts). */

const brands = ["ours", "theirs"].map((name) => ({ name, price: 10, attraction: 0.5 }))
const segments = [{ ...quietSegment, needRate: { mean: 0.4, shape: 3 }, units: { mean: 2, sigma: 0.4 }, none: 0 }]
const ample = { lead: "1 day", cover: "300 days", review: "1 day" }
const short = { lead: "7 days", cover: "0 days", review: "14 days" }

function marketOf(supply: object | undefined, change: Change = {}, seed = 95): Market {
  const world = quiet({ customers: 2000, segments, brands, choice: { none: 0.3 }, clock: { burnIn: 28, days: 84 }, ...change, ...(supply ? { supply } : {}) })
  return opened(world, seed, nobody)
}

interface Day {
  units: number
  orders: number
  late: number
  rival: number
  onHand: number
  received: number
  empty: number
}

/** Plays on. @param each called before each tick */
function days(market: Market, count: number, each: (t: number) => void = () => {}): Day[] {
  return Array.from({ length: count }, (_, t) => {
    each(t)
    market.step({})
    const { memory, state } = inside(market)
    const sum = (slot: number) => total(market, slot)
    return {
      units: sum(L.UNITS),
      orders: sum(L.ORDERS),
      late: sum(L.LATE_ORDERS),
      rival: sum(L.ORDERS + 1),
      onHand: state.stock?.onHand ?? 0,
      received: state.stock?.received ?? 0,
      empty: Math.max(0, 1 - (memory.global[L.SHELF_EMPTY] as number)),
    }
  })
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)

describe("stock", () => {
  test.prop([worlds, lucks, whims], { seed: 96, numRuns: 20 })(
    "is what was received less what was sold, at every tick of any random market, and sales by units are those of the orders",
    (world, luck, behaviour) => {
      const market = open({ ...world, supply: world.supply ?? { leadDays: 3, coverDays: 1, reviewDays: 5, smoothing: 7, wait: 1, late: 0.2 } }, firm, luck)
      let sold = 0
      for (const whim of behaviour.slice(0, world.clock.horizon)) {
        market.step(decide(world, market.look(), whim))
        const { memory, state } = inside(market)
        sold += total(market, L.UNITS)
        const { onHand, received, salesPerDay, ordered } = state.stock as NonNullable<typeof state.stock>
        expect(Math.abs(received - sold - onHand)).toBeLessThan(1e-9 * (1 + received))
        expect(salesPerDay).toBeGreaterThanOrEqual(0)
        for (const { tick, units } of ordered) {
          expect(tick).toBeGreaterThanOrEqual(state.tick)
          expect(units).toBeGreaterThan(0)
        }
        const empty = memory.global[L.SHELF_EMPTY] as number
        expect(empty === NEVER_EMPTY || (empty >= 0 && empty < 1)).toBe(true)
        expect(total(market, L.LATE_ORDERS)).toBeLessThanOrEqual(empty === NEVER_EMPTY ? 0 : total(market, L.ORDERS))
      }
    },
  )

  plain("that always suffices is exactly neutral: bit for bit the market without supply", () => {
    const [without, plenty, little] = [undefined, ample, short].map((supply) => marketOf(supply))
    for (const market of [without, plenty, little]) days(market as Market, 28)
    expect(digestOf(plenty as Market)).toBe(digestOf(without as Market))
    expect(digestOf(little as Market)).not.toBe(digestOf(without as Market))
    expect(inside(plenty as Market).state.ledger).toEqual(inside(without as Market).state.ledger)
  })

  plain("is ordered up to what lead and cover days sell by the forecast, and comes after the lead", () => {
    const market = marketOf({ lead: "5 days", cover: "10 days", review: "7 days" })
    const position = () => {
      const { onHand, ordered } = inside(market).state.stock as NonNullable<ReturnType<typeof inside>["state"]["stock"]>
      return onHand + sum(ordered.map(({ units }) => units))
    }
    const forecast = () => inside(market).state.stock?.salesPerDay as number
    const opening = 15 * forecast()
    const first = days(market, 1)[0] as Day
    expect(first.onHand + first.units).toBeCloseTo(opening, 6)
    let before = position()
    let arriving: { at: number; units: number }[] = []
    for (let t = 1; t < 40; t++) {
      const asOf = forecast()
      const day = days(market, 1)[0] as Day
      const lifted = position() + day.units - before
      if (t % 7 === 0) expect(before + lifted).toBeCloseTo(15 * asOf, 6)
      else expect(Math.abs(lifted)).toBeLessThan(1e-6)
      if (t % 7 === 0) arriving.push({ at: t + 5, units: lifted })
      arriving = arriving.filter(({ at }) => at > t)
      before = position()
      const { ordered } = inside(market).state.stock as { ordered: { units: number }[] }
      expect(sum(ordered.map(({ units }) => units))).toBeCloseTo(sum(arriving.map(({ units }) => units)), 6)
    }
  })
})

describe("a shelf that runs empty", () => {
  plain("sells nothing to anybody where nobody waits, and to rivals what was meant for us", () => {
    const [without, empty] = [marketOf(undefined), marketOf({ ...short, wait: 1000 })]
    const [all, some] = [days(without, 42), days(empty, 42)]
    const closed = some.filter((day) => day.empty === 1)
    expect(closed.length).toBeGreaterThan(5)
    expect(sum(closed.map((day) => day.orders))).toBe(0)
    expect(sum(some.map((day) => day.late))).toBe(0)
    const lost = sum(all.map((day) => day.orders)) - sum(some.map((day) => day.orders))
    const gained = sum(some.map((day) => day.rival)) - sum(all.map((day) => day.rival))
    expect(lost).toBeGreaterThan(4 * Math.sqrt(lost))
    expect(gained).toBeGreaterThan(4 * Math.sqrt(lost))
    expect(gained).toBeLessThanOrEqual(lost) // some buy nothing
  })

  plain("delays the sale of those who wait: the logit says how many", () => {
    const wait = 1.2
    const market = marketOf({ ...short, wait })
    attract(market, [0.5, 0.4, 0.1])
    const closed: Day[] = []
    let needs = 0
    for (let t = 0; t < 42; t++) {
      const day = days(market, 1)[0] as Day
      expect(day.late).toBeLessThanOrEqual(day.orders)
      if (day.empty < 1) continue
      closed.push(day)
      needs += total(market, L.NEEDS)
      expect(day.late).toBe(day.orders)
    }
    expect(needs).toBeGreaterThan(2000)
    const chance = (0.5 * Math.exp(-wait)) / (0.5 * Math.exp(-wait) + 0.5)
    const late = sum(closed.map((day) => day.late))
    expect(Math.abs(late - needs * chance)).toBeLessThan(4 * Math.sqrt(needs * chance * (1 - chance)))
    expect(inside(market).state.ledger.lateOrders).toBeGreaterThanOrEqual(late)
  })

  plain("costs nothing where waiting is no loss: the same people buy, late", () => {
    const [without, patient] = [marketOf(undefined), marketOf({ ...short, wait: 0, late: 0 })]
    const [all, some] = [days(without, 42), days(patient, 42)]
    expect(some.map((day) => day.orders)).toEqual(all.map((day) => day.orders))
    expect(sum(some.map((day) => day.late))).toBeGreaterThan(1000)
    for (const column of ["purchases", "spend", "owner", "satisfaction"] as const) expect(valuesOf(patient, column)).toEqual(valuesOf(without, column))
  })

  plain("disappoints those who wait: satisfaction falls by learning · late on a first order", () => {
    const [late, learning] = [0.8, 0.3]
    const market = marketOf({ ...short, wait: 0, late }, { clock: { burnIn: 0, days: 84 }, brands: [{ name: "ours", price: 10, attraction: 1 }] })
    days(market, 1)
    const { memory, state } = inside(market)
    const stock = state.stock as NonNullable<typeof state.stock>
    stock.onHand = 0
    const before = valuesOf(market, "purchases")
    days(market, 1)
    const { satisfaction } = memory.columns
    const first = valuesOf(market, "purchases").flatMap((x, i) => (before[i] === 0 && x === 1 ? [satisfaction[i] as number] : []))
    expect(first.length).toBeGreaterThan(100)
    for (const q of first) expect(q).toBeCloseTo(-learning * late, 6)
  })

  plain("within a day opens for the share of the forecast that is there", () => {
    // whoever is not served at once buys nothing: none is worth less than ours, and more than waiting for it
    const rather = [{ ...segments[0], none: -500 }]
    const market = marketOf({ ...short, wait: 1000 }, { brands: [{ name: "ours", price: 10, attraction: 1 }], segments: rather })
    const { memory, state } = inside(market)
    const seen = Array.from({ length: 40 }, () => {
      const stock = state.stock as NonNullable<typeof state.stock>
      days(market, 1)
      stock.ordered = []
      stock.onHand = 0.35 * stock.salesPerDay
      const before = valuesOf(market, "purchases")
      days(market, 1)
      expect(memory.global[L.SHELF_EMPTY]).toBeCloseTo(0.35, 9)
      const needs = total(market, L.NEEDS)
      const bought = sum(valuesOf(market, "purchases")) - sum(before)
      return { needs, bought }
    })
    const needs = sum(seen.map((s) => s.needs))
    expect(Math.abs(sum(seen.map((s) => s.bought)) - 0.35 * needs)).toBeLessThan(4 * Math.sqrt(needs * 0.35 * 0.65))
  })

  plain("after a surge of demand, and is filled again", () => {
    const supply = { lead: "7 days", cover: "7 days", review: "3 days", smoothing: "14 days" }
    const surge = { demand: { season: "day < 7 ? 1 : day < 28 ? 3 : 1" } }
    expect(days(marketOf(supply), 70).every((day) => day.empty === 0)).toBe(true)
    const [served, wanted] = [days(marketOf(supply, surge), 70), days(marketOf(undefined, surge), 70)]
    const ran = served.map((day) => day.empty > 0)
    expect(ran.slice(0, 7).some(Boolean)).toBe(false)
    expect(ran.slice(7, 28).filter(Boolean).length).toBeGreaterThan(3)
    expect(ran.slice(42).some(Boolean)).toBe(false)
    const orders = (of: Day[], from: number, to: number) => sum(of.slice(from, to).map((day) => day.orders))
    expect(orders(served, 0, 7)).toBe(orders(wanted, 0, 7))
    const lost = orders(wanted, 7, 28) - orders(served, 7, 28)
    expect(lost).toBeGreaterThan(4 * Math.sqrt(lost))
    // once it is filled again, sales are back to what they were without the gap
    const [back, usual] = [orders(served, 42, 70), orders(wanted, 42, 70)]
    expect(Math.abs(back - usual)).toBeLessThan(4 * Math.sqrt(back + usual))
  })
})
