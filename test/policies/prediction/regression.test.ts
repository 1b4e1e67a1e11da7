import { fc, test as property } from "@fast-check/vitest"
import { describe, expect, test } from "vitest"
import { fitBoosted, predictBoosted } from "../../../policies/prediction/boostedTrees.ts"
import { solve } from "../../../policies/prediction/cholesky.ts"
import { fitLogistic, fitRidge, predict, priorCorrected } from "../../../policies/prediction/linear.ts"
import { auc } from "../../../policies/prediction/quality.ts"
import { distil, predictTables } from "../../../policies/prediction/treeTables.ts"
import { chance, normals, uniforms } from "./luck.ts"

/** Launches of the space shuttle before Challenger: temperature (°F), and whether an O-ring was damaged. Dalal, Fowlkes & Hoadley, JASA 1989, table 1. */
const temperature = [66, 70, 69, 68, 67, 72, 73, 70, 57, 63, 70, 78, 67, 53, 67, 75, 70, 81, 76, 79, 75, 76, 58]
const damaged = [0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1]

describe("logistic regression", () => {
  test("O-rings: 15.043 − .232 temperature, as Agresti, An Introduction to Categorical Data Analysis, prints them", () => {
    const { constant, weights } = fitLogistic({ width: 1, x: temperature }, damaged, { ridge: 0 })
    expect(constant).toBeCloseTo(15.0429, 3)
    expect(weights[0]).toBeCloseTo(-0.2322, 4)
  })

  test("one feature of two values: the log odds ratio, a closed form", () => {
    const x = [...new Array(30).fill(0), ...new Array(20).fill(1)]
    const y = x.map((v, i) => (v === 0 ? Number(i < 6) : Number(i < 42)))
    const { constant, weights } = fitLogistic({ width: 1, x }, y, { ridge: 0 })
    expect(constant).toBeCloseTo(Math.log(6 / 24), 8)
    expect(weights[0]).toBeCloseTo(Math.log(12 / 8) - Math.log(6 / 24), 8)
  })

  test("a weight of two is the row twice; more penalty, less slope; the mean prediction is the share of ones", () => {
    const doubled = { width: 1, x: [...temperature, ...temperature.slice(0, 9)] }
    const once = fitLogistic(doubled, [...damaged, ...damaged.slice(0, 9)], { ridge: 0 })
    const twice = fitLogistic({ width: 1, x: temperature }, damaged, { ridge: 0, weight: damaged.map((_, i) => (i < 9 ? 2 : 1)) })
    expect(twice.weights[0]).toBeCloseTo(once.weights[0] as number, 6)
    const slopes = [0, 1, 10, 100].map((ridge) => Math.abs(fitLogistic({ width: 1, x: temperature }, damaged, { ridge }).weights[0] as number))
    for (let k = 1; k < slopes.length; k++) expect(slopes[k]).toBeLessThan(slopes[k - 1] as number)
    for (const ridge of [0, 5]) {
      const model = fitLogistic({ width: 1, x: temperature }, damaged, { ridge })
      const mean = [...predict(model, { width: 1, x: temperature })].reduce((sum, s) => sum + chance(s) / 23, 0)
      expect(mean).toBeCloseTo(7 / 23, 6)
    }
  })

  test("copes with one class, unknown values, constant columns, separable classes and no rows", () => {
    const none = fitLogistic({ width: 1, x: [1, 2, 3] }, [0, 0, 0], { prior: [0.5, 0.5] })
    expect(chance(predict(none, { width: 1, x: [2] })[0] as number)).toBeCloseTo(0.5 / 4, 2)
    const odd = fitLogistic({ width: 3, x: [1, Number.NaN, 7, 2, Number.NaN, 7, Number.NaN, Number.NaN, 7, 4, Number.NaN, 7] }, [0, 1, 0, 1])
    expect([...predict(odd, { width: 3, x: [Number.NaN, Number.NaN, Number.NaN] })].every(Number.isFinite)).toBe(true)
    expect(odd.weights.slice(1)).toEqual([0, 0])
    const apart = fitLogistic({ width: 1, x: [1, 2, 3, 4] }, [0, 0, 1, 1], { ridge: 0 })
    expect(Number.isFinite(apart.weights[0])).toBe(true)
    expect(predict(fitLogistic({ width: 1, x: [] }, [], { prior: [1, 1] }), { width: 1, x: [3] })[0]).toBe(0)
  })

  test("a sample with half of the zeros thrown away, corrected, gives the population's chances", () => {
    const next = uniforms(5)
    const all = Array.from({ length: 40_000 }, () => {
      const x = 2 * next() - 1
      return { x, y: Number(next() < chance(-2 + 1.5 * x)) }
    })
    const sample = all.filter(({ y }) => y === 1 || next() < 0.5)
    const share = (rows: typeof all) => rows.reduce((sum, { y }) => sum + y, 0) / rows.length
    const fit = (rows: typeof all) =>
      fitLogistic(
        { width: 1, x: rows.map(({ x }) => x) },
        rows.map(({ y }) => y),
        { ridge: 0 },
      )
    expect(fit(sample).constant).toBeGreaterThan(-1.6)
    expect(priorCorrected(fit(sample), share(sample), share(all)).constant).toBeCloseTo(-2, 1)
  })
})

test("ridge regression without a penalty goes through points on a plane, and solving undoes multiplying", () => {
  const x = [1, 2, 3, -1, 0, 4, 2, 2, 5, 7]
  const y = [0, 1, 2, 3, 4].map((r) => 3 + 2 * (x[2 * r] as number) - (x[2 * r + 1] as number))
  const { constant, weights } = fitRidge({ width: 2, x }, y, { ridge: 0 })
  expect([constant, ...weights].map((v) => Number(v.toFixed(9)))).toEqual([3, 2, -1])
  expect([...solve([4, 2, 2, 3], [4 * 5 + 2 * 7, 2 * 5 + 3 * 7])].map((v) => Number(v.toFixed(9)))).toEqual([5, 7])
})

describe("boosted trees", () => {
  const next = uniforms(3)
  const width = 4
  const make = (count: number) => {
    const x = Array.from({ length: count * width }, () => 2 * next() - 1)
    const y = Array.from({ length: count }, (_, r) => Number(next() < chance(3 * Math.sign((x[r * width] as number) * (x[r * width + 1] as number)))))
    return { x, y }
  }
  const [train, held] = [make(4000), make(4000)]
  const rows = ({ x }: { x: number[] }) => ({ width, x })

  test("find an interaction that no linear model sees: the Bayes AUC within .05, against .5", () => {
    const linear = predict(fitLogistic(rows(train), train.y), rows(held))
    const trees = predictBoosted(fitBoosted(rows(train), train.y, { loss: "logistic" }), rows(held))
    const bayes = held.y.map((_, r) => Math.sign((held.x[r * width] as number) * (held.x[r * width + 1] as number)))
    expect(Math.abs(auc(linear, held.y) - 0.5)).toBeLessThan(0.04)
    expect(auc(trees, held.y)).toBeGreaterThan(auc(bayes, held.y) - 0.05)
  })

  property.prop([fc.constantFrom("logistic" as const, "squared" as const), fc.double({ min: 0.05, max: 1, noNaN: true }), fc.integer({ min: 1, max: 4 })], {
    numRuns: 10,
  })("the loss in the sample never rises", (loss, rate, depth) => {
    const losses: number[] = []
    const some = { width, x: train.x.slice(0, 400 * width) }
    fitBoosted(some, train.y.slice(0, 400), { loss, rate, depth, trees: 25 }, (now) => losses.push(now))
    expect(losses.length).toBeGreaterThan(0)
    for (let k = 1; k < losses.length; k++) expect(losses[k]).toBeLessThanOrEqual(losses[k - 1] as number)
  })

  test("distilled to tables they predict the same, unknown values included; deeper ones are refused", () => {
    const x = train.x.map((v, k) => (k % 7 === 0 ? Number.NaN : v))
    for (const depth of [1, 2]) {
      const model = fitBoosted({ width, x }, train.y, { loss: "logistic", depth })
      const [walked, looked] = [predictBoosted(model, { width, x }), predictTables(distil(model), { width, x })]
      walked.forEach((value, r) => expect(looked[r]).toBeCloseTo(value, 9))
    }
    expect(() => distil(fitBoosted({ width, x }, train.y, { loss: "logistic", depth: 3 }))).toThrow("expected a depth of at most 2; found 3")
  })

  test("squared loss: a step is found where it is, and one leaf without penalty is the mean", () => {
    const normal = normals(8)
    const x = Array.from({ length: 2000 }, () => normal())
    const y = x.map((v) => (v > 0.5 ? 4 : 1) + 0.1 * normal())
    const model = fitBoosted({ width: 1, x }, y, { loss: "squared", depth: 1, trees: 200, bins: 64 })
    const [low, high] = predictBoosted(model, { width: 1, x: [0, 1] })
    expect(low).toBeCloseTo(1, 1)
    expect(high).toBeCloseTo(4, 1)
  })

  test("cope with one class, constant and unknown columns, and no rows", () => {
    for (const [x, y] of [
      [
        [1, 2, 3, 4],
        [0, 0, 0, 0],
      ],
      [
        [5, 5, 5, 5],
        [0, 1, 0, 1],
      ],
      [
        [Number.NaN, Number.NaN],
        [0, 1],
      ],
      [[], []],
    ] as [number[], number[]][]) {
      const model = fitBoosted({ width: 1, x }, y, { loss: "logistic" })
      expect(Number.isFinite(predictBoosted(model, { width: 1, x: [2] })[0])).toBe(true)
      expect(predictTables(distil(model), { width: 1, x: [2] })[0]).toBeCloseTo(predictBoosted(model, { width: 1, x: [2] })[0] as number, 12)
    }
  })
})
