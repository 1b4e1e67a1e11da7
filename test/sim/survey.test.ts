import { describe, expect, test as plain } from "vitest"
import { measure } from "../../bench/metrics.ts"
import { inside } from "../../sim/index.ts"
import { MOVED, reviewsOf, WRITES } from "../../sim/reviews.ts"
import { latentHealth, survey } from "../../sim/survey.ts"
import { meanOf, varianceOf, within4se } from "./errors.ts"
import { digestOf, firm, firmAt, opened, played, quiet, quietMedia, quietSegment } from "./worlds.ts"

/** Brand health as a sample of people says it, beside the truth. */

const lively = {
  customers: 2000,
  clock: { burnIn: 60, days: 84 },
  segments: [{ ...quietSegment, needRate: { mean: 0.2, shape: 1 }, none: 0, usage: { social: 3 }, trust: 0.7 }],
  brands: [1, 2].map((k) => ({ name: `brand${k}`, price: 10, attraction: 0.5, quality: k === 1 ? 0.3 : -0.3, spend: k === 1 ? {} : { social: 200_000 } })),
  channels: [
    { ...quietMedia, gain: 0.015 },
    { name: "mail", kind: "owned", costPerMessage: 0 },
  ],
  customer: { goodwill: { elasticity: 0.5, halfLife: "10 days" }, satisfaction: { effect: 0.5, noise: 0.5 } },
  choice: { none: 0.3, consideration: 0.5, inertia: 1 },
  history: { spend: 300_000, shares: { social: 1 } },
}

const waves = Array.from({ length: 600 }, (_, k) => k)

/** A share's waves: right on average, and with a binomial's variance. */
function binomial(values: readonly number[], share: number, respondents: number): void {
  within4se(values, share)
  const variance = (share * (1 - share)) / respondents
  // standard error of a normal's variance: σ² √(2/(n − 1))
  expect(Math.abs(varianceOf(values) - variance)).toBeLessThan(4 * variance * Math.sqrt(2 / (values.length - 1)))
}

describe("a wave", () => {
  for (const misreport of [0, 0.1])
    plain(`asks a simple random sample: binomial noise, ${misreport * 100} % answered wrongly`, () => {
      const play = inside(played(opened(quiet({ ...lively, survey: { respondents: 200, misreport } })), 5))
      const truth = latentHealth(play)
      for (const x of [truth.awareness, truth.consideration]) {
        expect(x).toBeGreaterThan(0.1)
        expect(x).toBeLessThan(0.95)
      }
      const asked = waves.map((wave) => survey(play, wave))
      const said = (share: number) => share * (1 - misreport) + (1 - share) * misreport
      binomial(
        asked.map((w) => w.awareness),
        said(truth.awareness),
        200,
      )
      binomial(
        asked.map((w) => w.consideration),
        said(truth.consideration),
        200,
      )
    })

  plain("without answer noise reports points in whole numbers, and trust as it is where all trust alike", () => {
    const play = inside(played(opened(quiet({ ...lively, survey: { noise: 0, misreport: 0 } })), 5))
    const truth = latentHealth(play)
    expect(truth.trust).toBeCloseTo(0.7, 12)
    const asked = waves.slice(0, 200).map((wave) => survey(play, wave))
    for (const { trust } of asked) expect(trust).toBeCloseTo(0.7, 12)
    expect(Math.abs(meanOf(asked.map((w) => w.satisfaction)) - truth.satisfaction)).toBeLessThan(0.5)
    expect(truth.index).toBeCloseTo((100 * (truth.awareness + truth.consideration + truth.satisfaction / 10 + truth.trust)) / 4, 9)
  })

  plain("with answer noise is as unsure of the mean of points as its noise and the number of buyers say", () => {
    const play = inside(played(opened(quiet({ ...lively, survey: { noise: 1, respondents: 300 } })), 5))
    const asked = waves.map((wave) => survey(play, wave).trust * 10)
    within4se(asked, 7)
    // noise 1 and rounding to whole points: variance 1 + 1/12 (Sheppard's correction) for each of 300 answers
    expect(Math.abs(varianceOf(asked) / ((1 + 1 / 12) / 300) - 1)).toBeLessThan(4 * Math.sqrt(2 / (asked.length - 1)) + 0.02)
  })

  plain("is answered better where the brand does better: satisfaction follows quality, awareness media", () => {
    const run = (quality: number, spend: number) => {
      const brands = lively.brands.map((b, k) => (k === 0 ? { ...b, quality } : b))
      const play = inside(played(opened(quiet({ ...lively, brands, history: { spend, shares: { social: 1 } } })), 5))
      return waves.slice(0, 50).map((wave) => survey(play, wave))
    }
    const [good, bad, silent] = [run(0.5, 300_000), run(-0.5, 300_000), run(0.5, 0)]
    const above = (a: number[], b: number[]) => {
      const error = Math.sqrt((varianceOf(a) + varianceOf(b)) / a.length)
      expect(meanOf(a) - meanOf(b)).toBeGreaterThan(4 * error)
    }
    above(
      good.map((w) => w.satisfaction),
      bad.map((w) => w.satisfaction),
    )
    above(
      good.map((w) => w.nps),
      bad.map((w) => w.nps),
    )
    above(
      good.map((w) => w.awareness),
      silent.map((w) => w.awareness),
    )
    above(
      good.map((w) => w.consideration),
      silent.map((w) => w.consideration),
    )
  })

  plain("comes every so often, stands until the next, and is told with its source's delay", () => {
    const tracker = { sources: [{ name: "tracker", family: "social", series: ["survey.*"], refresh: "1 day", delay: "12 hours" }] }
    const market = played(
      opened(quiet({ ...lively, clock: { burnIn: 20, days: 84 }, survey: { every: "14 days" } }, tracker), 1, { ...firm, sources: ["tracker"], needs: [] }),
      45,
    )
    const { state, world } = inside(market)
    const series = state.series["survey.index"] as Float64Array
    const { burnIn } = world.clock
    const changes = Array.from({ length: state.tick }, (_, t) => t).filter((t) => t > 0 && !Object.is(series[t], series[t - 1]))
    // the tick that ends a multiple of 14 days from the horizon's start: also in the burn-in
    expect(changes.map((t) => t + 1 - burnIn)).toEqual([-14, 0, 14, 28, 42])
    expect(series[0]).toBeNaN()
    expect(market.look().observation.series("survey.index")?.length).toBe(state.tick - 1)
  })

  plain("asks and changes nothing: the market is the same bit for bit, however many are asked and how often", () => {
    const run = (change: object) => digestOf(played(opened(quiet({ ...lively, survey: change })), 30))
    expect(run({ respondents: 5000, every: "1 days", noise: 3 })).toBe(run({ respondents: 1 }))
  })
})

describe("the metric brandHealth", () => {
  plain("is the last wave's index in the horizon; the truth stands beside it; unknown before the first wave", () => {
    const market = opened(quiet({ ...lively, clock: { burnIn: 60, days: 84, runOut: 30 } }), 1, firmAt(24))
    played(market, 20)
    expect(measure(market).brandHealth).toBeNull()
    played(market, 64)
    const { state } = inside(market)
    const atHorizon = measure(market)
    expect(atHorizon.brandHealth).toBe(state.series["survey.index"]?.[state.tick - 1])
    expect(atHorizon.brandHealthTrue).toBeCloseTo(latentHealth(inside(market)).index, 12)
    expect(Math.abs((atHorizon.brandHealth as number) - (atHorizon.brandHealthTrue as number))).toBeLessThan(10)
    expect(atHorizon.cpl).toBe(atHorizon.leads === 0 ? null : (atHorizon.totalCost as number) / (atHorizon.leads as number))
    played(market, 30)
    const end = measure(market, atHorizon)
    for (const name of ["brandHealth", "brandHealthTrue", "trust"] as const) expect(end[name]).toBe(atHorizon[name])
  })
})

describe("reviews", () => {
  plain("are written by those who are moved, so that stars are not the mean of all buyers", () => {
    const play = inside(played(opened(quiet({ ...lively, customers: 1000 })), 26))
    const { memory, state, world } = play
    const { owner, satisfaction } = memory.columns
    const weeks = Array.from({ length: 400 }, (_, week) => {
      state.tick = 7 * (week + 10) - 1
      return reviewsOf(play) ?? []
    })
    world.brands.forEach((_, b) => {
      const chance = Array.from(state.places, (place) => (owner[place] === b ? WRITES + MOVED * Math.abs(satisfaction[place] as number) : 0))
      within4se(
        weeks.map((brands) => brands[b]?.mentions as number),
        meanOf(chance) * world.customers,
      )
    })
    const [good, bad] = world.brands.map((_, b) => weeks.flatMap((brands) => (Number.isNaN(brands[b]?.stars) ? [] : [brands[b]?.stars as number]))) as [
      number[],
      number[],
    ]
    expect(meanOf(good) - meanOf(bad)).toBeGreaterThan(4 * Math.sqrt(varianceOf(good) / good.length + varianceOf(bad) / bad.length))
    for (const stars of [...good, ...bad]) {
      expect(stars).toBeGreaterThanOrEqual(1)
      expect(stars).toBeLessThanOrEqual(5)
    }
    state.tick = 8
    expect(reviewsOf(play)).toBeUndefined()
  })
})
