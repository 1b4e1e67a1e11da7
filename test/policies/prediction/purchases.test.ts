import { describe, expect, test } from "vitest"
import { bgNbd, fitBgNbd } from "../../../policies/prediction/bgNbd.ts"
import { expectedMoney, fitGammaGamma, gammaGammaLogLikelihood } from "../../../policies/prediction/gammaGamma.ts"
import { fitParetoNbd, paretoNbd } from "../../../policies/prediction/paretoNbd.ts"
import { customers, here, later } from "./cdnow.ts"
import { gammaDraw, summary, uniforms } from "./luck.ts"

const bg = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }
const pareto = { r: 0.5534, alpha: 10.5802, s: 0.6061, beta: 11.6562 }

describe.skipIf(!here)("CDNOW", () => {
  test("BG/NBD by maximum likelihood: Fader, Hardie & Lee 2005, table 2", () => {
    const fit = fitBgNbd(customers())
    expect(fit.r).toBeCloseTo(0.243, 3)
    expect(fit.alpha).toBeCloseTo(4.414, 2)
    expect(fit.a).toBeCloseTo(0.793, 2)
    expect(fit.b).toBeCloseTo(2.426, 2)
    expect(fit.logLikelihood).toBeCloseTo(-9582.4, 1)
  })

  test("Pareto/NBD by maximum likelihood: the same table", () => {
    const fit = fitParetoNbd(customers())
    expect(fit.r).toBeCloseTo(0.553, 2)
    expect(fit.alpha).toBeCloseTo(10.578, 1)
    expect(fit.s).toBeCloseTo(0.606, 2)
    expect(fit.beta).toBeCloseTo(11.669, 1)
    expect(fit.logLikelihood).toBeCloseTo(-9595.0, 1)
  })

  test("gamma-gamma by maximum likelihood: Fader & Hardie 2013", () => {
    const { purchases, money } = customers()
    const fit = fitGammaGamma(purchases, money)
    expect(fit.p).toBeCloseTo(6.25, 1)
    expect(fit.q).toBeCloseTo(3.74, 1)
    expect(fit.v).toBeCloseTo(15.44, 1)
  })

  test("expected money of the first ten customers: the spreadsheet of Fader & Hardie 2013", () => {
    const { purchases, money } = customers()
    const published = [24.65, 18.91, 35.17, 35.17, 35.17, 71.46, 18.91, 35.17, 27.28, 35.17]
    published.forEach((value, i) => expect(expectedMoney({ p: 6.25, q: 3.74, v: 15.44 }, purchases[i] as number, money[i] as number)).toBeCloseTo(value, 1))
  })

  test("Pareto/NBD's forecast of the 39 weeks after, by past purchases (7 and more in one): Fader, Hardie & Lee 2005, figure 4, in figures as R's BTYD prints them", () => {
    const { purchases, last, observed } = customers()
    const actual = later()
    const model = paretoNbd(pareto)
    const forecast = Float64Array.from(purchases, (x, i) => {
      const history = [x, last[i] as number, observed[i] as number] as const
      return model.alive(...history) * model.ahead(39, ...history)
    })
    const mean = (values: Float64Array, x: number) => {
      const group = values.filter((_, i) => Math.min(7, purchases[i] as number) === x)
      return group.reduce((a, b) => a + b, 0) / group.length
    }
    const published = {
      actual: [0.2367, 0.697, 1.3925, 1.56, 2.5323, 2.9474, 3.8621, 6.3594],
      expected: [0.138, 0.6, 1.196, 1.714, 2.399, 2.907, 3.819, 6.403],
    }
    for (let x = 0; x <= 7; x++) {
      expect(mean(actual, x)).toBeCloseTo(published.actual[x] as number, 3)
      expect(mean(forecast, x)).toBeCloseTo(published.expected[x] as number, 2)
    }
  })

  test("BG/NBD forecasts each of these groups within 30 %, and orders them rightly, as the figure shows", () => {
    const { purchases, last, observed } = customers()
    const actual = later()
    const model = bgNbd(bg)
    let before = 0
    for (let x = 0; x <= 7; x++) {
      let [size, seen, meant] = [0, 0, 0]
      for (let i = 0; i < purchases.length; i++) {
        if (Math.min(7, purchases[i] as number) !== x) continue
        const history = [purchases[i] as number, last[i] as number, observed[i] as number] as const
        size++
        seen += actual[i] as number
        meant += model.alive(...history) * model.ahead(39, ...history)
      }
      expect(meant / size).toBeGreaterThan(before)
      expect(Math.abs(meant / seen - 1)).toBeLessThan(0.3)
      before = meant / size
    }
  })
})

describe("BG/NBD", () => {
  const model = bgNbd(bg)
  test("expects what the authors' spreadsheet shows", () => {
    const published = [0.0078, 0.0532, 0.1506, 1.0405, 1.0437, 1.8576]
    ;[0.1429, 1, 3, 31.8571, 32, 78].forEach((time, k) => expect(Math.abs(model.expected(time) / (published[k] as number) - 1)).toBeLessThan(0.01))
    expect(model.alive(2, 30.43, 38.86) * model.ahead(39, 2, 30.43, 38.86)).toBeCloseTo(1.226, 3)
  })

  test("expects what a simulated population does, within four standard errors", () => {
    const next = uniforms(11)
    const beta = (a: number, b: number) => {
      const [x, y] = [gammaDraw(a, next), gammaDraw(b, next)]
      return x / (x + y)
    }
    const counts = Array.from({ length: 20_000 }, () => {
      const rate = gammaDraw(1.2, next) / 8
      const stop = beta(0.9, 3)
      let [count, time] = [0, 0]
      for (;;) {
        time -= Math.log(next()) / rate
        if (time > 50) return count
        count++
        if (next() < stop) return count
      }
    })
    const { mean, error } = summary(counts)
    expect(Math.abs(bgNbd({ r: 1.2, alpha: 8, a: 0.9, b: 3 }).expected(50) - mean)).toBeLessThan(4 * error)
  })

  test("copes with a = 1, a + b = 1, thousands of purchases", () => {
    for (const at of [
      { ...bg, a: 1 },
      { ...bg, a: 0.4, b: 0.6 },
    ]) {
      const near = bgNbd({ ...at, a: at.a + 1e-4 })
      for (const x of [0, 1, 3000]) expect(bgNbd(at).ahead(39, x, 30, 39) / near.ahead(39, x, 30, 39)).toBeCloseTo(1, 2)
    }
  })
})

describe("Pareto/NBD", () => {
  const model = paretoNbd(pareto)
  test("expects what R's BTYD shows", () => {
    const published = [0, 0.05077821, 0.09916088, 0.14542507, 0.1897993, 0.23247466, 0.27361274, 0.31335159, 0.35181024, 0.38909211]
    const documented = paretoNbd({ r: 0.55, alpha: 10.56, s: 0.61, beta: 11.64 })
    published.forEach((value, time) => expect(documented.expected(time)).toBeCloseTo(value, 7))
    expect(model.alive(26, 30.86, 31)).toBeCloseTo(0.9979, 4)
    expect(model.alive(26, 30.86, 31) * model.ahead(52, 26, 30.86, 31)).toBeCloseTo(25.46, 1)
  })

  test("the likelihood is that of its integral over both rates, whichever of α and β is greater", () => {
    for (const at of [
      { r: 1.5, alpha: 6, s: 0.8, beta: 14 },
      { r: 1.5, alpha: 14, s: 0.8, beta: 6 },
      { r: 1.5, alpha: 9, s: 0.8, beta: 9 },
    ])
      for (const [x, last, observed] of [
        [0, 0, 20],
        [3, 12, 20],
        [9, 19, 20],
      ] as const)
        expect(paretoNbd(at).logLikelihood(x, last, observed)).toBeCloseTo(Math.log(likelihood(at, x, last, observed)), 3)
  })

  test("chances are chances and never fall as the last purchase comes nearer, also for hundreds of purchases", () => {
    for (const at of [pareto, { r: 10.465, alpha: 0.00798565, s: 3.0516, beta: 2.82 }])
      for (const x of [1, 40, 400])
        for (let last = 1, before = 0; last <= 37; last += 4) {
          const alive = paretoNbd(at).alive(x, last, 37)
          expect(alive).toBeGreaterThanOrEqual(before)
          expect(alive).toBeLessThanOrEqual(1)
          before = alive
        }
  })
})

test("gamma-gamma: the likelihood of a mean sums to one, and the expectation moves from the population's mean to the customer's", () => {
  const at = { p: 4, q: 3, v: 20 }
  let [mass, first] = [0, 0]
  for (let m = 0.25; m < 4000; m += 0.5) {
    const density = Math.exp(gammaGammaLogLikelihood(at, 3, m))
    mass += density * 0.5
    first += density * 0.5 * m
  }
  expect(mass).toBeCloseTo(1, 2)
  expect(first / ((20 * 4) / 2)).toBeCloseTo(1, 1)
  expect(expectedMoney(at, 0, 0)).toBe(40)
  expect(expectedMoney(at, 1e9, 100)).toBeCloseTo(100, 5)
})

/** ∫∫ [λ^x e^(−(λ+μ)T) + μ λ^x ∫ e^(−(λ+μ)y) dy] over the gamma densities of λ and μ: closed in the rates, by Simpson's rule in y. */
function likelihood({ r, alpha, s, beta }: { r: number; alpha: number; s: number; beta: number }, x: number, last: number, observed: number): number {
  const gamma = (z: number): number => (z < 1 ? gamma(z + 1) / z : z > 3 ? (z - 1) * gamma(z - 1) : smooth(z))
  const purchase = (gamma(r + x) / gamma(r)) * alpha ** r
  const gone = (y: number) => (purchase * (s * beta ** s)) / ((alpha + y) ** (r + x) * (beta + y) ** (s + 1))
  const n = 2000
  const h = (observed - last) / n
  let integral = 0
  for (let k = 0; k <= n; k++) integral += gone(last + k * h) * (k === 0 || k === n ? 1 : k % 2 ? 4 : 2) * (h / 3)
  return (purchase * beta ** s) / ((alpha + observed) ** (r + x) * (beta + observed) ** s) + integral
}

/** Γ on [1, 3] by its integral. */
function smooth(z: number): number {
  let sum = 0
  const h = 0.002
  for (let t = h / 2; t < 60; t += h) sum += t ** (z - 1) * Math.exp(-t) * h
  return sum
}
