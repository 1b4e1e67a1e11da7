import { describe, expect, test } from "vitest"
import { contentEffect, frequencyAt, wear } from "../../sim/creatives.ts"
import { inside, type Market } from "../../sim/index.ts"
import { bearTopics, heatOf, hottest, topicality } from "../../sim/topics.ts"
import { meanOf, within4se } from "./errors.ts"
import { digestOf, firmAt, opened, played, quiet, quietMedia, quietSegment } from "./worlds.ts"

/** What makes a creative's effect besides quality and style: wear, rest, and the topic that it takes up. */

const shown = {
  segments: [{ ...quietSegment, usage: { social: 3 }, needRate: { mean: 0.3, shape: 2 } }],
  brands: ["ours", "theirs"].map((name) => ({ name, price: 10, attraction: 0.5 })),
  channels: [
    { ...quietMedia, gain: 0.2, click: 0.05 },
    { name: "mail", kind: "owned" },
  ],
  customer: { goodwill: { elasticity: 1 } },
}

/** The market after some days of this media money a day. */
function running(creative: object, days: number, spend = 30, clock: object = {}): Market {
  const market = opened(quiet({ ...shown, creative, clock: { days: 120, burnIn: 0, ...clock } }), 131, firmAt(24))
  for (let t = 0; t < days; t++) market.step({ plan: { action: { shares: Float64Array.of(1), spend } } })
  return market
}

describe("wear and rest", () => {
  test("what was seen is forgotten by half in each rest, and effect returns as it is", () => {
    const { world, state } = inside(running({ halfLife: 10, rest: "20 days" }, 1))
    const creative = state.creatives[0] as (typeof state.creatives)[number]
    creative.frequency[0] = 0
    wear(world, creative, 0, 100, 30)
    for (const [days, left] of [
      [0, 30],
      [20, 15],
      [40, 7.5],
      [60, 3.75],
    ] as const) {
      expect(frequencyAt(world, creative, 0, 100 + days)).toBeCloseTo(left, 10)
      const fresh = contentEffect(world, { ...state, tick: 1e9 }, creative, 0, 0) // long forgotten
      expect(contentEffect(world, { ...state, tick: 100 + days }, creative, 0, 0)).toBeCloseTo(fresh / (1 + left / 10), 10)
    }
    wear(world, creative, 0, 140, 4) // 7.5 left, and 4 more
    expect(frequencyAt(world, creative, 0, 160)).toBeCloseTo(11.5 / 2, 10)
  })

  test("an exposure wears a creative by its channel's weight: double the weight is double the wear, none leaves it fresh", () => {
    const frequency = (wear: number) => {
      const [media, mail] = shown.channels
      const market = opened(quiet({ ...shown, channels: [{ ...media, wear }, mail], clock: { days: 10, burnIn: 0 } }), 131, firmAt(24))
      market.step({ plan: { action: { shares: Float64Array.of(1), spend: 30 } } })
      return inside(market).state.creatives.at(-1)?.frequency[0] as number
    }
    expect(frequency(1)).toBeGreaterThan(0.1)
    expect(frequency(0.2)).toBeCloseTo(0.2 * frequency(1), 12)
    expect(frequency(2)).toBeCloseTo(2 * frequency(1), 12)
    expect(frequency(0)).toBe(0)
  })

  test("a rest restores a market's response: after it, the same money wins more goodwill, and less than fresh", () => {
    const gain = (rest: string, pause: number) => {
      const market = running({ halfLife: 3, rest }, 28)
      for (let t = 0; t < pause; t++) market.step({ plan: { action: { shares: Float64Array.of(1), spend: 0 } } })
      const { state, world } = inside(market)
      return contentEffect(world, state, state.creatives.at(-1) as (typeof state.creatives)[number], 0, 0)
    }
    const [worn, rested, longer, never] = [gain("7 days", 0), gain("7 days", 7), gain("7 days", 28), gain("0 days", 28)]
    expect(never).toBeLessThan(worn)
    expect(rested).toBeGreaterThan(1.2 * worn)
    expect(longer).toBeGreaterThan(rested)
    expect(longer).toBeLessThan(1)
  })

  test("a rest of 0 days is none: the wear is the count of exposures, bit for bit", () => {
    const market = running({ halfLife: 3, rest: "0 days" }, 28)
    const { world, state } = inside(market)
    for (const creative of state.creatives) expect(frequencyAt(world, creative, 0, 1e6)).toBe(creative.frequency[0])
    expect(digestOf(running({ halfLife: 3 }, 28))).toBe(digestOf(market))
    expect(digestOf(running({ halfLife: 3, rest: "7 days" }, 28))).not.toBe(digestOf(market))
    // where nothing wears, rest is nothing either
    const unworn = (rest: string) => ({ ...quiet({ ...shown, creative: { rest }, clock: { days: 40, burnIn: 0 } }) })
    const endless = (rest: string) => {
      const world = unworn(rest)
      return digestOf(played(opened({ ...world, creative: { ...world.creative, halfLifeExposures: Number.POSITIVE_INFINITY } }, 132), 14))
    }
    expect(endless("7 days")).toBe(endless("0 days"))
  })
})

describe("topics", () => {
  const law = { perYear: 26, halfLife: "4 days", spread: 0.5, boost: 0.5, stale: 0.3 }

  test("cool by half each half-life; a creative gains boost · heat, and loses what is stale of it", () => {
    const { world } = inside(running({ topics: law }, 0))
    const topics = [
      { born: 10, heat: 0.8 },
      { born: 12, heat: 0.6 },
    ]
    expect(heatOf(world, topics[0] as (typeof topics)[0], 9)).toBe(0)
    expect(heatOf(world, topics[0] as (typeof topics)[0], 10)).toBe(0.8)
    expect(heatOf(world, topics[0] as (typeof topics)[0], 18)).toBeCloseTo(0.2, 12)
    expect([9, 10, 12, 14, 40].map((tick) => hottest(world, topics, tick))).toEqual([-1, 0, 1, 1, 1])
    expect(hottest(world, [], 5)).toBe(-1)
    for (const heat of [0.8, 0.4, 0.2, 0.1]) {
      const tick = 10 + 4 * Math.log2(0.8 / heat)
      expect(topicality(world, topics, 0, tick)).toBeCloseTo((1 + 0.5 * heat) * (1 - 0.3 * (1 - heat)), 10)
    }
    expect(topicality(world, [{ born: 0, heat: 2 }], 0, 0)).toBe(1 + 0.5 * 2) // nothing is stale of a topic that hot
    expect(topicality(world, topics, -1, 12)).toBe(1)
  })

  for (const [tick, hours] of [
    ["hour", 1],
    ["day", 24],
    ["week", 168],
  ] as const)
    test(`come up as a Poisson process, clock in ${tick}s: mean, variance, and a mean heat of 1`, () => {
      const { world, state } = inside(running({ topics: { ...law, perYear: 120 } }, 0, 0, { tick, days: 14 }))
      const years = 80
      const perYear = Math.round((365 * 24) / hours)
      const counts = Array.from({ length: years }, (_, year) => {
        const before = state.topics.length
        for (let t = 0; t < perYear; t++) {
          state.tick = year * perYear + t
          bearTopics(world, state, state.key)
        }
        return state.topics.length - before
      })
      const mean = (120 * perYear * hours) / (365 * 24)
      within4se(counts, mean)
      const square = counts.map((x) => (x - mean) ** 2)
      expect(Math.abs(meanOf(square) - mean)).toBeLessThan(4 * Math.sqrt((mean + 2 * mean * mean) / years))
      within4se(
        state.topics.map(({ heat }) => heat),
        1,
      )
    })

  test("lift a creative that takes one up, and only that; without boost and staleness, or none coming up, exactly nothing", () => {
    const run = (topics: object | undefined, topical: 0 | 1) => {
      const market = opened(quiet({ ...shown, creative: { ...(topics ? { topics } : {}) }, clock: { days: 60, burnIn: 0 } }), 133, firmAt(24))
      let step = market.look()
      for (let t = 0; t < 40; t++) {
        const { creatives } = step.observation.books
        const newest = creatives.filter((c) => c.ready <= t).at(-1)?.number as number
        const create = {
          make: Int32Array.of(t === 5 ? 1 : 0),
          topical: Uint8Array.of(topical),
          match: Uint16Array.from(step.observation.books.match, () => newest),
        }
        step = market.step({ plan: { action: { shares: Float64Array.of(1), spend: 3 } }, create: { action: create } })
      }
      return market
    }
    const plenty = { ...law, perYear: 365, halfLife: "365 days" }
    const without = digestOf(run(undefined, 0))
    expect(digestOf(run(plenty, 0))).toBe(without)
    expect(digestOf(run({ ...plenty, boost: 0, stale: 0 }, 1))).toBe(without)
    expect(digestOf(run({ ...plenty, perYear: 0 }, 1))).toBe(without)
    const goodwill = (market: Market) => meanOf([...inside(market).memory.columns.goodwill])
    expect(goodwill(run(plenty, 1))).toBeGreaterThan(1.1 * goodwill(run(plenty, 0)))
  })
})
