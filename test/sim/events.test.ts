import { describe, expect, test } from "vitest"
import { inside, type Market, type World } from "../../sim/index.ts"
import * as L from "../../sim/kernel/layout.ts"
import { everyday, market as everydayWith, refusal } from "../scenarios/everyday.ts"
import { within4se } from "./errors.ts"
import { type Change, digestOf, opened, played, quiet, quietMedia, quietSegment, total, valuesOf } from "./worlds.ts"

const lively: Change = {
  customers: 400,
  segments: [
    {
      ...quietSegment,
      needRate: { mean: 0.3, shape: 2 },
      priceSensitivity: { mean: 3, sigma: 0.3 },
      none: 0,
      usage: { social: 2, tv: 1, partners: 0.5 },
      consent: { behaviour: 0.8 },
    },
  ],
  brands: [
    { name: "ours", price: 10, attraction: 0.3 },
    ...["north", "south"].map((name) => ({ name, price: 10, attraction: 0.3, spend: { social: 9000 }, promotion: { perYear: 12, depth: 0.2, days: 4 } })),
  ],
  channels: [
    { ...quietMedia, gain: 0.3, click: 0.05 },
    { name: "tv", kind: "broadcast", costPerPoint: 1, reference: 1000, lead: "0 days", click: 0, gain: 0.1, irritation: 0 },
    { name: "partners", kind: "commission", payment: { per: "sale", rate: 0.1, reference: 100 }, click: 0.1, gain: 0, irritation: 0 },
    { name: "shelf", kind: "store", effect: 0.5, reference: 100 },
    { name: "mail", kind: "owned", costPerMessage: 0 },
  ],
  customer: { goodwill: { elasticity: 0.5 }, intent: { effect: 0.5 } },
  choice: { none: 0.3, inertia: 1 },
  history: { spend: 30_000, shares: { social: 0.5, tv: 0.2, partners: 0.2, shelf: 0.1 } },
}
const DAY = 8
const at = { day: DAY, days: 7 }
const kinds: Record<string, { none: object; some: object }> = {
  rivalPromotion: { none: { ...at, brand: "north", depth: 0 }, some: { ...at, brand: "north", depth: 0.4 } },
  rivalSpend: { none: { ...at, brand: "north", factor: 1 }, some: { ...at, brand: "north", factor: 4 } },
  demand: { none: { ...at, factor: 1 }, some: { ...at, factor: 1.5 } },
  mediaPrices: { none: { ...at, factor: 1 }, some: { ...at, factor: 3 } },
  consentLost: { none: { day: DAY, share: 0 }, some: { day: DAY, share: 0.5 } },
}
const withEvents = (...events: object[]): World => quiet({ ...lively, events })
/** Digests of the market after each day, under its history's plan. */
function days(world: World): string[] {
  const market = opened(world)
  return Array.from({ length: 20 }, () => digestOf(played(market, 1)))
}
const undisturbed = days(withEvents())

describe.each(Object.entries(kinds))("%s", (kind, { none, some }) => {
  test("of no size changes nothing", () => {
    expect(days(withEvents({ kind, ...none }))).toEqual(undisturbed)
  })
  test("changes nothing before its day, and everything from it on", () => {
    const found = days(withEvents({ kind, ...some }))
    expect(found.slice(0, DAY)).toEqual(undisturbed.slice(0, DAY))
    found.slice(DAY).forEach((digest, t) => expect(digest).not.toBe(undisturbed[DAY + t]))
  })
})

/** Totals of a slot over the event's week. */
function week(market: Market, slot: number): number {
  let sum = 0
  played(market, DAY)
  for (let t = 0; t < 7; t++) sum += total(played(market, 1), slot)
  return sum
}

describe("what an event does", () => {
  test("a rival's promotion wins buyers over from us while it runs, the more the deeper; price watchers see the price that is paid", () => {
    const sold = [0, 0.2, 0.4].map((depth) => {
      const market = opened(withEvents({ kind: "rivalPromotion", ...at, brand: "north", depth }))
      return [
        week(market, L.ORDERS),
        inside(market)
          .state.series["marketOrders.north"]?.slice(-13)
          .reduce((a, b) => a + b, 0),
      ]
    })
    const ours = sold.map(([orders]) => orders as number)
    expect(ours[0]).toBeGreaterThan(ours[1] as number)
    expect(ours[1]).toBeGreaterThan(ours[2] as number)
    const world = withEvents({ kind: "rivalPromotion", ...at, brand: "north", depth: 0.4 })
    const price = (t: number) => played(opened(world), t).look().observation.series("price.north")?.at(-1)
    expect(price(DAY + 3)).toBeCloseTo(6, 9)
    expect(price(DAY + 14)).toBeGreaterThan(7.9)
  })

  test("a promotion of the rival's own that is deeper holds", () => {
    const world = withEvents({ kind: "rivalPromotion", day: 0, days: 20, brand: "north", depth: 0.1 })
    const market = opened(world)
    const prices = Array.from({ length: 20 }, () => inside(played(market, 1)).state.rivals[0]?.priceFactor)
    expect(new Set(prices)).toEqual(new Set([0.9, 0.8]))
  })

  test("needs are as many times as many as demand is", () => {
    const needs = (factor: number, seed: number) => {
      const market = opened(quiet({ ...lively, events: [{ kind: "demand", ...at, factor }] }), seed)
      return week(market, L.NEEDS)
    }
    const ratios = Array.from({ length: 12 }, (_, seed) => needs(2, seed) - 2 * needs(1, seed))
    within4se(ratios, 0)
  })

  test("money buys at twice the prices what half of it buys at the usual ones", () => {
    const shown = (factor: number, money: number) => {
      const market = opened(
        quiet({ ...lively, brands: [{ name: "ours", price: 10, attraction: 1 }], events: [{ kind: "mediaPrices", day: 0, days: 20, factor }] }),
      )
      const plan = { action: { shares: Float64Array.of(0.5, 0.5, 0, 0), spend: money } }
      return Array.from({ length: 10 }, () => {
        market.step({ plan })
        return [total(market, L.EXPOSURES + 1), total(market, L.EXPOSURES + 2)]
      })
    }
    expect(shown(2, 40)).toEqual(shown(1, 20))
    expect(shown(2, 40)).not.toEqual(shown(1, 40))
  })

  test("a rival's money buys what its factor says", () => {
    const spend = (factor: number) =>
      inside(played(opened(withEvents({ kind: "rivalSpend", ...at, brand: "south", factor })), DAY + 2)).state.series["rivalSpend.south"]?.at(DAY + 2)
    expect(spend(3)).toBeCloseTo(3 * (spend(1) as number), 9)
  })

  test("the stated share of those who consented take it back, a greater share those of a smaller one too", () => {
    const consents = (share: number) => {
      const market = played(opened(quiet({ ...lively, customers: 4000, events: [{ kind: "consentLost", day: DAY, share }] })), DAY + 1)
      return valuesOf(market, "consent").map((bits) => bits & 1)
    }
    const [before, some, more] = [0, 0.3, 0.6].map(consents) as [number[], number[], number[]]
    within4se(
      some.filter((_, k) => before[k] === 1),
      0.7,
    )
    some.forEach((bit, k) => expect(bit).toBeLessThanOrEqual(before[k] as number))
    more.forEach((bit, k) => expect(bit).toBeLessThanOrEqual(some[k] as number))
  })

  test("a week's tick has an event whole if it begins in it", () => {
    const world = quiet({
      ...lively,
      clock: { tick: "week", days: 56, burnIn: 7 },
      events: [{ kind: "rivalPromotion", day: 17, days: 9, brand: "north", depth: 0.5 }],
    })
    const market = opened(world)
    const prices = Array.from({ length: 8 }, () => inside(played(market, 1)).state.rivals[0]?.priceFactor)
    expect(prices.map((price) => price === 0.5)).toEqual([false, false, true, false, false, false, false, false])
  })
})

describe("a scenario's events", () => {
  test("are set on the command line", () => {
    const world = everydayWith("events=[{kind: rivalPromotion, brand: harvest, day: 38, days: 7, depth: 25 %}]")
    expect(world.events).toEqual([{ kind: "rivalPromotion", brand: 2, day: 38, days: 7, depth: 0.25 }])
    expect(everydayWith("events=[]")).toEqual(everydayWith())
    const [one, other] = ["{kind: demand, day: 3, factor: 2}", "{kind: consentLost, day: 9, share: 10 %}"]
    expect(everydayWith(`events[]=${one}`, `events[]=${other}`)).toEqual(everydayWith(`events=[${one}, ${other}]`))
  })
  test.each([
    [
      "events=[{kind: rivalPromotion, brand: nrth, day: 1, depth: 0.2}]",
      'mine.yaml: events[0].brand: expected one of north, harvest, pure; found "nrth". Did you mean north?',
    ],
    ["events=[{kind: rivalPromotion, brand: ours, day: 1, depth: 0.2}]", 'mine.yaml: events[0].brand: expected one of north, harvest, pure; found "ours"'],
    ["events=[{kind: demand, day: 365, factor: 2}]", "mine.yaml: events[0].day: expected a day of the horizon, 0 to 364; found 365"],
    ["events=[{kind: mediaPrices, day: 3, channel: mail, factor: 2}]", "mine.yaml: events[0].channel: expected one of search, retail"],
    ["demand[]=1", "--set demand[]: expected a list; found keys"],
    ["events=[{kind: flood, day: 3}]", "mine.yaml: events[0].kind: expected one of rivalPromotion, rivalSpend, demand, mediaPrices, consentLost"],
  ])("%s", (setting, message) => expect(refusal(everyday, [setting])).toContain(message))
})
