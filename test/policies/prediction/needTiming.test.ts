import { describe, expect, test } from "vitest"
import { dueWithin, expectedInterval, fitTiming, timingLogLikelihood, within } from "../../../policies/prediction/needTiming.ts"
import { logLoss } from "../../../policies/prediction/quality.ts"
import { incompleteBeta } from "../../../policies/prediction/specialFunctions.ts"
import { gammaDraw, summary, uniforms } from "./luck.ts"

/** Customers with gamma intervals whose rates are a gamma of shape 4, mean interval about 20 days, seen for 200 days, then for 7 more. */
function customers(shape: number, count: number, seed: number, stop = 0) {
  const next = uniforms(seed)
  const of = { count: [] as number[], sum: [] as number[], logs: [] as number[], elapsed: [] as number[], due: [] as number[] }
  for (let i = 0; i < count; i++) {
    const rate = (gammaDraw(4, next) / 4) * (shape / 20)
    let [time, n, sum, logs] = [0, 0, 0, 0]
    for (;;) {
      const interval = n > 0 && next() < stop ? Number.POSITIVE_INFINITY : gammaDraw(shape, next) / rate
      if (time + interval > 200) {
        of.due.push(Number(time + interval <= 207))
        break
      }
      time += interval
      n++
      sum += interval
      logs += Math.log(interval)
    }
    of.count.push(n)
    of.sum.push(sum)
    of.logs.push(logs)
    of.elapsed.push(200 - time)
  }
  return of
}

/** Log losses, customer by customer, of the timing model less those of each customer's mean interval (shrunk towards the population's), which forgets the time since the last. */
function gainOver(shape: number) {
  const [known, fresh] = [customers(shape, 1200, 31), customers(shape, 3000, 77)]
  const timing = fitTiming(known)
  const memoryless = fitRate(known)
  const differences = fresh.due.map((y, i) => {
    const [n, sum, elapsed] = [fresh.count[i] as number, fresh.sum[i] as number, fresh.elapsed[i] as number]
    const forgetful = 1 - ((memoryless.b + sum + elapsed) / (memoryless.b + sum + elapsed + 7)) ** (memoryless.a + n)
    return logLoss([forgetful], [y]) - logLoss([dueWithin(timing, n, sum, elapsed, 7)], [y])
  })
  return { timing, ...summary(differences) }
}

/** The same model with shape 1: gamma–Poisson, by moments of the counts in 200 days. */
function fitRate({ count }: { count: number[] }) {
  const mean = count.reduce((a, b) => a + b, 0) / count.length
  const variance = count.reduce((sum, n) => sum + (n - mean) ** 2, 0) / count.length
  const a = variance > mean ? mean ** 2 / (variance - mean) : 50
  return { a, b: (200 * a) / mean }
}

describe("need timing", () => {
  test("finds the regularity planted, and beats the mean interval on regular customers", () => {
    const { timing, mean, error } = gainOver(5)
    expect(Math.abs(Math.log(timing.shape / 5))).toBeLessThan(0.1)
    expect(mean).toBeGreaterThan(4 * error)
  })

  test("gains nothing on Poisson customers: there is nothing to gain", () => {
    const { timing, mean, error } = gainOver(1)
    expect(Math.abs(Math.log(timing.shape))).toBeLessThan(0.1)
    expect(Math.abs(mean)).toBeLessThan(Math.max(4 * error, 0.004))
  })

  test("finds how often customers stop", () => {
    const { due, ...known } = customers(3, 2500, 5, 0.08)
    const timing = fitTiming(known)
    expect(due).toHaveLength(2500)
    expect(Math.abs(timing.shape / 3 - 1)).toBeLessThan(0.1)
    // the first interval of each is not followed by a chance to stop
    expect(timing.stop).toBeGreaterThan(0.06)
    expect(timing.stop).toBeLessThan(0.09)
  })

  test("with shape 1 the chance does not grow with the time since the last purchase, with a greater one it does until the need", () => {
    const known = { a: 4000, b: 20_000 }
    const at = (shape: number, elapsed: number) => dueWithin({ shape, ...known, stop: 0 }, 0, 0, elapsed, 1)
    expect(at(1, 10) / at(1, 1)).toBeCloseTo(1, 1)
    for (let t = 1; t < 20; t++) expect(at(6, t + 1)).toBeGreaterThan(at(6, t))
  })

  test("shape 1 is the Pareto distribution of intervals, and chances tell the expected interval by their integral", () => {
    expect(within({ shape: 1, a: 3, b: 10 }, 2, 7, 5)).toBeCloseTo(1 - (17 / 22) ** 5, 10)
    let area = 0
    for (let t = 0.05; t < 5000; t += 0.1) area += 0.1 * (1 - within({ shape: 2.5, a: 4, b: 30 }, 1, 12, t))
    expect(area).toBeCloseTo(expectedInterval({ shape: 2.5, a: 4, b: 30 }, 1, 12), 1)
    expect(expectedInterval({ shape: 1, a: 0.5, b: 1 }, 0, 0)).toBe(Number.POSITIVE_INFINITY)
  })

  test("the likelihood of one interval is its density, which sums to one", () => {
    let mass = 0
    for (let t = 0.05; t < 3000; t += 0.1) mass += 0.1 * Math.exp(timingLogLikelihood({ shape: 2, a: 3, b: 20, stop: 0 }, 1, t, Math.log(t), 0))
    expect(mass).toBeCloseTo(1, 2)
  })

  test("the incomplete beta function: binomial sums and its mirror (Abramowitz & Stegun 26.5.24)", () => {
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k)
    for (const [x, a, n] of [
      [0.3, 2, 9],
      [0.9, 5, 12],
      [0.02, 1, 30],
    ] as const) {
      let sum = 0
      for (let k = a; k <= n; k++) sum += choose(n, k) * x ** k * (1 - x) ** (n - k)
      expect(incompleteBeta(x, a, n - a + 1)).toBeCloseTo(sum, 12)
      expect(incompleteBeta(x, a, n - a + 1) + incompleteBeta(1 - x, n - a + 1, a)).toBeCloseTo(1, 12)
    }
  })

  test("copes without any interval", () => {
    expect(fitTiming({ count: [0, 0], sum: [0, 0], logs: [0, 0], elapsed: [3, 9] })).toEqual({ shape: 1, a: 1, b: 1, stop: 0 })
  })
})
