import { describe, expect, test } from "vitest"
import { load } from "../../scenarios/load.ts"
import { inside, open, type World } from "../../sim/index.ts"
import { exp } from "../../sim/math.ts"
import { gammaStrata } from "../../sim/needStrata.ts"
import { meanOf, varianceOf } from "./errors.ts"
import { firmAt } from "./worlds.ts"

/** Equal brands split the market evenly (docs/model.md, exact checks), though ours has customers of its own and a rival a mean. */

const CUSTOMERS = 3000
const media = { kind: "auction", sigma: 0.8, elasticity: 0.3, reference: 60, bidCap: 1 }
const channels = {
  social: { ...media, name: "social", price: 0.03, gain: 0.03, money: 36, usage: 3 },
  video: { ...media, name: "video", price: 0.06, gain: 0.06, money: 36, usage: 2 },
  search: { ...media, name: "search", captures: true, price: 0.08, gain: 0.03, money: 9, usage: 0.03 },
}
interface Options {
  through: readonly (keyof typeof channels)[]
  brands?: number
  tick?: string
  /** Goodwill that an advertisement in search gives; clicks of an exposure (five times as many in search). */
  search?: number
  click?: number
  customer?: object
  choice?: object
}

/** Equal in price, quality, attraction and money, with inertia, experience, defection and pantries as usual; advertisements do not wear out. */
function even({ through, brands = 2, tick = "day", search = 0.03, click = 0, customer = {}, choice = {} }: Options): World {
  const spend = Object.fromEntries(through.map((name) => [name, 365 * channels[name].money]))
  const total = Object.values(spend).reduce((a, b) => a + b, 0)
  const world = load(
    "even.yaml",
    JSON.stringify({
      name: "even",
      about: "Equal brands.",
      currency: "CNY",
      customers: CUSTOMERS,
      budget: 1e9,
      clock: { tick, days: 280, burnIn: 280, runOut: 0 },
      demand: { shock: { sd: 0 } },
      tastes: [[1]],
      segments: [
        {
          name: "all",
          share: 1,
          tastes: [1],
          needRate: { mean: 0.07 },
          subscribed: 0,
          usage: Object.fromEntries(through.map((name) => [name, channels[name].usage])),
        },
      ],
      brands: Array.from({ length: brands }, (_, b) => ({ name: `brand${b}`, price: 30, attraction: 1 / brands, spend: b === 0 ? {} : spend })),
      channels: [
        ...through.map((name) => {
          const { money: _, usage: __, ...channel } = channels[name]
          return { ...channel, click: name === "search" ? 5 * click : click, ...(name === "search" ? { gain: search } : {}) }
        }),
        { name: "mail", kind: "owned" },
      ],
      creative: { cost: 1, quality: { sigma: 0 }, styleNoise: 0, match: 0 },
      customer: { irritation: { effect: 0 }, intent: { effect: 0 }, ...customer },
      choice: { priceReference: 30, priceFloor: 3, unitCost: 17, ...choice },
      history: {
        spend: total,
        shares: Object.fromEntries(through.map((name) => [name, (spend[name] as number) / total])),
        wander: 0,
        newsletter: { every: "0 days", treatment: "none" },
      },
    }),
    JSON.stringify({ sources: [] }),
  )
  return { ...world, creative: { ...world.creative, halfLifeExposures: Number.POSITIVE_INFINITY } }
}

/** Our share of orders less an even one, in points, with its standard error; what drawn attractions say beforehand is taken out by regression. */
function gap(options: Options, replications: number): { gap: number; error: number } {
  const world = even(options)
  const brands = world.brands.length
  const runs = Array.from({ length: replications }, (_, replication) => {
    const market = open(world, { ...firmAt(168), sources: [], needs: [] }, { seed: 56, replication })
    const { memory, cells, state } = inside(market)
    const { attraction, needRate } = memory.columns
    let [ours, all] = [0, 0]
    for (const { start, count } of cells)
      for (let i = start; i < start + count; i++) {
        const weights = Array.from({ length: brands }, (_, b) => exp(attraction[i * (brands + 1) + b] as number))
        ours += ((needRate[i] as number) * (weights[0] as number)) / weights.reduce((a, b) => a + b, 0)
        all += needRate[i] as number
      }
    for (let t = 0; t < world.clock.horizon; t++) market.step({})
    const { brandOrders } = state.ledger
    return { drawn: 100 * (ours / all - 1 / brands), share: 100 * ((brandOrders[0] as number) / brandOrders.reduce((a, b) => a + b, 0) - 1 / brands) }
  })
  const [drawn, share] = [runs.map((r) => r.drawn), runs.map((r) => r.share)]
  const slope = runs.reduce((sum, r) => sum + (r.share - meanOf(share)) * (r.drawn - meanOf(drawn)), 0) / (varianceOf(drawn) * (runs.length - 1))
  const rest = runs.map((r) => r.share - slope * r.drawn)
  return { gap: meanOf(rest), error: Math.sqrt(varianceOf(rest) / runs.length) }
}

/** Points of share by which a rival's mean may lean from customers of their own: what docs/model.md says of it. */
const LEAN = 0.15

describe("equal brands split the market evenly", () => {
  const push = ["social", "video"] as const
  const both = [...push, "search"] as const
  for (const [name, options] of Object.entries({
    "with push media": { through: push },
    "with push media on a weekly clock": { through: push, tick: "week" },
    "with search": { through: ["search"], search: 0.1 },
    "with search, on a weekly clock": { through: ["search"], search: 0.1, tick: "week" },
    "with both, intent that visits leave and advertisements that irritate": {
      through: both,
      click: 0.009,
      customer: { intent: { effect: 0.5 }, irritation: { effect: 0.4 } },
    },
    "with all of it, on a weekly clock": { through: both, click: 0.009, tick: "week", customer: { intent: { effect: 0.5 }, irritation: { effect: 0.4 } } },
    "with all of it, and four brands": { through: both, click: 0.009, brands: 4, customer: { intent: { effect: 0.5 }, irritation: { effect: 0.4 } } },
  } as Record<string, Options>))
    test(name, () => {
      const { gap: points, error } = gap(options, 16)
      expect(error).toBeLessThan(0.15)
      expect(Math.abs(points), `${points} ± ${error}`).toBeLessThan(LEAN + 3 * error)
    })
})

describe("strata of need", () => {
  test("integrate polynomials of the gamma distribution up to degree 11 exactly", () => {
    for (const shape of [0.05, 0.5, 1, 2.7, 30]) {
      const { need, share } = gammaStrata(shape)
      let moment = 1
      for (let k = 0; k < 12; k++) {
        const sum = need.reduce((total, x, i) => total + (share[i] as number) * x ** k, 0)
        expect(sum / moment).toBeCloseTo(1, 9)
        moment *= (shape + k) / shape // E x^(k+1) of a gamma of mean 1
      }
    }
  })
})
