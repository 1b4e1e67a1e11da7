import { fc, test } from "@fast-check/vitest"
import { describe, expect, test as plainly } from "vitest"
import { LinearArms } from "../../../policies/bandits/linearArms.ts"
import { linUcb, plain } from "../../../policies/bandits/linUcb.ts"
import { dot, evenly, inverse, randomAt, rowsTo, times } from "./linear.ts"

const history = [
  [0, 1, 2, 3, 5],
  [1, 1, 1, 1, 1],
  [0, 0, 1, 0, 0],
  [0, 2, 2, 3, 5],
  [1, 3, 1, 1, 1],
  [0, 0, 0, 0, 0],
  [0, 1, 4, 3, 5],
  [0, 1, 2, 4, 5],
  [1, 2, 1, 1, 3],
  [0, 2, 1, 0, 0],
]
const asked = { rows: rowsTo(2), x: [0, 1, 2, 3, 5, 1, 1, 1, 1, 1] }
const after = (alpha: number, arms: readonly number[], rewards: readonly number[], order = history.map((_, n) => n)) => {
  const bandit = linUcb(plain(3, 5), alpha)
  for (const n of order) bandit.update(history[n] as number[], (arms[n] as number) - 1, rewards[n] as number, randomAt(0))
  return bandit
}

describe("LinUCB", () => {
  // the expectations that MABWiser (Strong, Kleynhans & Kadıoğlu 2019, 2021) publishes in tests/test_linucb.py: test_alpha0_expectations, test_alpha1_expectations
  plainly("scores as MABWiser publishes them, in whatever order rewards come", () => {
    const means = [-0.018378378378378413, 0, 0.9966292134831471, 0.14054054054054055, 0, 0.43258426966292074]
    const bounds = [0.9790312458954391, 1.1617706239438832, 1.4247056229871702, 0.8896475809353053, 0.923364043088837, 1.457085577251709]
    for (const order of [undefined, [9, 3, 1, 4, 0, 2, 8, 6, 7, 5]]) {
      const greedy = after(0, [1, 1, 1, 2, 2, 2, 3, 3, 3, 1], [0, 0, 0, 0, 0, 0, 1, 1, 1, 1], order)
      greedy.judge(asked, randomAt(0)).worth.forEach((value, k) => expect(value).toBeCloseTo(means[k] as number, 12))
      const optimistic = after(1, [1, 1, 1, 2, 2, 3, 3, 3, 3, 3], [0, 0, 1, 0, 0, 0, 0, 1, 1, 1], order)
      optimistic.judge(asked, randomAt(0)).worth.forEach((value, k) => expect(value).toBeCloseTo(bounds[k] as number, 12))
    }
  })

  plainly("of one feature is a shrunken mean and its count: (Σ y + α √(1 + n))/(1 + n)", () => {
    const bandit = linUcb(plain(2, 1), 2)
    for (const y of [1, 0, 1, 1]) bandit.update([1], 0, y, randomAt(0))
    const { worth } = bandit.judge({ rows: [0], x: [1] }, randomAt(0))
    expect(worth[0]).toBeCloseTo(3 / 5 + 2 / Math.sqrt(5), 12)
    expect(worth[1]).toBeCloseTo(2, 12)
  })

  const value = fc.integer({ min: -3, max: 3 })
  const trial = fc.record({ arm: fc.nat(2), x: fc.tuple(value, value), y: value })
  test.prop([fc.array(trial, { maxLength: 20 }), fc.tuple(value, value), fc.boolean()], { seed: 11 })(
    "hybrid is one ridge regression on shared and own features together (Algorithm 2 by its block inverse)",
    (trials, x, control) => {
      const shape = { ...evenly(3, 2, 0.5, { shared: 2 }), control }
      const model = new LinearArms(shape)
      for (const { arm, x, y } of trials) model.add(arm, x, y)
      // the joint design: [x, 0 … x at the arm's place … 0]
      const wide = (arm: number, x: readonly number[]) =>
        Array.from({ length: 8 }, (_, j) => (j < 2 || (Math.floor(j / 2) - 1 === arm && !(control && arm === 0)) ? (x[j % 2] as number) : 0))
      const a = Array.from({ length: 8 }, (_, i) => Array.from({ length: 8 }, (_, j) => (i === j ? (i < 2 ? 0.25 : 4) : 0)))
      const b = new Array<number>(8).fill(0)
      for (const { arm, x, y } of trials) {
        const z = wide(arm, x)
        z.forEach((zi, i) => {
          b[i] = (b[i] as number) + zi * y
          z.forEach((zj, j) => {
            ;(a[i] as number[])[j] = ((a[i] as number[])[j] as number) + zi * zj
          })
        })
      }
      const covariance = inverse(a)
      const mean = times(covariance, b)
      const shared = model.sharedMean()
      for (let arm = 0; arm < 3; arm++) {
        const z = wide(arm, x)
        expect(dot(x, shared) + dot(x, model.own(arm, shared))).toBeCloseTo(dot(z, mean), 9)
        expect(model.variance(arm, Float64Array.from(x))).toBeCloseTo(dot(z, times(covariance, z)), 9)
      }
    },
  )
})
