import { describe, expect, test } from "vitest"
import { logistic, logisticThompson } from "../../../policies/bandits/logisticThompson.ts"
import { evenly, randomAt } from "./linear.ts"

const random = randomAt(4)
const trials = Array.from({ length: 60 }, () => {
  const x = [1, random.normal()]
  return { x, y: random.next() < logistic(-1 + 1.5 * (x[1] as number)) ? 1 : 0 }
})
/** Minus the log posterior, with independent N(0, 2²) priors. */
const energy = (w: readonly number[], of = trials) =>
  w.reduce((sum, wi) => sum + (wi * wi) / 8, 0) -
  of.reduce((sum, { x, y }) => sum + Math.log(logistic((y ? 1 : -1) * ((x[0] as number) * (w[0] as number) + (x[1] as number) * (w[1] as number)))), 0)
const moved = (w: readonly number[], i: number, by: number) => w.map((wi, j) => (i === j ? wi + by : wi))

describe("logistic Thompson sampling", () => {
  test("has the posterior's mode for its mean and the Hessian there for its precision (Chapelle & Li 2011, Algorithm 3)", () => {
    const bandit = logisticThompson(evenly(2, 2, 2))
    for (const { x, y } of trials) bandit.update(x, 1, y, random)
    const belief = bandit.belief()
    const mode = [...belief.own(1, belief.sharedMean())]
    const h = 1e-4
    for (const i of [0, 1]) expect(Math.abs((energy(moved(mode, i, h)) - energy(moved(mode, i, -h))) / (2 * h))).toBeLessThan(1e-6)
    const hessian = [0, 1].map((i) =>
      [0, 1].map(
        (j) =>
          (energy(moved(moved(mode, i, h), j, h)) -
            energy(moved(moved(mode, i, h), j, -h)) -
            energy(moved(moved(mode, i, -h), j, h)) +
            energy(moved(moved(mode, i, -h), j, -h))) /
          (4 * h * h),
      ),
    )
    const determinant = (hessian[0] as number[])[0]! * (hessian[1] as number[])[1]! - (hessian[0] as number[])[1]! ** 2
    expect(belief.ownVariance(1, Float64Array.of(1, 0))).toBeCloseTo(((hessian[1] as number[])[1] as number) / determinant, 4)
    expect(belief.ownVariance(1, Float64Array.of(0, 1))).toBeCloseTo(((hessian[0] as number[])[0] as number) / determinant, 4)
    // the diagonal alone, which the paper keeps, is this precision
    const [p00, p11] = [0, 1].map((i) => 0.25 + trials.reduce((s, { x }) => s + (x[i] as number) ** 2 * slope(mode, x), 0))
    expect((hessian[0] as number[])[0]).toBeCloseTo(p00 as number, 3)
    expect((hessian[1] as number[])[1]).toBeCloseTo(p11 as number, 3)
  })

  test("learns in batches nearly what it learns at once, and about shared coefficients from every arm", () => {
    const [once, often] = [logisticThompson(evenly(3, 2, 1, { shared: 2, control: true })), logisticThompson(evenly(3, 2, 1, { shared: 2, control: true }))]
    trials.forEach(({ x, y }, n) => {
      once.update(x, n % 3, y, random)
      often.update(x, n % 3, y, random)
      if (n % 10 === 9) often.belief()
    })
    const [a, b] = [once.belief().sharedMean(), often.belief().sharedMean()]
    a.forEach((w, j) => expect(Math.abs(w - (b[j] as number))).toBeLessThan(0.15))
    expect(a[1]).toBeGreaterThan(0.7)
  })

  test("is not thrown by rewards that separate perfectly, however weak the prior", () => {
    const bandit = logisticThompson(evenly(1, 2, 100))
    for (let n = 0; n < 50; n++) bandit.update([1, n < 25 ? -1 - n : n], 0, n < 25 ? 0 : 1, random)
    const belief = bandit.belief()
    for (const w of belief.own(0, belief.sharedMean())) expect(Number.isFinite(w)).toBe(true)
    expect(bandit.judge({ rows: [0, 1], x: [1, -5, 1, 60] }, randomAt(1)).worth[1]).toBeGreaterThan(0.9)
  })

  test("weighs a yes by what it is worth, and says what it cannot take", () => {
    const bandit = logisticThompson(evenly(2, 1, 1), [10, 1])
    for (let n = 0; n < 300; n++) {
      bandit.update([1], 0, n % 10 === 0 ? 1 : 0, random)
      bandit.update([1], 1, n % 2, random)
    }
    const { worth } = bandit.judge({ rows: [0], x: [1] }, randomAt(2))
    expect(worth[0]).toBeGreaterThan(worth[1] as number)
    expect(() => bandit.update([1], 0, 1.5, random)).toThrow("reward: expected a number from 0 to 1; found 1.5")
    expect(() => logisticThompson(evenly(2, 1, 1), [1, 0])).toThrow("yes: expected 2 numbers above 0; found [1,0]")
  })
})

function slope(w: readonly number[], x: readonly number[]): number {
  const p = logistic((x[0] as number) * (w[0] as number) + (x[1] as number) * (w[1] as number))
  return p * (1 - p)
}
