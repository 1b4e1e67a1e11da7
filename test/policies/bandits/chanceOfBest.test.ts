import { describe, expect, test } from "vitest"
import { chanceOfGreatest } from "../../../policies/bandits/bootstrapThompson.ts"
import { chanceOfBest } from "../../../policies/bandits/chanceOfBest.ts"
import { gammaCdf } from "../../../policies/bandits/gammaCdf.ts"
import { betaPosterior, gammaPosterior, normalPosterior } from "../../../policies/bandits/posteriors.ts"
import { logGammaFunction } from "../../../sim/distributions.ts"
import { normalCdf } from "../../../sim/math.ts"

describe("chance to be the greatest", () => {
  test.each([
    [0, 1, 0, 1],
    [0, 1, 0.5, 2],
    [0, 1, 3, 0.01],
    [0, 1e-4, 1e-4, 1],
  ])("two normals (%s, %s), (%s, %s): Φ of the difference by its deviation", (m, s, n, r) => {
    const [, second] = chanceOfBest(normalPosterior, [m, n], [s, r])
    expect(second).toBeCloseTo(normalCdf((n - m) / Math.sqrt(s * s + r * r)), 3)
  })

  test("Beta(a, b) against Beta(c, d), a whole: Σ B(c + i, b + d) / ((b + i) B(1 + i, b) B(c, d))", () => {
    const lnBeta = (p: number, q: number) => logGammaFunction(p) + logGammaFunction(q) - logGammaFunction(p + q)
    for (const [a, b, c, d] of [
      [3, 5, 2, 7],
      [120, 880, 130, 870],
      [1, 1, 40, 10],
    ] as const) {
      // P(X > Y), X ~ Beta(a, b): Miller, "Formulas for Bayesian A/B testing" (2014), eq. 6
      let chance = 0
      for (let i = 0; i < a; i++) chance += Math.exp(lnBeta(c + i, b + d) - Math.log(b + i) - lnBeta(1 + i, b) - lnBeta(c, d))
      expect(chanceOfBest(betaPosterior, [a, c], [b, d])[0]).toBeCloseTo(chance, 3)
    }
  })

  test("gammas of shape 1: the chance is the other's rate by the sum, for any number of arms by inclusion and exclusion", () => {
    const [first] = chanceOfBest(gammaPosterior, [1, 1], [2, 3])
    expect(first).toBeCloseTo(3 / 5, 3)
    // P(X₁ largest of three) = 1 − λ₁/(λ₁+λ₂) − λ₁/(λ₁+λ₃) + λ₁/(λ₁+λ₂+λ₃)
    const [a, b, c] = [2, 3, 5]
    expect(chanceOfBest(gammaPosterior, [1, 1, 1], [a, b, c])[0]).toBeCloseTo(1 - a / (a + b) - a / (a + c) + a / (a + b + c), 3)
  })

  test("values alike share alike, in whatever company", () => {
    const chances = chanceOfBest(normalPosterior, [0, 0, 0, 1], [1, 1, 1, 1])
    expect(chances[0]).toBe(chances[1])
    expect(chances.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
    expect([...chanceOfBest(betaPosterior, new Array(7).fill(2), new Array(7).fill(3))]).toEqual(new Array(7).fill(1 / 7))
  })

  test("of lists: counted exactly, the first wins ties", () => {
    expect(
      [
        ...chanceOfGreatest([
          [1, 4],
          [2, 3],
        ]),
      ].map((x) => Number(x.toFixed(12))),
    ).toEqual([0.5, 0.5])
    expect(
      [
        ...chanceOfGreatest([
          [1, 2],
          [2, 2],
          [0, 5],
        ]),
      ].map((x) => Number(x.toFixed(12))),
    ).toEqual([0.25, 0.25, 0.5])
    expect([...chanceOfGreatest([[1], [1]])]).toEqual([1, 0])
  })
})

test("the incomplete gamma function: closed forms on both sides of the mean", () => {
  for (const x of [0.1, 1, 5, 30]) {
    expect(gammaCdf(1, 2)(x)).toBeCloseTo(1 - Math.exp(-2 * x), 12)
    expect(gammaCdf(3, 1)(x)).toBeCloseTo(1 - Math.exp(-x) * (1 + x + (x * x) / 2), 12)
    expect(gammaCdf(0.5, 1)(x)).toBeCloseTo(2 * normalCdf(Math.sqrt(2 * x)) - 1, 12) // chi-squared of one degree
  }
  expect(gammaCdf(1e6, 1)(1e6)).toBeCloseTo(0.5 + 1 / (3 * Math.sqrt(2 * Math.PI * 1e6)), 6) // the median's offset
})
