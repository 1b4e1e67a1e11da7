import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { carriedOver, delayedWeights, geometricAdstock, geometricWeights, weibullWeights } from "../../../policies/prediction/adstock.ts"
import { crps, forecastError, naiveError } from "../../../policies/prediction/forecastError.ts"
import { nelderMead } from "../../../policies/prediction/nelderMead.ts"
import { hill, logistic } from "../../../policies/prediction/saturation.ts"

const positive = (min: number, max: number) => fc.double({ min, max, noNaN: true })

describe("adstock", () => {
  test("of every form leaves a steady spend as it is and forgets nothing within its lags", () => {
    fc.assert(
      fc.property(positive(0.05, 0.9), positive(0.1, 100), positive(0.5, 3), (retention, spend, shape) => {
        for (const weights of [geometricWeights(retention, 10), delayedWeights(retention, 2, 10), weibullWeights(shape, 3, 10)]) {
          expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
          const one = carriedOver([spend, ...Array(14).fill(0)], weights)
          expect(one.reduce((a, b) => a + b, 0)).toBeCloseTo(spend, 9)
          const steady = carriedOver(Array(15).fill(spend), weights, spend)
          for (const level of steady) expect(level).toBeCloseTo(spend, 9)
        }
        for (const level of geometricAdstock(Array(15).fill(spend), retention, spend)) expect(level).toBeCloseTo(spend, 9)
      }),
    )
  })

  test("geometric: the recursion is its weights over many lags; Weibull of shape 1 is geometric; a delayed one peaks where it says", () => {
    const spend = [3, 0, 1, 4, 0, 0, 2, Number.NaN, 5]
    const recursion = geometricAdstock(spend, 0.5)
    carriedOver(spend, geometricWeights(0.5, 60)).forEach((v, t) => expect(v).toBeCloseTo(recursion[t] as number, 12))
    const weibull = weibullWeights(1, 1 / Math.log(2), 8)
    geometricWeights(0.5, 8).forEach((w, lag) => expect(w).toBeCloseTo(weibull[lag] as number, 12))
    const delayed = delayedWeights(0.7, 3, 9)
    expect(delayed.indexOf(Math.max(...delayed))).toBe(3)
  })
})

describe("saturation", () => {
  test("slopes are derivatives, values rise from 0 towards 1, and inflections part convex from concave", () => {
    fc.assert(
      fc.property(positive(0.2, 20), positive(0.3, 4), positive(0.05, 50), (scale, shape, x) => {
        for (const curve of [hill(scale, shape), logistic(scale)]) {
          const h = 1e-5 * x
          expect(curve.value(0)).toBe(0)
          expect(curve.value(x)).toBeLessThanOrEqual(1)
          expect((curve.value(x + h) - curve.value(x - h)) / (2 * h)).toBeCloseTo(curve.slope(x), 4)
          if (curve.inflection > 0) {
            expect(curve.slope(curve.inflection)).toBeGreaterThanOrEqual(curve.slope(1.1 * curve.inflection))
            expect(curve.slope(curve.inflection)).toBeGreaterThanOrEqual(curve.slope(0.9 * curve.inflection))
          } else expect(curve.slope(x)).toBeLessThanOrEqual(curve.slope(x / 2))
        }
      }),
    )
  })

  test("half is where it is said to be", () => {
    expect(hill(5, 2.3).value(5)).toBeCloseTo(0.5, 12)
    expect(logistic(4).value(Math.log(3) / 4)).toBeCloseTo(0.5, 12)
  })
})

describe("the search without derivatives", () => {
  test("finds the minimum of Rosenbrock's valley (1960), and of a bowl in four variables", () => {
    const valley = nelderMead(([x = 0, y = 0]) => 100 * (y - x * x) ** 2 + (1 - x) ** 2, [-1.2, 1])
    expect(valley.at[0]).toBeCloseTo(1, 3)
    expect(valley.at[1]).toBeCloseTo(1, 3)
    const bowl = nelderMead((x) => x.reduce((sum, v, k) => sum + (k + 1) * (v - k) ** 2, 0), [5, 5, 5, 5], { most: 2000 })
    bowl.at.forEach((v, k) => expect(v).toBeCloseTo(k, 2))
  })
})

describe("forecast errors", () => {
  test("CRPS is the integral of the squared distance of distribution functions, and |error| without spread", () => {
    const forecast = { mean: 1, sd: 2, actual: 2.5 }
    const cdf = (z: number) => {
      let sum = 0
      for (let x = -9; x < z; x += 1e-3) sum += 0.3989422804014327 * Math.exp((-x * x) / 2) * 1e-3
      return sum
    }
    let integral = 0
    for (let y = -11; y < 15; y += 0.05) integral += (cdf((y - 1) / 2) - (y >= 2.5 ? 1 : 0)) ** 2 * 0.05
    expect(Math.abs(crps(forecast) - integral)).toBeLessThan(0.03)
    expect(crps({ mean: 1, sd: 0, actual: 3 })).toBe(2)
  })

  test("MASE of the naive forecast is 1 on its own sample", () => {
    const series = [3, 5, 4, 8, 7, 9]
    const forecasts = series.slice(1).map((actual, k) => ({ mean: series[k] as number, sd: 1, actual }))
    expect(forecastError(forecasts, naiveError(series)).mase).toBeCloseTo(1, 12)
  })
})
