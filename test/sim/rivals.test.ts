import { describe, expect, test } from "vitest"
import { inside, type Market } from "../../sim/index.ts"
import { exp } from "../../sim/math.ts"
import { key } from "../../sim/random.ts"
import { goodwillOf } from "../../sim/rivalGoodwill.ts"
import { newRival, rivalsAct } from "../../sim/rivals.ts"
import type { Brand, Reaction, World } from "../../sim/world.ts"
import { meanOf, varianceOf, within4se } from "./errors.ts"
import { opened, quiet, quietMedia, quietSegment, valuesOf } from "./worlds.ts"

const luck = key({ seed: 51, replication: 0 }, 0)

/** Rivals of a day's clock, with these reactions and promotions. */
function rivalsOf(...brands: Partial<Brand>[]): World {
  const world = quiet()
  const ours = world.brands[0] as Brand
  return { ...world, brands: [ours, ...brands.map((b) => ({ ...ours, ...b }))] }
}

describe("promotions", () => {
  for (const [perYear, length] of [
    [6, 7],
    [30, 3],
  ] as const)
    test(`of ${perYear} a year begin by a Poisson process while there is none, and last ${length} days`, () => {
      const world = rivalsOf({ promotion: { perYear, depth: 0.2, days: length } })
      const rivals = [newRival(world, 1)]
      const runs: number[] = []
      let [idle, begun] = [0, 0]
      for (let t = 0; t < 60_000; t++) {
        const wasIdle = t >= (rivals[0]?.promotionEnds ?? 0)
        rivalsAct(world, rivals, t, luck, 1, 1)
        const factor = rivals[0]?.priceFactor as number
        expect(factor === 1 || factor === 0.8).toBe(true)
        if (wasIdle) {
          idle++
          if (factor < 1) {
            begun++
            runs.push(0)
          }
        }
        if (factor < 1) runs[runs.length - 1] = (runs.at(-1) as number) + 1
      }
      const p = 1 - exp(-perYear / (365 - perYear * length))
      expect(Math.abs(begun - idle * p)).toBeLessThan(4 * Math.sqrt(idle * p * (1 - p)))
      expect(new Set(runs.slice(0, -1))).toEqual(new Set([length]))
    })

  test("begin as often as a scenario states", () => {
    const world = rivalsOf({ promotion: { perYear: 30, depth: 0.2, days: 3 } })
    const rivals = [newRival(world, 1)]
    let begun = 0
    for (let t = 0; t < 60_000; t++) {
      const idle = t >= (rivals[0]?.promotionEnds ?? 0)
      rivalsAct(world, rivals, t, luck, 1, 1)
      if (idle && (rivals[0]?.priceFactor as number) < 1) begun++
    }
    const expected = (30 / 365) * 60_000
    expect(Math.abs(begun - expected)).toBeLessThan(4 * Math.sqrt(expected))
  })
})

describe("reactions", () => {
  const settled = (reaction: Reaction, voice: number, price: number) => {
    const world = rivalsOf({ reaction })
    const rivals = [newRival(world, 1)]
    for (let t = 0; t < 400; t++) rivalsAct(world, rivals, t, luck, voice, price)
    return rivals[0] as ReturnType<typeof newRival>
  }

  test("to share of voice: spend settles at our voice to the power of the strength", () => {
    for (const strength of [0, 0.3, 1])
      for (const voice of [0.25, 1, 3]) {
        const rival = settled({ kind: "shareOfVoice", strength, delay: 14 }, voice, 1)
        expect(rival.spendFactor).toBeCloseTo(voice ** strength, 9)
        expect(rival.priceFactor).toBe(1)
      }
    expect(settled({ kind: "shareOfVoice", strength: 0.3, delay: 0 }, 0, 1).spendFactor).toBe(0)
    expect(settled({ kind: "shareOfVoice", strength: 0, delay: 0 }, 0, 1).spendFactor).toBe(1)
  })

  test("to price: the cut settles at the strength's share of ours, and passes when ours does", () => {
    for (const strength of [0, 0.5, 1])
      for (const price of [0.6, 1]) {
        const rival = settled({ kind: "priceWar", strength, undercut: 0, floor: 0.1, delay: 3, recovery: 3 }, 1, price)
        expect(rival.priceFactor).toBeCloseTo(1 - strength * (1 - price), 9)
        expect(rival.spendFactor).toBe(1)
      }
  })

  test("come with their delay: 1 − 1/e of the way after it", () => {
    const world = rivalsOf({ reaction: { kind: "priceWar", strength: 1, undercut: 0, floor: 0.1, delay: 10, recovery: 10 } })
    const rivals = [newRival(world, 1)]
    const path = Array.from({ length: 10 }, (_, t) => {
      rivalsAct(world, rivals, t, luck, 1, 0.5)
      return rivals[0]?.priceFactor as number
    })
    for (let t = 1; t < 10; t++) expect(path[t]).toBeLessThan(path[t - 1] as number)
    expect(path[9]).toBeCloseTo(0.5 + 0.5 * exp(-1), 9)
  })
})

/** Two equal brands, ours and a rival, with the same media money a day; ours spends by its history's plan. */
function duopoly(customers: number, channels: readonly string[], change: object = {}): World {
  const spend = Object.fromEntries(channels.map((name) => [name, 365 * 40 * (customers / 1000)]))
  const total = Object.values(spend).reduce((a, b) => a + b, 0)
  const world = quiet({
    customers,
    budget: 1e9,
    clock: { days: 120, burnIn: 1 },
    segments: [{ ...quietSegment, needRate: { mean: 0.2, shape: 2 }, usage: Object.fromEntries(channels.map((name) => [name, 2])) }],
    brands: [
      { name: "ours", price: 10, attraction: 0.5 },
      { name: "rival", price: 10, attraction: 0.5, spend },
    ],
    channels: [...channels.map((name) => ({ ...quietMedia, name, gain: 0.15, elasticity: 0.3, reference: 10 })), { name: "mail", kind: "owned" }],
    customer: { goodwill: { elasticity: 1, halfLife: "20 days", max: 4 } },
    choice: { dirichlet: 1.2 },
    history: { spend: total, shares: Object.fromEntries(channels.map((name) => [name, 1 / channels.length])) },
    ...change,
  })
  // rivals' advertisements never wear out; here neither do ours
  return { ...world, creative: { ...world.creative, halfLifeExposures: Number.POSITIVE_INFINITY } }
}

const steps = (market: Market, ticks: number) => {
  for (let t = 0; t < ticks; t++) market.step({})
  return market
}

describe("a rival's goodwill", () => {
  test("has the mean and variance of customers under the kernel's law with equal media", () => {
    const world = duopoly(20_000, ["social"])
    const market = opened(world, 52)
    for (let k = 0; k < 6; k++) {
      steps(market, 15)
      const ours = valuesOf(market, "goodwill")
      const rival = goodwillOf(world, (inside(market).state.rivals[0] as ReturnType<typeof newRival>).standing, 0)
      within4se(ours, rival.mean)
      const mean = meanOf(ours)
      within4se(
        ours.map((a) => (a - mean) ** 2),
        rival.variance,
      )
      expect(varianceOf(ours)).toBeGreaterThan(0)
    }
  })
})

describe("a rival's mean goodwill is that of the kernel's law", () => {
  const means = (world: World) => {
    const market = steps(opened(world, 55), 60)
    const { standing } = inside(market).state.rivals[0] as ReturnType<typeof newRival>
    within4se(valuesOf(market, "goodwill"), goodwillOf(world, standing, 0).mean)
  }

  test("with three push channels", () => means(duopoly(20_000, ["social", "video", "display"])))

  test("with search", () => {
    const search = { ...quietMedia, name: "social", captures: true, gain: 0.15, elasticity: 0.3, reference: 10 }
    means(duopoly(20_000, ["social"], { channels: [search, { name: "mail", kind: "owned" }] }))
  })
})
