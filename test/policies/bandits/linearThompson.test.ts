import { describe, expect, test } from "vitest"
import { linearThompson } from "../../../policies/bandits/linearThompson.ts"
import { dot, evenly, inverse, randomAt, rowsTo, times } from "./linear.ts"

const trials = [
  { x: [1, 0.5], y: 0.3 },
  { x: [1, -1], y: 1.2 },
  { x: [1, 2], y: -0.4 },
]

describe("linear Thompson sampling", () => {
  test("draws from N(xᵀθ̂, v² xᵀA⁻¹x) with θ̂ = A⁻¹ Σ xy, A = I + Σ xxᵀ (Agrawal & Goyal 2013, Algorithm 1)", () => {
    const v = 0.7
    const bandit = linearThompson(evenly(2, 2, 1), v)
    for (const { x, y } of trials) bandit.update(x, 1, y, randomAt(0))
    const covariance = inverse(
      [0, 1].map((i) => [0, 1].map((j) => (i === j ? 1 : 0) + trials.reduce((s, { x }) => s + (x[i] as number) * (x[j] as number), 0))),
    )
    const mean = times(
      covariance,
      [0, 1].map((i) => trials.reduce((s, { x, y }) => s + (x[i] as number) * y, 0)),
    )
    const asked = [1, 0.8]
    const n = 40_000
    const { worth } = bandit.judge({ rows: rowsTo(n), x: Float64Array.from({ length: 2 * n }, (_, j) => asked[j % 2] as number) }, randomAt(1))
    for (const [arm, m, s] of [
      [1, dot(asked, mean), v * Math.sqrt(dot(asked, times(covariance, asked)))],
      [0, 0, v * Math.sqrt(dot(asked, asked))],
    ] as const) {
      const draws = Array.from({ length: n }, (_, r) => worth[2 * r + arm] as number)
      const average = draws.reduce((a, b) => a + b, 0) / n
      const variance = draws.reduce((a, b) => a + (b - average) ** 2, 0) / n
      expect(Math.abs(average - m)).toBeLessThan((4 * s) / Math.sqrt(n))
      expect(Math.abs(variance / (s * s) - 1)).toBeLessThan(4 * Math.sqrt(2 / n))
    }
  })

  test("with shared coefficients draws arms' differences as the joint posterior has them", () => {
    // y = x·β + x·θ₁ for arm 1, x·β for the control: the worth of arm 1 over the control is x·θ₁, marginally normal
    const bandit = linearThompson(evenly(2, 1, 0.5, { shared: 2, control: true }), 1)
    const [controls, treated] = [
      [0.2, 1.4, 0.9],
      [2.0, 1.1],
    ]
    for (const y of controls as number[]) bandit.update([1], 0, y, randomAt(0))
    for (const y of treated as number[]) bandit.update([1], 1, y, randomAt(0))
    const covariance = inverse([
      [1 / 4 + 5, 2],
      [2, 4 + 2],
    ])
    const [, effect] = times(covariance, [5.6, 3.1])
    const variance = (covariance[1] as number[])[1] as number
    const n = 20_000
    const gaps = Array.from({ length: n }, (_, t) => {
      const { worth } = bandit.judge({ rows: [t], x: [1] }, randomAt(t))
      return (worth[1] as number) - (worth[0] as number)
    })
    const average = gaps.reduce((a, b) => a + b, 0) / n
    const spread = gaps.reduce((a, b) => a + (b - average) ** 2, 0) / n
    expect(Math.abs(average - (effect as number))).toBeLessThan(4 * Math.sqrt(variance / n))
    expect(Math.abs(spread / variance - 1)).toBeLessThan(4 * Math.sqrt(2 / n))
  })
})
