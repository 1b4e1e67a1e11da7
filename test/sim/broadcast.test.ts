import { describe, expect, test } from "vitest"
import { poisson } from "../../bench/validate/closedForms.ts"
import { pointPrice, pointsFor } from "../../sim/broadcast.ts"
import { inside, type Market } from "../../sim/index.ts"
import * as L from "../../sim/kernel/layout.ts"
import { log } from "../../sim/math.ts"
import type { BroadcastChannel, World } from "../../sim/world.ts"
import { cells4se, meanOf, within4se } from "./errors.ts"
import { type Change, digestOf, firm, opened, quiet, quietMedia, quietSegment, rivalGoodwill, total, valuesOf } from "./worlds.ts"

/** Television that shows but moves nothing: 10 for a point, no rivals. */
const television = { name: "tv", kind: "broadcast", costPerPoint: 10, elasticity: 0, reference: 1, mostPoints: 300, click: 0, gain: 0, irritation: 0 }
const mail = { name: "mail", kind: "owned" }

/** Two segments of different affinity; goodwill counts exposures: nothing saturates, wears or fades. */
function counting(change: Change = {}, channel: object = {}): World {
  return quiet({
    customers: 20_000,
    budget: 1e9,
    clock: { days: 28, burnIn: 7 },
    segments: [
      { ...quietSegment, name: "light", share: 0.5, usage: { tv: 0.4 } },
      { ...quietSegment, name: "heavy", share: 0.5, usage: { tv: 1.6 } },
    ],
    channels: [{ ...television, gain: 1, ...channel }, mail],
    customer: { goodwill: { halfLife: "3650 days", max: 1e6 } },
    history: { shares: { tv: 1 } },
    ...change,
  })
}

const spend = (market: Market, money: number) => market.step({ plan: { action: { shares: Float64Array.of(1), spend: money } } })

/** Exposures of each customer so far, by segment. */
function exposures(market: Market): number[][] {
  const { world, cells } = inside(market)
  const all = valuesOf(market, "goodwill").map(Math.round)
  let from = 0
  const bySegment: number[][] = world.segments.map(() => [])
  for (const { segment, count } of cells) (bySegment[segment] as number[]).push(...all.slice(from, (from += count)))
  return bySegment
}

const charged = (market: Market) => inside(market).state.ledger.media / 100
const impressions = (market: Market) => total(market, L.EXPOSURES + 1)

describe("reach is 1 − e^(−GRP · affinity/100), and frequency Poisson", () => {
  for (const [tick, points, ticks] of [
    ["day", 120, 1],
    ["day", 40, 5],
    ["hour", 2, 60],
    ["week", 150, 2],
  ] as const)
    test(`${points} points in each of ${ticks} ticks of a ${tick}`, () => {
      const market = opened(counting({ clock: { tick, days: 28, burnIn: 7 } }, { mostPoints: 120 }), 61)
      const daysInTick = { hour: 1 / 24, day: 1, week: 7 }[tick]
      for (let t = 0; t < ticks; t++) spend(market, (points * 10) / daysInTick)
      expect(charged(market)).toBe(points * ticks * 10)
      exposures(market).forEach((counts, g) => {
        const mean = (points * ticks * [0.4, 1.6][g]!) / 100
        within4se(
          counts.map((n) => (n > 0 ? 1 : 0)),
          1 - Math.exp(-mean),
        )
        cells4se(counts, (n) => poisson(n, mean))
      })
    })

  test("a segment that the file does not name is average", () => {
    const market = opened(counting({ segments: [quietSegment] }), 62)
    spend(market, 800)
    within4se(exposures(market)[0] as number[], 0.8)
  })
})

describe("points", () => {
  const channel = (change: object = {}) => ({ ...television, lead: 0, ...change }) as BroadcastChannel

  test("cost more where others spend, by (1 + spend/reference)^elasticity", () => {
    expect(pointPrice(channel({ elasticity: 0.5, reference: 100 }), 300)).toBeCloseTo(20, 12)
    expect(pointsFor(channel({ elasticity: 0.5, reference: 100 }), 400, 1, 300)).toBeCloseTo(20, 12)
    expect(pointsFor(channel(), 1e9, 2, 0)).toBe(600)
  })

  test("beyond those for sale leave their money in the budget, and the plan hears of it", () => {
    const market = opened(counting({ customers: 256 }), 63)
    const { available } = market.look().observation.books
    const step = spend(market, 5000)
    expect(charged(market)).toBe(3000)
    expect(step.observation.books.available).toBe(available - 3000)
    expect(step.feedback).toContainEqual(expect.objectContaining({ seat: "plan", spent: Float64Array.of(3000), undelivered: Float64Array.of(2000) }))
  })

  test("a rival's money makes ours dearer and reaches people itself", () => {
    const brands = [
      { name: "ours", price: 10, attraction: 0.5 },
      { name: "rival", price: 10, attraction: 0.5, spend: { tv: 365 * 300 } },
    ]
    const market = opened(counting({ brands }, { elasticity: 0.5, reference: 100, gain: 0.1 }), 64)
    spend(market, 1000)
    expect(charged(market)).toBeGreaterThan(999.98)
    within4se(valuesOf(market, "goodwill"), (0.1 * 1000) / 20 / 100)
    // the rival bought 7 days against nobody and one against our 1000: 300/10 and 300/(10 √11) points
    const expected = (0.1 * (7 * 30 + 30 / Math.sqrt(11))) / 100
    expect((rivalGoodwill(market, 0) + rivalGoodwill(market, 1)) / 2).toBeCloseTo(expected, 3)
  })
})

describe("a booking", () => {
  const lead = (days: number, change: Change = {}) =>
    opened(counting({ customers: 2000, clock: { days: 10, burnIn: 7, runOut: 9 }, ...change }, { lead: `${days} days` }), 65)

  test("is paid when made and broadcast when its lead is over, at the price of the booking", () => {
    const market = lead(3)
    const shown: number[] = []
    for (let t = 0; t < 10; t++) {
      spend(market, t === 2 ? 2000 : 0)
      expect(charged(market)).toBe(t < 2 ? 0 : 2000)
      shown.push(impressions(market))
    }
    expect(shown.map((n) => n > 0)).toEqual([false, false, false, false, false, true, false, false, false, false])
    within4se(valuesOf(market, "goodwill"), 2)
  })

  test("made near the horizon's end is broadcast after it: it was bought", () => {
    const market = lead(5)
    for (let t = 0; t < 10; t++) spend(market, t === 9 ? 2000 : 0)
    const shown = Array.from({ length: 9 }, () => {
      market.step({})
      return impressions(market) > 0
    })
    expect(shown).toEqual([false, false, false, false, true, false, false, false, false])
    expect(charged(market)).toBe(2000)
  })

  test("of the history is broadcast in the horizon, at the history's cost", () => {
    const market = lead(2, { history: { spend: 365 * 1000, shares: { tv: 1 } } })
    const shown = Array.from({ length: 4 }, () => {
      spend(market, 0)
      return impressions(market) > 0
    })
    expect(shown).toEqual([true, true, false, false])
    expect(charged(market)).toBe(0)
  })

  test("is in a snapshot", () => {
    const market = lead(3)
    spend(market, 2000)
    const snapshot = market.snapshot()
    const on = () => {
      for (let t = 0; t < 4; t++) spend(market, 0)
      return digestOf(market)
    }
    const first = on()
    market.restore(snapshot)
    expect(on()).toBe(first)
    expect(impressions(market)).toBe(0)
    expect(meanOf(valuesOf(market, "goodwill"))).toBeGreaterThan(1.8)
  })
})

describe("television in a market", () => {
  const lively: Change = {
    customers: 4000,
    budget: 1e9,
    segments: [{ ...quietSegment, needRate: { mean: 0.3, shape: 2 }, none: 0, usage: { social: 2, search: 0.02 } }],
    brands: [1, 2].map((k) => ({ name: `brand${k}`, price: 10, attraction: 0.5 })),
    customer: { goodwill: { elasticity: 1, max: 5 } },
    choice: { none: 0.3 },
  }
  const search = { ...quietMedia, name: "search", captures: true, needQueries: 0.2, brandQueries: 0.6, click: 0.05 }
  const channels = [{ ...quietMedia, gain: 0.1 }, mail, search]

  test("with no money is the market without it, bit for bit", () => {
    const run = (world: World, shares: number[]) => {
      const market = opened(world, 66)
      for (let t = 0; t < 15; t++) market.step({ plan: { action: { shares: Float64Array.from(shares), spend: 500 } } })
      const { memory, state } = inside(market)
      return structuredClone({ columns: memory.columns, ledger: state.ledger, revenue: state.series.revenue })
    }
    const without = run(quiet({ ...lively, channels }), [0.5, 0.5])
    expect(run(quiet({ ...lively, channels: [...channels, { ...television, gain: 0.1, click: 0.01 }] }), [0.5, 0.5, 0])).toEqual(without)
    expect(run(quiet({ ...lively, channels: [...channels, { ...television, gain: 0.1, click: 0.01 }] }), [0.25, 0.25, 0.5])).not.toEqual(without)
  })

  test("makes people ask search for us: queries rise, beyond the standard error of paired days", () => {
    const world = quiet({ ...lively, channels: [...channels, { ...television, gain: 0.1 }] })
    const queries = (money: number) => {
      const market = opened(world, 67)
      const shares = Float64Array.of(0, 1000 / (1000 + money), money / (1000 + money))
      return Array.from({ length: 28 }, () => {
        market.step({ plan: { action: { shares, spend: 1000 + money } } })
        return total(market, L.EXPOSURES + 3) // money for every query
      })
    }
    const [without, shown] = [queries(0), queries(500)]
    const gained = shown.map((n, t) => n - (without[t] as number)).slice(7)
    const error = Math.sqrt(gained.reduce((sum, x) => sum + (x - meanOf(gained)) ** 2, 0) / (gained.length - 1) / gained.length)
    expect(meanOf(gained)).toBeGreaterThan(6 * error)
  })

  test("a duopoly with equal money in it splits the market evenly, and the rival's goodwill is ours", () => {
    const money = 200
    const world = quiet({
      ...lively,
      customers: 20_000,
      clock: { days: 120, burnIn: 1 },
      segments: [{ ...quietSegment, needRate: { mean: 0.2, shape: 2 }, usage: {} }],
      brands: [
        { name: "ours", price: 10, attraction: 0.5 },
        { name: "rival", price: 10, attraction: 0.5, spend: { tv: 365 * money } },
      ],
      channels: [{ ...television, gain: 0.15, elasticity: 0.3, reference: 100 }, mail],
      customer: { goodwill: { elasticity: 1, halfLife: "20 days", max: 4 } },
      choice: { dirichlet: 1.2 },
      history: { spend: 365 * money, shares: { tv: 1 } },
    })
    const market = opened({ ...world, creative: { ...world.creative, halfLifeExposures: Number.POSITIVE_INFINITY } }, 68)
    for (let t = 0; t < 120; t++) market.step({})
    within4se(valuesOf(market, "goodwill"), rivalGoodwill(market))
    const [ours, all] = [valuesOf(market, "purchases"), valuesOf(market, "stock")]
    within4se(
      ours.map((x, i) => 2 * x - (all[i] as number)),
      0,
    )
    expect(log(meanOf(all))).toBeGreaterThan(2)
  })
})

test("what television was paid is told by the sources that tell spend", () => {
  const market = opened(counting({ customers: 256 }), 69, firm)
  spend(market, 1000)
  spend(market, 1000)
  expect(market.look().observation.series("spend.tv")?.at(-1)).toBe(1000)
})
