import { describe, expect, test } from "vitest"
import { qini, upliftCurve } from "../../../policies/prediction/quality.ts"
import { fitUplift, type Learner, learners, predictUplift, type Trial } from "../../../policies/prediction/uplift.ts"
import { normals, uniforms } from "./luck.ts"

/** A randomised trial with a planted effect. */
function trial(count: number, propensity: number, seed: number, base: (x: readonly number[]) => number, effect: (x: readonly number[]) => number, noise = 1) {
  const [next, normal] = [uniforms(seed), normals(seed + 1)]
  const width = 3
  const x: number[] = []
  const [treated, outcome, truth] = [[] as number[], [] as number[], [] as number[]]
  for (let i = 0; i < count; i++) {
    const row = [2 * next() - 1, 2 * next() - 1, 2 * next() - 1]
    const w = Number(next() < propensity)
    x.push(...row)
    treated.push(w)
    truth.push(effect(row))
    outcome.push(base(row) + w * effect(row) + noise * normal())
  }
  return { width, x, treated, outcome, propensity, truth } satisfies Trial & { truth: number[] }
}

const correlation = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  const mean = (v: ArrayLike<number>) => Array.from(v).reduce((s, x) => s + x, 0) / v.length
  const [ma, mb] = [mean(a), mean(b)]
  let [ab, aa, bb] = [0, 0, 0]
  for (let i = 0; i < a.length; i++) {
    const [da, db] = [(a[i] as number) - ma, (b[i] as number) - mb]
    ab += da * db
    aa += da * da
    bb += db * db
  }
  return ab / Math.sqrt(aa * bb)
}

const meanSquare = (a: ArrayLike<number>, b: ArrayLike<number>) => Array.from(a).reduce((sum, v, i) => sum + (v - (b[i] as number)) ** 2, 0) / a.length

const planted = ([a, b]: readonly number[]) => 0.6 * (a as number) + ((b as number) > 0 ? 0.6 : -0.3)
const baseline = ([a, , c]: readonly number[]) => 2 * (c as number) + (a as number)

describe("uplift learners", () => {
  const [known, fresh] = [trial(8000, 0.5, 3, baseline, planted), trial(4000, 0.5, 91, baseline, planted)]

  test.each(learners.flatMap((l) => [[l, "linear"] as const, [l, "trees"] as const]))("%s on %s recovers a planted effect", (learner, base) => {
    const scores = predictUplift(fitUplift(learner, base, known), fresh)
    expect(correlation(scores, fresh.truth)).toBeGreaterThan(learner === "transformed" && base === "trees" ? 0.6 : 0.8)
    const of = (values: ArrayLike<number>) => qini(upliftCurve(values, fresh.treated, fresh.outcome))
    // what scores without meaning reach: fifty shuffles
    const next = uniforms(17)
    const luck = Array.from({ length: 50 }, () => of(fresh.truth.map(next)))
    const sd = Math.sqrt(luck.reduce((sum, q) => sum + q * q, 0) / luck.length)
    expect(of(scores)).toBeGreaterThan(3 * sd)
  })

  test("with few treated, a complicated baseline and a simple effect, x beats t (Künzel et al. 2019, figure 1 and simulation 1: unbalanced groups)", () => {
    const bumpy = ([a, b, c]: readonly number[]) => 3 * Math.sign((a as number) * (b as number)) + 2 * Math.sign(c as number)
    const simple = ([a]: readonly number[]) => ((a as number) > 0.1 ? 1 : 0)
    const gains = Array.from({ length: 6 }, (_, k) => {
      const sample = trial(4000, 0.05, 100 + 7 * k, bumpy, simple)
      const error = (learner: Learner) =>
        meanSquare(
          predictUplift(fitUplift(learner, "trees", sample), fresh),
          Array.from(fresh.truth, (_, r) => simple(fresh.x.slice(3 * r, 3 * r + 1))),
        )
      return error("t") - error("x")
    })
    const mean = gains.reduce((a, b) => a + b, 0) / gains.length
    const error = Math.sqrt(gains.reduce((sum, g) => sum + (g - mean) ** 2, 0) / (gains.length - 1) / gains.length)
    expect(mean).toBeGreaterThan(2 * error)
    expect(mean).toBeGreaterThan(0)
  })

  test("linear t and x without a penalty are the same", () => {
    const [t, x] = (["t", "x"] as const).map((learner) => predictUplift(fitUplift(learner, "linear", known, 0), fresh)) as [Float64Array, Float64Array]
    expect(Math.max(...t.map((v, i) => Math.abs(v - (x[i] as number))))).toBeLessThan(1e-9)
  })

  test("the transformed outcome's mean is the mean effect, within four standard errors", () => {
    const scores = predictUplift(fitUplift("transformed", "linear", known, 1e12), fresh)
    const transformed = known.outcome.map((y, i) => (y * ((known.treated[i] as number) - 0.5)) / 0.25)
    const [mean, truth] = [transformed, known.truth].map((v) => v.reduce((a, b) => a + b, 0) / v.length) as [number, number]
    const error = Math.sqrt(transformed.reduce((sum, v) => sum + (v - mean) ** 2, 0)) / transformed.length
    expect(scores[0]).toBeCloseTo(mean, 6)
    expect(Math.abs(mean - truth)).toBeLessThan(4 * error)
  })

  test("without an effect none is claimed beyond what noise allows, and a model is plain data", () => {
    const none = trial(4000, 0.3, 55, baseline, () => 0)
    for (const learner of learners) {
      const model = fitUplift(learner, "linear", none)
      const scores = predictUplift(model, fresh)
      expect(Math.sqrt(meanSquare(scores, new Float64Array(scores.length)))).toBeLessThan(0.25)
      expect([...predictUplift(structuredClone(JSON.parse(JSON.stringify(model))), fresh)]).toEqual([...scores])
    }
  })

  test("one arm alone, unknown values and a single row give numbers", () => {
    for (const learner of learners)
      for (const base of ["linear", "trees"] as const) {
        const odd: Trial = { width: 2, x: [1, Number.NaN, 2, Number.NaN], treated: [1, 1], outcome: [3, 4], propensity: 0.5 }
        expect([...predictUplift(fitUplift(learner, base, odd), odd)].every(Number.isFinite)).toBe(true)
      }
  })
})
