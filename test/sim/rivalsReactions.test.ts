import { describe, expect, test } from "vitest"
import { inside } from "../../sim/index.ts"
import { key } from "../../sim/random.ts"
import type { Learned } from "../../sim/reactions/learned.ts"
import type { PriceWar } from "../../sim/reactions/priceWar.ts"
import type { Retaliate } from "../../sim/reactions/retaliate.ts"
import { newRival, rivalsAct } from "../../sim/rivals.ts"
import type { Brand, Reaction, World } from "../../sim/world.ts"
import { meanOf, varianceOf } from "./errors.ts"
import { digestOf, firmAt, opened, played, quiet, quietSegment } from "./worlds.ts"

const luck = key({ seed: 71, replication: 0 }, 0)
const war: PriceWar = { kind: "priceWar", strength: 1, undercut: 0, floor: 0.6, delay: 2, recovery: 5 }
const titForTat: Retaliate = { kind: "retaliate", strength: 1, spend: 0, threshold: 0.05, chance: 1, delay: 2, days: 3 }

/** Rivals of a day's clock, with these reactions and no promotions of their own. */
function worldOf(...reactions: Reaction[]): World {
  const world = quiet()
  const ours = world.brands[0] as Brand
  return { ...world, brands: [ours, ...reactions.map((reaction) => ({ ...ours, reaction }))] }
}

/** What the rivals do, day by day, when our price and voice are as stated. */
function answers(reactions: Reaction[], days: readonly { price?: number; voice?: number }[], k = luck) {
  const world = worldOf(...reactions)
  const rivals = world.brands.slice(1).map((_, r) => newRival(world, r + 1))
  return days.map(({ price = 1, voice = 1 }, t) => {
    rivalsAct(world, rivals, t, k, voice, price)
    return rivals.map(({ priceFactor, spendFactor }) => ({ price: priceFactor, spend: spendFactor }))
  })
}

const days = (n: number, day: { price?: number; voice?: number } = {}) => Array.from({ length: n }, () => day)
const prices = (path: ReturnType<typeof answers>, rival = 0) => path.map((day) => day[rival]?.price as number)

describe("a price war", () => {
  test("between two who undercut escalates from one short cut of ours to both floors", () => {
    const path = answers(
      [
        { ...war, undercut: 0.1 },
        { ...war, undercut: 0.5, floor: 0.5 },
      ],
      [...days(5, { price: 0.9 }), ...days(300)],
    )
    expect(path.at(-1)?.map(({ price }) => price)).toEqual([0.6, 0.5])
    for (const rival of [0, 1]) for (const price of prices(path, rival)) expect(price).toBeGreaterThanOrEqual(rival === 0 ? 0.6 : 0.5)
  })

  test("dies out where each follows less than the whole of the other's cut", () => {
    const path = answers(
      [
        { ...war, strength: 0.8, undercut: 0.1 },
        { ...war, strength: 0.8, undercut: 0.1 },
      ],
      [...days(20, { price: 0.7 }), ...days(400)],
    )
    expect(Math.min(...prices(path))).toBeLessThan(0.8)
    expect(prices(path).at(-1)).toBeGreaterThan(0.999)
  })

  test("undercuts: with us at 80 % for long, one who aims a quarter deeper stands at 75 %", () => {
    expect(prices(answers([{ ...war, undercut: 0.25 }], days(100, { price: 0.8 }))).at(-1)).toBeCloseTo(0.75, 9)
  })

  test("goes down over its delay and comes back over its recovery", () => {
    const path = prices(answers([war], [...days(40, { price: 0.8 }), ...days(40)]))
    expect(path[1]).toBeCloseTo(1 - 0.2 * (1 - Math.exp(-1)), 9) // two days of two
    expect(path[44]).toBeCloseTo(1 - 0.2 * Math.exp(-1), 6) // five days of five
  })
})

describe("retaliation", () => {
  test("answers a promotion of ours with one as deep, after its delay and for its time, and again while it goes on", () => {
    expect(prices(answers([titForTat], [...days(2), ...days(4, { price: 0.8 }), ...days(8)]))).toEqual([1, 1, 1, 1, 0.8, 0.8, 0.8, 1, 1, 1, 1, 1, 1, 1])
    // seen on days 0, 5, 10 of an endless promotion: two days' delay, three of answer
    expect(prices(answers([{ ...titForTat, strength: 0.5 }], days(12, { price: 0.8 })))).toEqual([1, 1, 0.9, 0.9, 0.9, 1, 1, 0.9, 0.9, 0.9, 1, 1])
  })

  test("answers nothing else: not a smaller cut, a rise of our price, our spend, or another rival's war", () => {
    const still = [...days(30, { price: 0.96 }), ...days(30, { price: 1.5 }), ...days(30, { voice: 3 }), ...days(30, { voice: 0 })]
    expect(new Set(prices(answers([titForTat], still)))).toEqual(new Set([1]))
    const world = worldOf(titForTat, { kind: "none" })
    ;(world.brands[2] as Brand).promotion = { perYear: 20, depth: 0.5, days: 5 }
    const rivals = [newRival(world, 1), newRival(world, 2)]
    let cuts = 0
    for (let t = 0; t < 300; t++) {
      rivalsAct(world, rivals, t, luck, 1, 1)
      expect(rivals[0]?.priceFactor).toBe(1)
      if ((rivals[1]?.priceFactor as number) < 1) cuts++
    }
    expect(cuts).toBeGreaterThan(20)
  })

  test("answers a rise of our spend with a rise of its own, where it is told to", () => {
    const path = answers([{ ...titForTat, spend: 0.5 }], [...days(1), ...days(2, { voice: 1.4 }), ...days(6)])
    expect(path.map((day) => day[0]?.spend)).toEqual([1, 1, 1, 1.2, 1.2, 1.2, 1, 1, 1])
    expect(new Set(prices(path))).toEqual(new Set([1]))
  })

  test("comes with its chance, drawn once for each cause", () => {
    let answered = 0
    for (let replication = 0; replication < 200; replication++) {
      const path = prices(answers([{ ...titForTat, chance: 0.3 }], [...days(20, { price: 0.8 })], key({ seed: 72, replication }, 0)))
      if (path[2] === 0.8) answered++
      else expect(Math.min(...path)).toBe(1) // it let this cause pass
    }
    expect(Math.abs(answered - 60)).toBeLessThan(4 * Math.sqrt(200 * 0.3 * 0.7))
  })
})

const buyers = { ...quietSegment, needRate: { mean: 0.3, shape: 2 }, priceSensitivity: { mean: 6, sigma: 0.2 }, none: 0 }
const trial: Omit<Learned, "kind"> & { kind: "learned" } = {
  kind: "learned",
  priceLevels: [0.6, 1, 1.4],
  spendLevels: [1],
  period: 7,
  unitCost: 0.1,
  exploration: 1,
}

/** A duopoly on a list price that is far too high for a rival of low cost, who faces us at our list price for ever. */
const dear = (reaction: object) =>
  quiet({
    customers: 1000,
    clock: { days: 420, burnIn: 1 },
    segments: [buyers],
    brands: [
      { name: "ours", price: 10, attraction: 0.5 },
      { name: "rival", price: 10, attraction: 0.5, reaction },
    ],
    choice: { dirichlet: 4, none: 0.3 },
  })

describe("a rival that learns", () => {
  /** Its profit a day in its first nine periods and in the year's second half, from the market's own totals. */
  const profits = (reaction: object, seed: number) => {
    const market = opened(dear(reaction), seed, { ...firmAt(168), sources: [], needs: [] })
    const parts = [0, 0]
    for (let t = 0; t < 420; t++) {
      market.step({})
      const part = t < 63 ? 0 : 1
      const { state } = inside(market)
      const rival = state.rivals[0] as ReturnType<typeof newRival>
      const revenue = state.series["marketRevenue.rival"]?.[state.tick - 1] as number
      if (t < 63 || t >= 210) parts[part] = (parts[part] as number) + (revenue * (1 - trial.unitCost / rival.priceFactor)) / (part === 0 ? 63 : 210)
      if (reaction === learner) expect(rival.profit).toBeCloseTo(revenue * (1 - trial.unitCost / rival.priceFactor), 6)
    }
    return parts as [number, number]
  }
  const learner = { ...trial, period: "7 days", exploration: 3 } // tries at random for nine periods

  test("earns more than it did, and than one who stays, on the same luck", () => {
    const gains = [1, 2, 3, 4, 5, 6].map((seed) => {
      const [stays, learns] = [profits({ kind: "none" }, seed), profits(learner, seed)]
      return { overStaying: learns[1] - stays[1], overTime: learns[1] - learns[0] - (stays[1] - stays[0]) }
    })
    for (const gain of ["overStaying", "overTime"] as const) {
      const values = gains.map((g) => g[gain])
      expect(meanOf(values)).toBeGreaterThan(4 * Math.sqrt(varianceOf(values) / values.length))
    }
  })

  test("plays each pair of its grid, then mostly the best; ε falls as pairs over periods", () => {
    const world = worldOf({ ...trial, spendLevels: [0.5, 1], exploration: 1 })
    const rival = newRival(world, 1)
    const plays: string[] = []
    for (let t = 0; t < 7 * 4000; t++) {
      rivalsAct(world, [rival], t, luck, 1, 1)
      rival.profit = rival.priceFactor === 1.4 && rival.spendFactor === 1 ? 2 : 1
      if (t % 7 === 0) plays.push(`${rival.priceFactor}/${rival.spendFactor}`)
    }
    expect(new Set(plays).size).toBe(6)
    const others = plays.slice(100).filter((pair) => pair !== "1.4/1").length
    // Σ over n of (6/n)(5/6)
    const expected = plays.slice(100).reduce((sum, _, k) => sum + 5 / (k + 100), 0)
    expect(Math.abs(others - expected)).toBeLessThan(4 * Math.sqrt(expected))
  })
})

describe("exactly neutral", () => {
  const run = (reaction: object) => {
    const world = quiet({
      customers: 300,
      segments: [{ ...buyers, usage: { social: 2 } }],
      brands: [
        { name: "ours", price: 10, attraction: 0.5 },
        { name: "rival", price: 10, attraction: 0.5, spend: { social: 9000 }, promotion: { perYear: 30, depth: 0.2, days: 4 }, reaction },
      ],
      history: { spend: 10_000 },
    })
    const market = opened(world, 73)
    market.step({ respond: { action: { price: 0.8, promotion: 0.1 } }, plan: { action: { shares: Float64Array.of(1), spend: 90 } } })
    return digestOf(played(market, 15))
  }
  for (const [name, reaction, acts] of [
    ["a price war of strength 0", { kind: "priceWar", strength: 0, undercut: 1, floor: "90 %" }, { strength: 1 }],
    ["retaliation of size 0", { kind: "retaliate", strength: 0, spend: 0, chance: 1, delay: "0 days" }, { strength: 1 }],
    ["retaliation of chance 0", { kind: "retaliate", strength: 1, spend: 1, chance: 0, delay: "0 days" }, { chance: 1 }],
    ["learning with nothing to try", { kind: "learned", priceLevels: [1], spendLevels: [1], period: "2 days" }, { priceLevels: [0.5, 2] }],
  ] as const)
    test(name, () => {
      expect(run(reaction)).toBe(run({ kind: "none" }))
      expect(run({ ...reaction, ...acts })).not.toBe(run({ kind: "none" }))
    })
})
