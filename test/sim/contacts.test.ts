import { describe, expect, test } from "vitest"
import { capacityOfTick, reaches } from "../../sim/contacts.ts"
import { inside, type Market } from "../../sim/index.ts"
import * as L from "../../sim/kernel/layout.ts"
import type { ContactChannel } from "../../sim/world.ts"
import { digestOf, opened, quiet, quietMedia, quietMessage, quietSegment, total, valuesOf } from "./worlds.ts"

/** Conversations: by people, so many a day, or by an agent; who reads the other wrongly harms. */

const skilled = { intent: 1, mood: 1, soothe: 0.5, harm: 0.4 }

/** A market in which everybody visits often, and is called, messaged or talked to. */
function talking(channel: object, treatment: object = {}, change: object = {}) {
  return quiet({
    segments: [{ ...quietSegment, directVisits: 0.5, subscribed: 0 }],
    channels: [quietMedia, { name: "talk", ...channel }],
    treatments: [{ ...quietMessage, name: "call", channel: "talk", intent: 0.7, gain: 0.2, ...treatment }],
    customer: { intent: { effect: 0, perVisit: 0.3, leadThreshold: 0.8, max: 2, halfLife: "5 days" } },
    history: { spend: 0, shares: { social: 1 }, wander: 0, newsletter: { every: "0 days", treatment: "call" } },
    customers: 2000,
    ...change,
  })
}

/** Treats all who are due, for some days. @returns the market and contacts by day */
function talk(market: Market, ticks = 20): number[] {
  let step = market.look()
  return Array.from({ length: ticks }, () => {
    step = market.step({ engage: { action: { treatment: new Uint8Array(step.observation.customers.rows.length).fill(1) } } })
    return total(market, L.EXPOSURES + 2)
  })
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length

describe("people", () => {
  const human = { kind: "human", costPerContact: 3, capacity: 75, skill: skilled }

  test("make so many contacts a day and no more, with leads alone, at their cost to the cent", () => {
    const market = opened(talking(human, {}, { weight: 2, budget: 1e7 }))
    const made = talk(market)
    // 75 real people are 37.5 customers of weight 2: no half is lost over two days
    for (let t = 1; t < made.length; t++) expect((made[t - 1] as number) + (made[t] as number)).toBeLessThanOrEqual(75)
    expect(Math.max(...made)).toBe(38)
    expect(inside(market).state.ledger.messages).toBe(made.reduce((a, b) => a + b, 0) * 600)
    const { flags, lastContact } = inside(market).memory.columns
    lastContact.forEach((at, i) => {
      if (at !== L.NEVER) expect((flags[i] as number) & (L.LEAD | L.PROSPECT)).not.toBe(0)
    })
  })

  test("without capacity are nobody", () => {
    const market = opened(talking({ ...human, capacity: 0 }))
    expect(Math.max(...talk(market))).toBe(0)
  })
})

describe("an agent", () => {
  const agent = { kind: "agent", costPerContact: 0.1, within: "1 days", skill: skilled }
  const state = (skill: object) => {
    const market = opened(talking({ ...agent, skill: { ...skilled, ...skill } }, { open: 1 }))
    talk(market)
    const { memory, cells } = inside(market)
    const column = (name: "irritation" | "goodwill" | "intent") => cells.flatMap(({ start, count }) => [...memory.columns[name].subarray(start, start + count)])
    return { irritation: mean(column("irritation")), intent: mean(column("intent")), goodwill: mean(column("goodwill")) }
  }

  test("that reads every mind irritates nobody; one that errs does, the more the more it errs", () => {
    const [best, good, poor] = [state({}), state({ intent: 0.8 }), state({ intent: 0.3 })]
    expect(best.irritation).toBe(0)
    expect(good.irritation).toBeGreaterThan(0)
    expect(poor.irritation).toBeGreaterThan(1.5 * good.irritation)
    expect(poor.intent).not.toBe(best.intent)
  })

  test("sells to those who are ready and informs the others", () => {
    const market = opened(talking(agent, { open: 1, gain: 1 }))
    const before = valuesOf(market, "intent").map((v) => v)
    talk(market, 3)
    const after = valuesOf(market, "goodwill")
    // whoever had no intent worth a lead in three days was told, and none else gained goodwill
    expect(after.some((a) => a > 0)).toBe(true)
    expect(before.length).toBe(after.length)
    valuesOf(market, "lastContact").forEach((at, i) => {
      if (at === L.NEVER) expect(after[i]).toBe(0)
    })
  })

  test("that nobody meets changes nothing but the list of channels", () => {
    const quietly = (channels: object[]) => {
      const market = opened(quiet({ segments: [{ ...quietSegment, directVisits: 0.2 }], channels: [quietMedia, { name: "mail", kind: "owned" }, ...channels] }))
      for (let t = 0; t < 10; t++) market.step({})
      return valuesOf(market, "intent")
    }
    expect(quietly([{ name: "talk", ...agent }])).toEqual(quietly([]))
  })
})

describe("word of mouth", () => {
  const satisfied = (change: object) =>
    quiet({
      customers: 4000,
      clock: { tick: "day", days: 200, burnIn: 200, runOut: 0 },
      brands: [
        { name: "ours", price: 10, attraction: 1, quality: 0.5 },
        { name: "theirs", price: 10, attraction: 1, quality: -0.5 },
      ],
      customer: { goodwill: { elasticity: 1, halfLife: "30 days" }, satisfaction: { effect: 0, noise: 0.2 } },
      ...change,
    })
  const channels = (earned: object) => [
    quietMedia,
    { name: "mail", kind: "owned" },
    { name: "talk", kind: "earned", volume: 0.3, gain: 0.05, irritation: 0, click: 0, ...earned },
  ]

  test("moves people to the brand whose owners are satisfied", () => {
    const share = (earned: object) => {
      const market = opened(satisfied({ channels: channels(earned) }))
      for (let t = 0; t < 200; t++) market.step({})
      const [ours, theirs] = inside(market).state.ledger.brandOrders as [number, number]
      return { share: ours / (ours + theirs), digest: digestOf(market), orders: ours + theirs }
    }
    const [silent, heard, mute] = [share({ volume: 0 }), share({}), share({ gain: 0 })]
    const error = Math.sqrt((2 * 0.25) / silent.orders)
    expect(heard.share - silent.share).toBeGreaterThan(5 * error)
    expect(mute.share).toBe(silent.share)
  })
})

describe("a store", () => {
  test("sells more of what it displays, in stores alone, by the closed form of the logit", () => {
    const world = quiet({
      customers: 20_000,
      segments: [{ ...quietSegment, stores: 0.5 }],
      brands: [
        { name: "ours", price: 10, attraction: 1 },
        { name: "theirs", price: 10, attraction: 1 },
      ],
      choice: { dirichlet: 400 }, // hardly any heterogeneity: a logit
      channels: [quietMedia, { name: "mail", kind: "owned" }, { name: "shelf", kind: "store", effect: 1.5, reference: 1000 }],
      budget: 1e7,
      history: { spend: 365_000, shares: { social: 0, shelf: 1 }, wander: 0, newsletter: { every: "0 days", treatment: "note" } },
    })
    const market = opened(world)
    const counts = { store: 0, all: 0, ours: 0 }
    for (let t = 0; t < 28; t++) {
      market.step({})
      counts.store += total(market, L.STORE_ORDERS)
      counts.ours += total(market, L.ORDERS)
      counts.all += total(market, L.ORDERS) + total(market, L.ORDERS + 1)
    }
    const lift = 1.5 / 2 // half of what can be shown
    const inStore = Math.exp(lift) / (1 + Math.exp(lift))
    const online = (counts.ours - counts.store) / (counts.all / 2)
    const error = 4 * Math.sqrt(0.25 / (counts.all / 2))
    expect(Math.abs(online - 0.5)).toBeLessThan(error + 0.01)
    expect(Math.abs(counts.store / (counts.all / 2) - inStore)).toBeLessThan(error + 0.01)
  })
})

describe("who can be reached", () => {
  test("by message: who accepts them; by people: leads too, old and new; by an agent: who visited lately too", () => {
    const channels = [
      { name: "mail", kind: "owned" },
      { name: "sales", kind: "human", costPerContact: 1, capacity: 10 },
      { name: "agent", kind: "agent", within: "2 days" },
    ]
    const { world, memory, state } = inside(opened(quiet({ channels: [quietMedia, ...channels], treatments: [{ ...quietMessage, channel: "mail" }] })))
    const cases: [flags: number, visitedAgo: number, reached: boolean[]][] = [
      [0, 1000, [false, false, false]],
      [L.SUBSCRIBED, 1000, [true, true, true]],
      [L.LEAD, 1000, [false, true, false]],
      [L.PROSPECT, 1000, [false, true, false]],
      [L.EVENT | L.NEWS, 2, [false, false, true]],
      [0, 3, [false, false, false]],
    ]
    for (const [flags, ago, reached] of cases) {
      memory.columns.flags[0] = flags
      memory.columns.lastVisit[0] = state.tick - ago
      expect([1, 2, 3].map((c) => reaches(world, memory, world.channels[c] as ContactChannel, 0, state.tick))).toEqual(reached)
    }
  })

  test("in the history as in the horizon: people never call more than they can", () => {
    const calls = { spend: 0, shares: { social: 1 }, wander: 0, newsletter: { every: "1 day", treatment: "call" } }
    const human = { kind: "human", costPerContact: 3, capacity: 40, skill: skilled }
    const { memory, state } = inside(opened(talking(human, {}, { segments: [{ ...quietSegment, subscribed: 1 }], clock: { burnIn: 9 }, history: calls })))
    const by = new Map<number, number>()
    for (const place of state.places) by.set(memory.columns.lastContact[place] as number, (by.get(memory.columns.lastContact[place] as number) ?? 0) + 1)
    by.delete(L.NEVER)
    expect(by.size).toBe(9)
    expect(Math.max(...by.values())).toBeLessThanOrEqual(40)
    expect([...by.values()].reduce((a, b) => a + b, 0)).toBeGreaterThan(200)
  })

  test("over any clock: so many a day in the long run, no fraction lost", () => {
    for (const tick of ["hour", "day", "week"]) {
      const world = quiet({
        weight: 7,
        clock: { tick, days: 70, burnIn: 0 },
        channels: [quietMedia, { name: "mail", kind: "owned" }, { name: "sales", kind: "human", costPerContact: 1, capacity: 12 }],
      })
      const sum = Array.from({ length: world.clock.horizon }, (_, t) => capacityOfTick(world, world.channels[2] as ContactChannel, t)).reduce(
        (a, b) => a + b,
        0,
      )
      expect(sum).toBe((12 * 70) / 7)
      expect(capacityOfTick(world, world.channels[1] as ContactChannel, 0)).toBe(Number.POSITIVE_INFINITY)
    }
  })
})
