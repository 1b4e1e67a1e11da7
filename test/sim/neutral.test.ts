import { test } from "@fast-check/vitest"
import { describe, expect, test as plain } from "vitest"
import { inside, type Market, open } from "../../sim/index.ts"
import * as L from "../../sim/kernel/layout.ts"
import { decide, whims } from "./decisions.ts"
import { digestOf, firmAt, lucks, opened, quiet, quietMedia, quietMessage, quietSegment, total, worlds } from "./worlds.ts"

/** Neutral values are exactly neutral: the run is the run without them, bit for bit. */

const played = (market: Market, ticks: number, treatment = 0, spend?: number) => {
  for (let t = 0; t < ticks; t++) {
    const { rows } = market.look().observation.customers
    market.step({
      ...(treatment ? { engage: { action: { treatment: new Uint8Array(rows.length).fill(treatment) } } } : {}),
      ...(spend === undefined ? {} : { plan: { action: { shares: Float64Array.of(1), spend } } }),
    })
  }
  return market
}

/** What was bought, by whom, and what it left behind. */
function sales(market: Market): unknown {
  const { memory, state } = inside(market)
  const { listed, discounts, goods, media, orders, brandOrders, brandRevenue } = state.ledger
  const { purchases, spend, owner, lapsed, stock, goodwill, intent, satisfaction, expectation, lastPurchase } = memory.columns
  return structuredClone({
    listed,
    discounts,
    goods,
    media,
    orders,
    brandOrders,
    brandRevenue,
    columns: [purchases, spend, owner, lapsed, stock, goodwill, intent, satisfaction, expectation, lastPurchase],
  })
}

const lively = {
  segments: [
    {
      ...quietSegment,
      needRate: { mean: 0.3, shape: 2 },
      priceSensitivity: { mean: 3, sigma: 0.3 },
      defection: { a: 1, b: 9 },
      none: 0,
      subscribed: 0.8,
      usage: { social: 2 },
    },
  ],
  brands: [1, 2, 3].map((k) => ({ name: `brand${k}`, price: 9 + k, attraction: 0.3 })),
  channels: [
    { ...quietMedia, gain: 0.3, click: 0.05 },
    { name: "mail", kind: "owned", costPerMessage: 0 },
  ],
  customer: { goodwill: { elasticity: 0.5 }, intent: { effect: 0.5 }, satisfaction: { effect: 0.5, noise: 0.5 } },
  choice: { none: 0.3, inertia: 1 },
}

describe("exactly neutral", () => {
  test.prop([worlds, lucks, whims], { seed: 15, numRuns: 30 })(
    "A/A: one firm on one luck differs from itself by nothing, in any random market",
    (world, luck, behaviour) => {
      const [a, b] = [0, 1].map(() => {
        const market = open(world, firmAt(24, 5), luck)
        for (const whim of behaviour.slice(0, world.clock.horizon)) market.step(decide(world, market.look(), whim))
        return digestOf(market)
      })
      expect(a).toBe(b)
    },
  )

  plain("no media money, planned or not", () => {
    const world = quiet(lively)
    const silent = digestOf(played(opened(world), 20))
    expect(digestOf(played(opened(world), 20, 0, 0))).toBe(silent)
    expect(digestOf(played(opened(world), 20, 0, 50))).not.toBe(silent)
  })

  plain("a channel without effect: money spent on it changes the ledger's media and no sale", () => {
    const world = quiet({ ...lively, channels: [{ ...quietMedia }, { name: "mail", kind: "owned" }] })
    const [without, spent] = [played(opened(world), 20, 0, 0), played(opened(world), 20, 0, 50)]
    expect(inside(spent).state.ledger.media).toBeGreaterThan(0)
    expect({ ...(sales(spent) as object), media: 0 }).toEqual(sales(without))
  })

  plain("κ = 0: style does not matter", () => {
    const run = (match: number, styleNoise: number) =>
      digestOf(played(opened(quiet({ ...lively, tastes: [[1, 0.5]], creative: { match, styleNoise } })), 20, 0, 200))
    expect(run(0, 3)).toBe(run(0, 0))
    expect(run(0.5, 3)).not.toBe(run(0.5, 0))
  })

  plain("a message without effect: every message opened changes no sale", () => {
    const world = quiet({ ...lively, treatments: [quietMessage] })
    // a message wears its creative out as an advertisement does: not here
    const unworn = { ...world, creative: { ...world.creative, halfLifeExposures: Number.POSITIVE_INFINITY } }
    const [without, sent] = [played(opened(unworn), 20, 0, 50), played(opened(unworn), 20, 1, 50)]
    expect(total(sent, L.OPENS)).toBeGreaterThan(0)
    expect(sales(sent)).toEqual(sales(without))
  })

  plain("a discount of 0, whatever its cap", () => {
    const run = (discount: number, discountCap: number) =>
      digestOf(played(opened(quiet({ ...lively, treatments: [{ ...quietMessage, gain: 0.1, discount, discountCap }] })), 20, 1, 50))
    expect(run(0, 30)).toBe(run(0, 0))
    expect(run(0.2, 30)).not.toBe(run(0, 0))
  })

  for (const kind of ["shareOfVoice", "priceWar"])
    for (const delay of ["0 days", "5 days"])
      for (const spend of [0, 300])
        plain(`a ${kind} reaction of strength 0 and delay ${delay}, our media money being ${spend} a day`, () => {
          const rivals = (reaction: object) =>
            lively.brands.map((b, k) => (k === 0 ? b : { ...b, spend: { social: 9000 }, promotion: { perYear: 30, depth: 0.3, days: 4 }, reaction }))
          const run = (reaction: object) => digestOf(played(opened(quiet({ ...lively, brands: rivals(reaction), history: { spend: 30_000 } })), 20, 0, spend))
          expect(run({ kind, strength: 0, delay })).toBe(run({ kind: "none" }))
          expect(run({ kind, strength: 1, delay })).not.toBe(run({ kind: "none" }))
        })

  plain("mechanisms off: each parameter of an effect that is 0 can be anything", () => {
    const run = (customer: object, choice: object = {}) =>
      digestOf(played(opened(quiet({ ...lively, customer: { ...lively.customer, ...customer }, choice: { ...lively.choice, ...choice } })), 20, 0, 50))
    const base = run({ satisfaction: { effect: 0 }, intent: { effect: 0 } })
    expect(run({ satisfaction: { effect: 0 }, intent: { effect: 0, leadThreshold: 0.8 } })).toBe(base)
    const withoutPantry = (consumption: number) =>
      sales(played(opened(quiet({ ...lively, customer: { ...lively.customer, pantry: { effect: 0, consumption } } })), 20)) as { columns: unknown[] }
    const [a, b] = [withoutPantry(0), withoutPantry(2)]
    for (const outcome of [a, b]) outcome.columns.splice(4, 1) // the stock itself
    expect(a).toEqual(b)
  })
})
