import { fc, test } from "@fast-check/vitest"
import { describe, expect } from "vitest"
import { poisson } from "../../bench/validate/closedForms.ts"
import { beta, gamma, gammaTail, lognormal, poissonThresholds, twoPoints } from "../../sim/distributions.ts"
import * as L from "../../sim/kernel/layout.ts"
import { poissonCount } from "../../sim/math.ts"
import { key, stream, type Uniforms } from "../../sim/random.ts"

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true })

/** P(X ≤ k) of a Poisson count for every k below `length`. */
function poissonCdf(rate: number, length: number): number[] {
  let sum = 0
  return Array.from({ length }, (_, k) => (sum += poisson(k, rate)))
}

function uniforms(seed: number): Uniforms {
  return stream(key({ seed, replication: 0 }, 0), 99)
}

describe("poissonThresholds", () => {
  test.prop([fc.oneof(between(1e-9, 5), between(5, 100))], { numRuns: 300 })("reproduce P(X ≤ k) within 2^-32, as far as they go", (rate) => {
    const out = new Int32Array(L.MAX_COUNT)
    const steps = poissonThresholds(rate, out, 0, L.MAX_COUNT)
    const cdf = poissonCdf(rate, L.MAX_COUNT)
    const rounding = 1e-12 // of the closed form
    for (let k = 0; k < steps; k++) {
      const reached = (((out[k] as number) ^ 0x80000000) >>> 0) + 1 // the word at which the count exceeds k
      expect(Math.abs(reached / 2 ** 32 - (cdf[k] as number))).toBeLessThanOrEqual(2 ** -32 + rounding)
      if (k > 0) expect(out[k]).toBeGreaterThanOrEqual(out[k - 1] as number)
    }
    if (steps < L.MAX_COUNT) expect(1 - (cdf[steps] as number)).toBeLessThanOrEqual(2 ** -32 + rounding)
  })

  test("a rate of 0, of NaN and a negative one expose nobody", () => {
    for (const rate of [0, -0, -1, Number.NaN]) expect(poissonThresholds(rate, new Int32Array(4), 0, 4)).toBe(0)
  })

  test("write from where they are told, no more than they may", () => {
    const out = new Int32Array(12).fill(7)
    expect(poissonThresholds(3, out, 4, 5)).toBe(5)
    expect([...out.subarray(0, 4), ...out.subarray(9)]).toEqual(Array(7).fill(7))
  })
})

describe("poissonCount", () => {
  const u = between(2 ** -33, 1 - 2 ** -33) // what a word gives; at 0 the inversion has no end
  const rate = fc.oneof(between(0, 3), between(0, 60))
  test.prop([rate, rate, u], { numRuns: 2000 })(
    "never falls with the rate",
    (a, b, u) => void expect(poissonCount(Math.min(a, b), u)).toBeLessThanOrEqual(poissonCount(Math.max(a, b), u)),
  )
  test.prop([rate, u, u], { numRuns: 2000 })(
    "never rises with u",
    (rate, a, b) => void expect(poissonCount(rate, Math.min(a, b))).toBeGreaterThanOrEqual(poissonCount(rate, Math.max(a, b))),
  )
  test("is 0 at rate 0 and at most 63", () => {
    expect(poissonCount(0, 0)).toBe(0)
    expect(poissonCount(600, 0.5)).toBe(63)
  })

  test.each([0.001, 0.1, 0.9, 2.5, 8, 20])("of rate %f: every frequency is within 4 standard errors of the exact distribution", (rate) => {
    const n = 200_000
    const draw = uniforms(1)
    const seen = new Float64Array(64)
    for (let i = 0; i < n; i++) seen[poissonCount(rate, draw())]!++
    seen.forEach((count, k) => {
      const p = poisson(k, rate)
      if (n * p > 5) expect(Math.abs(count / n - p), `count ${k}`).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / n))
    })
  })
})

/** Expects mean and variance of a fixed sample within 4 standard errors; the variance's from the sample's fourth moment. */
function expectMoments(draw: (uniforms: Uniforms) => number, mean: number, variance: number): void {
  const n = 100_000
  const source = uniforms(2)
  const sample = Array.from({ length: n }, () => draw(source))
  const average = sample.reduce((a, b) => a + b, 0) / n
  const central = (power: number) => sample.reduce((sum, x) => sum + (x - average) ** power, 0) / n
  expect(Math.abs(average - mean)).toBeLessThan(4 * Math.sqrt(variance / n))
  expect(Math.abs(central(2) - variance)).toBeLessThan(4 * Math.sqrt((central(4) - central(2) ** 2) / n))
}

describe("samplers have their distribution's mean and variance within 4 standard errors", () => {
  test.each([
    [0.05, 1],
    [0.3, 2],
    [1, 0.1],
    [2.5, 3],
    [40, 7],
  ])("gamma of shape %f and mean %f", (shape, mean) => expectMoments((u) => gamma(shape, mean, u), mean, mean ** 2 / shape))

  test.each([
    [0.5, 20],
    [0.793, 2.426],
    [1, 1],
    [30, 4],
  ])("Beta(%f, %f)", (a, b) => expectMoments((u) => beta(a, b, u), a / (a + b), (a * b) / ((a + b) ** 2 * (a + b + 1))))

  test.each([
    [1, 0],
    [3.3, 0.3],
    [1.5, 0.5],
    [20, 1],
  ])("lognormal of mean %f and sigma %f", (mean, sigma) => {
    if (sigma === 0) expect(lognormal(mean, sigma, uniforms(2))).toBe(mean)
    else expectMoments((u) => lognormal(mean, sigma, u), mean, mean ** 2 * (Math.exp(sigma ** 2) - 1))
  })

  test("gammaTail is the share of gamma draws that reach x, and exact for whole shapes", () => {
    const n = 100_000
    const draw = uniforms(3)
    for (const [shape, mean] of [
      [0.3, 1],
      [4, 2],
      [80, 5],
    ] as const) {
      const sample = Array.from({ length: n }, () => gamma(shape, mean, draw))
      for (const x of [0.1, 0.8, 1, 1.3].map((k) => k * mean)) {
        const p = gammaTail(x, mean, mean ** 2 / shape)
        expect(Math.abs(sample.filter((y) => y >= x).length / n - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / n) + 1e-9)
      }
    }
    for (const x of [0.1, 1.9, 2.1, 5, 20]) {
      expect(gammaTail(x, 1, 1) / Math.exp(-x)).toBeCloseTo(1, 10) // Exponential
      expect(gammaTail(x, 2, 2) / (Math.exp(-x) * (1 + x))).toBeCloseTo(1, 10) // Erlang of two
    }
    expect(gammaTail(0, 1, 1)).toBe(1)
    expect(gammaTail(1, 0, 1)).toBe(0)
    expect([gammaTail(0.9, 1, 0), gammaTail(1.1, 1, 0)]).toEqual([1, 0])
  })

  test("two points have the mean, variance and skewness asked for", () => {
    for (const [mean, deviation, skewness] of [
      [1, 0.5, 0],
      [2, 1, 1.3],
      [0.1, 0.1, 2.5],
    ] as const) {
      const moment = (k: number) => twoPoints(mean, deviation, skewness).reduce((sum, { at, share }) => sum + share * ((at - mean) / deviation) ** k, 0)
      ;[1, 0, 1, skewness].forEach((expected, k) => expect(moment(k)).toBeCloseTo(expected, 12))
    }
  })
})
