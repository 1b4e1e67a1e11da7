import { describe, expect, test } from "vitest"
import { auc, brier, calibrationError, logLoss, qini, reliability, upliftCurve } from "../../../policies/prediction/quality.ts"
import { normals, uniforms } from "./luck.ts"

describe("quality of predictions", () => {
  test("AUC counts pairs, ties half", () => {
    expect(auc([0.9, 0.8, 0.3, 0.1], [1, 0, 1, 0])).toBe(0.75)
    expect(auc([0.5, 0.5], [1, 0])).toBe(0.5)
    expect(auc([0.1, 0.2], [1, 1])).toBeNaN()
  })

  test("AUC of two normals one apart is Φ(1/√2) = .7602, within four standard errors (Hanley & McNeil 1982)", () => {
    const normal = normals(4)
    const labels = Array.from({ length: 4000 }, (_, i) => i % 2)
    const scores = labels.map((label) => label + normal())
    const a = 0.76025
    const [q1, q2] = [a / (2 - a), (2 * a * a) / (1 + a)]
    const error = Math.sqrt((a * (1 - a) + 1999 * (q1 - a * a) + 1999 * (q2 - a * a)) / (2000 * 2000))
    expect(Math.abs(auc(scores, labels) - a)).toBeLessThan(4 * error)
  })

  test("a true model is calibrated: each decile within four standard errors; a boastful one is not", () => {
    const next = uniforms(9)
    const chances = Array.from({ length: 20_000 }, () => next() ** 2)
    const labels = chances.map((p) => Number(next() < p))
    const groups = reliability(chances, labels)
    expect(groups.length).toBe(10)
    for (const { count, predicted, came } of groups) expect(Math.abs(predicted - came)).toBeLessThan(4 * Math.sqrt((predicted * (1 - predicted)) / count))
    // mean of ten absolute errors of chance: each half-normal
    const noise = groups.reduce((sum, { count, predicted }) => sum + 0.08 * Math.sqrt((predicted * (1 - predicted)) / count), 0)
    expect(calibrationError(groups)).toBeLessThan(3 * noise)
    expect(calibrationError(reliability(chances.map(Math.sqrt), labels))).toBeGreaterThan(0.1)
  })

  test("log loss and Brier score are least for the true chances, and the Brier score is then the mean of p(1 − p)", () => {
    const next = uniforms(21)
    const chances = Array.from({ length: 20_000 }, () => 0.1 + 0.8 * next())
    const labels = chances.map((p) => Number(next() < p))
    for (const wrong of [(p: number) => p ** 2, (p: number) => p + 0.05, () => 0.5]) {
      expect(logLoss(chances, labels)).toBeLessThan(logLoss(chances.map(wrong), labels))
      expect(brier(chances, labels)).toBeLessThan(brier(chances.map(wrong), labels))
    }
    expect(brier(chances, labels)).toBeCloseTo(
      chances.reduce((sum, p) => sum + (p * (1 - p)) / chances.length, 0),
      2,
    )
    expect(logLoss([0, 1], [1, 0])).toBeLessThan(30)
  })

  test("the uplift curve ends at the mean effect whatever the scores; Qini is (mean of the top half's excess)/… for a step effect, 0 for luck", () => {
    const next = uniforms(13)
    const effect = Array.from({ length: 20_000 }, (_, i) => (i % 2 === 0 ? 2 : 0))
    const treated = effect.map(() => Number(next() < 0.5))
    const outcomes = effect.map((e, i) => e * (treated[i] as number) + next())
    const [right, luck] = [upliftCurve(effect, treated, outcomes), upliftCurve(effect.map(next), treated, outcomes)]
    expect(right.at(-1)?.gain).toBeCloseTo(1, 1)
    expect(luck.at(-1)?.gain).toBeCloseTo(right.at(-1)?.gain as number, 9)
    // the curve rises to 1 at half of the customers and stays: an area of ¾, less the ½ of chance
    expect(qini(right)).toBeCloseTo(0.25, 1)
    expect(Math.abs(qini(luck))).toBeLessThan(0.02)
  })
})
