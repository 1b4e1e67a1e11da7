import { fc, test } from "@fast-check/vitest"
import { describe, expect, test as plain } from "vitest"
import { type Decisions, type Intervention, inside, type Market, open, totalCost, type World } from "../../sim/index.ts"
import { movesOf } from "../../sim/intervention.ts"
import * as L from "../../sim/kernel/layout.ts"
import { paidChannels } from "../../sim/world.ts"
import { decide, whims } from "./decisions.ts"
import { digestOf, firmAt, lucks, opened, quiet, quietMedia, quietMessage, quietSegment, textOf, total, worlds } from "./worlds.ts"

const paidNames = (world: World) => paidChannels(world).map((c) => world.channels[c]?.name as string)

describe("nothing forced is nothing changed, bit for bit", () => {
  test.prop([worlds, lucks, whims], { seed: 41, numRuns: 25, endOnFailure: true })("in any random market, whatever is decided", (world, luck, behaviour) => {
    const run = (intervention: (t: number) => Intervention | undefined) => {
      const market = open(world, firmAt(24, 5), luck)
      behaviour.slice(0, world.clock.horizon).forEach((whim, t) => {
        market.step(decide(world, market.look(), whim), intervention(t))
      })
      return digestOf(market)
    }
    const none = run(() => undefined)
    const ones = Object.fromEntries(paidNames(world).map((name) => [name, 1]))
    expect(run(() => ({}))).toBe(none)
    expect(run(() => ({ media: 1, muted: [], removed: [], price: 1, wordOfMouth: 1, effort: 1 }))).toBe(none)
    expect(run(() => ({ media: ones }))).toBe(none)
  })

  test.prop([worlds, lucks, whims], { seed: 42, numRuns: 25, endOnFailure: true })(
    "a run's own decisions and rivals' moves, played again, are that run",
    (world, luck, behaviour) => {
      const market = open(world, firmAt(24, 30), luck)
      const record = behaviour.slice(0, world.clock.horizon).map((whim) => {
        const { rows } = market.look().observation.customers
        const decisions = structuredClone(whim.absent ? {} : decide(world, market.look(), whim)) as Partial<Decisions>
        market.step(structuredClone(decisions))
        return { decisions, rows, rivals: movesOf(inside(market)) }
      })
      const again = open(world, firmAt(24, 30), luck)
      for (const { decisions, rows, rivals } of record) again.step(decisions, { rivals, replay: { rows } })
      expect(digestOf(again)).toBe(digestOf(market))
    },
  )
})

describe("money", () => {
  const factors = fc.oneof(fc.constantFrom(0, 0.5, 1, 3, 1000), fc.double({ min: 0, max: 5, noNaN: true }))
  test.prop([worlds, lucks, whims, fc.array(factors, { minLength: 4, maxLength: 4 }), fc.nat(7)], { seed: 43, numRuns: 40, endOnFailure: true })(
    "whatever is forced, spend never exceeds the budget, and the budget grows by what is charged beyond the decided money alone",
    (world, luck, behaviour, media, which) => {
      const market = open(world, firmAt(24), luck)
      const names = world.channels.map(({ name }) => name)
      const budget = inside(market).state.ledger.budget
      behaviour.slice(0, world.clock.horizon).forEach((whim, t) => {
        const factor = media[t % 4] as number
        const before = inside(market).state.ledger.budget
        market.step(decide(world, market.look(), whim), {
          media: which & 1 ? factor : Object.fromEntries(paidNames(world).map((name) => [name, factor])),
          ...(which & 2 ? { muted: names.slice(0, 1) } : {}),
          ...(which & 4 ? { removed: names.slice(-1) } : {}),
        })
        const { ledger } = inside(market).state
        for (const cents of [ledger.budget, ledger.media, ledger.messages]) expect(Number.isSafeInteger(cents)).toBe(true)
        expect(totalCost(ledger)).toBeLessThanOrEqual(ledger.budget)
        expect(ledger.budget).toBeGreaterThanOrEqual(before)
        if (factor <= 1) expect(ledger.budget).toBe(before)
      })
      expect(inside(market).state.ledger.budget).toBeGreaterThanOrEqual(budget)
    },
  )

  plain("twice the money is charged twice, and the budget left is as if it had not been", () => {
    const [once, twice] = [1, 2].map((media) => {
      const market = opened(quiet({ segments: [{ ...quietSegment, usage: { social: 2 } }] }))
      for (let t = 0; t < 5; t++) market.step({ plan: { action: { shares: Float64Array.of(1), spend: 1 } } }, { media })
      return inside(market).state.ledger
    }) as [ReturnType<typeof inside>["state"]["ledger"], ReturnType<typeof inside>["state"]["ledger"]]
    // to the cent of each day that is rounded down
    expect(Math.abs(twice.media - 2 * once.media)).toBeLessThanOrEqual(10)
    expect(Math.abs(twice.budget - twice.media - (once.budget - once.media))).toBeLessThanOrEqual(5)
  })
})

/** A market where media and messages move sales. */
const lively = {
  customers: 2000,
  segments: [
    {
      ...quietSegment,
      needRate: { mean: 0.3, shape: 2 },
      priceSensitivity: { mean: 3, sigma: 0.3 },
      none: 0,
      subscribed: 0.8,
      usage: { social: 2, search: 0.1 },
    },
  ],
  brands: [1, 2, 3].map((k) => ({
    name: `brand${k}`,
    price: 10,
    attraction: 0.3,
    ...(k > 1 ? { reaction: { kind: "priceWar", strength: 1, delay: "0 days", recovery: "0 days" } } : {}),
  })),
  channels: [
    { ...quietMedia, gain: 0.3, click: 0.05 },
    { ...quietMedia, name: "search", captures: true, gain: 0.3, click: 0.05, needQueries: 0.5 },
    { name: "mail", kind: "owned", costPerMessage: 0.05 },
  ],
  treatments: [{ ...quietMessage, gain: 0.4, visits: 0.3, irritation: 0.1, unsubscribe: 0.05 }],
  history: { spend: 0, shares: { social: 0.5, search: 0.5 } },
  customer: { goodwill: { elasticity: 0.5 }, intent: { effect: 0.5 } },
  choice: { none: 0.3 },
}

/** Plays days of the lively market, with money for media and a message to everybody who is due. */
function playedOut(intervention: Intervention, spend = 400, treatment = 1, ticks = 15): Market {
  const market = opened(quiet(lively), 44)
  for (let t = 0; t < ticks; t++) {
    const { rows } = market.look().observation.customers
    market.step(
      { plan: { action: { shares: Float64Array.of(0.5, 0.5), spend } }, engage: { action: { treatment: new Uint8Array(rows.length).fill(treatment) } } },
      intervention,
    )
  }
  return market
}

const sums = (market: Market) => {
  const { series, ledger } = inside(market).state
  const sum = (name: string) => Array.from(series[name] ?? []).reduce((a, b) => a + b, 0)
  return { ledger, sum }
}

describe("a muted channel", () => {
  plain("costs what it costs, and reaches nobody: sales are those of a run without its money", () => {
    const [spent, muted, unspent] = [playedOut({}), playedOut({ muted: ["social", "search"] }), playedOut({}, 0)]
    expect(sums(muted).ledger.media).toBeGreaterThan(0)
    // the same money is there for social; search is asked less where nothing was heard
    expect(sums(muted).sum("spend.social")).toBe(sums(spent).sum("spend.social"))
    expect(sums(muted).sum("impressions.social")).toBe(0)
    expect(sums(muted).sum("impressions.search")).toBe(0)
    expect(sums(muted).ledger.brandOrders).toEqual(sums(unspent).ledger.brandOrders)
    expect(sums(spent).ledger.orders).toBeGreaterThan(sums(unspent).ledger.orders)
  })

  plain("of messages too: they are sent and paid, nobody opens one or leaves", () => {
    const [muted, silent] = [playedOut({ muted: ["mail"] }), playedOut({}, 400, 0)]
    expect(sums(muted).ledger.messages).toBeGreaterThan(0)
    expect(sums(muted).ledger.unsubscribed).toBe(0)
    expect(total(muted, L.OPENS)).toBe(0)
    expect(sums(muted).ledger.brandOrders).toEqual(sums(silent).ledger.brandOrders)
  })
})

describe("a removed channel", () => {
  plain("sells and sends nothing, its money stays, and the plan's feedback tells that it could not be delivered", () => {
    const removed = playedOut({ removed: ["social", "mail"] })
    expect(sums(removed).sum("spend.social")).toBe(0)
    expect(sums(removed).ledger.messages).toBe(0)
    expect(sums(removed).sum("spend.search")).toBeGreaterThan(0)
    const told = removed.look().feedback.find((f) => f.seat === "plan")
    expect(told?.undelivered[0]).toBe(200)
    expect(told?.spent[0]).toBe(0)
  })
})

describe("our price", () => {
  plain("a cut sells more at less, and rivals who act as in another run do not match it", () => {
    const moves = movesOf(inside(playedOut({})))
    const [full, cut, matched] = [playedOut({}), playedOut({ price: 0.8, rivals: moves }), playedOut({ price: 0.8 })]
    const units = (market: Market, price: number) => sums(market).ledger.listed / price
    expect(units(cut, 0.8)).toBeGreaterThan(1.2 * units(full, 1))
    expect(units(matched, 0.8)).toBeLessThan(units(cut, 0.8))
    expect(movesOf(inside(matched))[0]?.priceFactor).toBeCloseTo(0.8, 9)
    expect(movesOf(inside(cut))).toEqual(moves)
    // each order is paid at the cut price: one unit an order, all of one list price
    expect(sums(cut).ledger.listed).toBe(sums(cut).ledger.orders * 800)
  })
})

describe("people's effort and word of mouth", () => {
  const talkative = quiet({
    customers: 2000,
    clock: { days: 60, burnIn: 30 },
    segments: [{ ...quietSegment, needRate: { mean: 0.2, shape: 5 }, subscribed: 1, usage: { talk: 1 } }],
    brands: [1, 2].map((k) => ({ name: `brand${k}`, price: 10, attraction: 0.5, quality: 1 })),
    channels: [
      quietMedia,
      { name: "talk", kind: "earned", volume: 0.2, gain: 0.05, irritation: 0, click: 0 },
      { name: "sales", kind: "human", costPerContact: 0.1, capacity: 40 },
    ],
    treatments: [{ ...quietMessage, channel: "sales", gain: 0.3 }],
    history: { spend: 0, shares: { social: 1 }, newsletter: { every: "0 days", treatment: "note" } },
    customer: { goodwill: { elasticity: 1 }, satisfaction: { effect: 0, noise: 0.5, learning: 0.5 }, advocacy: 0.2 },
  })
  const sold = (intervention: Intervention) => {
    const market = opened(talkative, 46)
    for (let t = 0; t < 60; t++) {
      const { rows } = market.look().observation.customers
      market.step({ engage: { action: { treatment: new Uint8Array(rows.length).fill(1) } } }, intervention)
    }
    const { ledger, series } = inside(market).state
    const sum = (name: string) => (series[name] as Float64Array).slice(30).reduce((a, b) => a + b, 0)
    return { expectedRevenue: ledger.expectedRevenue, calls: sum("impressions.sales"), heard: sum("impressions.talk") }
  }
  const base = sold({})

  plain("half as much more capacity is half as many more calls, and more is sold", () => {
    const more = sold({ effort: 1.5 })
    expect(base.calls).toBe(60 * 40)
    expect(more.calls).toBe(60 * 60)
    expect(more.expectedRevenue).toBeGreaterThan(1.005 * base.expectedRevenue)
    expect(sold({ effort: 0 }).calls).toBe(0)
  })

  plain("twice the recommendations are heard twice as often, and more is sold", () => {
    const louder = sold({ wordOfMouth: 2 })
    expect(base.heard).toBeGreaterThan(0)
    expect(Math.abs(louder.heard / base.heard - 2)).toBeLessThan(0.1)
    expect(louder.expectedRevenue).toBeGreaterThan(1.005 * base.expectedRevenue)
    expect(sold({ wordOfMouth: 0 }).heard).toBe(0)
  })
})

plain.each<[string, Intervention]>([
  ["media.radio", { media: { radio: 1 } }],
  ["media", { media: Number.NaN }],
  ["media", { media: { social: -1 } }],
  ["muted", { muted: ["tv"] }],
  ["removed", { removed: ["tv"] }],
  ["price", { price: 0 }],
  ["wordOfMouth", { wordOfMouth: -1 }],
  ["effort", { effort: Number.POSITIVE_INFINITY }],
  ["rivals", { rivals: [] }],
  [
    "rivals[1].spendFactor",
    {
      rivals: [
        { priceFactor: 1, spendFactor: 1 },
        { priceFactor: 1, spendFactor: -1 },
      ],
    },
  ],
  ["replay.rows[0]", { replay: { rows: Uint32Array.of(2000) } }],
])("a malformed intervention names its field, %s, and changes nothing", (field, intervention) => {
  const market = opened(quiet(lively), 45)
  const before = textOf(market.snapshot())
  expect(() => market.step({}, intervention)).toThrow(RangeError)
  expect(() => market.step({}, intervention)).toThrow(`intervention.${field.replace(/\.radio$/, "")}`)
  expect(textOf(market.snapshot()) === before).toBe(true)
})
