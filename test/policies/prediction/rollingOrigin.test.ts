import { describe, expect, test } from "vitest"
import { DemandForecast } from "../../../policies/prediction/demandForecast.ts"
import { forecastError, naiveError } from "../../../policies/prediction/forecastError.ts"
import { RollingOrigin } from "../../../policies/prediction/rollingOrigin.ts"
import { normals } from "./luck.ts"

/** Megalitres of beer brewed in Australia by quarter from 1992 on (Australian Bureau of Statistics, as `ausbeer` in R's fpp2). */
const beer = [
  [443, 410, 420, 532, 433, 421, 410, 512, 449, 381, 423, 531, 426, 408, 416, 520, 409, 398, 398, 507, 432, 398, 406, 526],
  [428, 397, 403, 517, 435, 383, 424, 521, 421, 402, 414, 500, 451, 380, 416, 492, 428, 408, 406, 506, 435, 380, 421, 490],
  [435, 390, 412, 454, 416, 403, 408, 482, 438, 386, 405, 491, 427, 383, 394, 473, 420, 390, 410, 488, 415, 398, 419, 488, 414, 374],
].flat()

describe("errors against the seasonal naive forecast", () => {
  // Hyndman & Athanasopoulos, "Forecasting: Principles and Practice", 2nd ed. (2018), § 3.4: accuracy on 2008 and after, from 1992 to 2007
  const [before, after] = [beer.slice(0, 64), beer.slice(64)]
  const mean = before.reduce((a, b) => a + b, 0) / 64
  test.each([
    ["the mean", () => mean, 8.28, 2.44],
    ["the last quarter", () => 473, 14.18, 4.01],
    ["the quarter of a year ago", (k: number) => before[60 + (k % 4)] as number, 3.17, 0.94],
  ])("are R's for %s", (_, forecast, mape, mase) => {
    const found = forecastError(
      after.map((actual, k) => ({ mean: forecast(k), sd: 1, actual })),
      naiveError(before, 4),
    )
    expect(100 * found.mape).toBeCloseTo(mape, 2)
    expect(found.mase).toBeCloseTo(mase, 2)
  })
})

describe("forecasts from rolling origins", () => {
  /** A random walk, and at each origin the best that can be said of it. */
  function walked(origins: number, sd: number): RollingOrigin {
    const next = normals(7)
    const series = [0]
    for (let t = 1; t < 100 + 4 * origins; t++) series.push((series[t - 1] as number) + next())
    const quality = new RollingOrigin()
    for (let k = 0; k < origins; k++) {
      const origin = 96 + 4 * k
      const said = [1, 2, 3, 4].map((h) => ({ mean: series[origin - 1] as number, sd: sd * Math.sqrt(h), actual: series[origin - 1 + h] as number }))
      quality.add(said, series.slice(0, origin), 1)
    }
    return quality
  }

  test("of a random walk: MASE 1 a step ahead and 2 four steps ahead, four steps being twice as far as one; its intervals hold what they say", () => {
    const [one, four] = walked(65, 1).report()
    // |N(0, 1)| has mean √(2/π) and standard deviation √(1 − 2/π); the scale's own error is of some three hundred steps, many of them shared
    const error = Math.sqrt(Math.PI / 2 - 1) * Math.sqrt(1 / 65 + 1 / 96)
    expect(one).toMatchObject({ ahead: 1, count: 65 })
    expect(Math.abs((one?.mase as number) - 1)).toBeLessThan(3 * error)
    expect(four).toMatchObject({ ahead: 4, count: 65 })
    expect(Math.abs((four?.mase as number) - 2)).toBeLessThan(2 * 3 * error)
    for (const { covered80, covered95 } of [one, four] as NonNullable<typeof one>[]) {
      expect(Math.abs(covered80 - 0.8)).toBeLessThan(3 * Math.sqrt((0.8 * 0.2) / 65))
      expect(Math.abs(covered95 - 0.95)).toBeLessThan(3 * Math.sqrt((0.95 * 0.05) / 65))
    }
  })

  test("who is too sure of himself is found out: half the spread holds 48 % where 80 % was said, and scores worse", () => {
    const [[sure], [right]] = [walked(65, 0.5).report(), walked(65, 1).report()]
    // P(|z| ≤ 1.2816/2)
    expect(Math.abs((sure?.covered80 as number) - 0.4784)).toBeLessThan(3 * Math.sqrt((0.4784 * 0.5216) / 65))
    expect(sure?.mase).toBe(right?.mase)
    expect(sure?.crps as number).toBeGreaterThan(right?.crps as number)
  })

  test("Holt–Winters on the beer of each year, told by the years before, beats repeating the year", () => {
    const quality = new RollingOrigin()
    for (let origin = 40; origin + 4 <= beer.length; origin += 4) {
      const before = beer.slice(0, origin)
      const said = new DemandForecast(before, [], { period: 4 }).forecast(4)
      quality.add(
        said.map(({ mean, sd }, k) => ({ mean, sd, actual: beer[origin + k] as number })),
        before,
        4,
      )
    }
    for (const { mase, count } of quality.report()) {
      expect(count).toBe(8)
      expect(mase).toBeLessThan(1)
    }
  })

  test("the unit does not matter; what is not known yet is not judged; what was saved goes on", () => {
    const series = beer.slice(0, 40)
    const said = (unit: number) => beer.slice(40, 44).map((actual, k) => ({ mean: unit * (beer[36 + k] as number), sd: unit * 9, actual: unit * actual }))
    const [one, thousand] = [new RollingOrigin(), new RollingOrigin()]
    one.add(said(1), series, 4)
    thousand.add(
      said(1000),
      series.map((v) => 1000 * v),
      4,
    )
    thousand.report().forEach((found, k) => {
      for (const [name, value] of Object.entries(found)) expect(value).toBeCloseTo(one.report()[k]?.[name as "mase"] as number, 9)
    })
    const text = one.say()
    one.add(
      said(1).map((f, k) => (k === 3 ? { ...f, actual: Number.NaN } : f)),
      series,
      4,
    )
    one.add(said(1).slice(0, 3), series, 4)
    expect(one.say()).toBe(text)
    expect(text).toMatch(/^one week ahead MASE \d\.\d\d, 80 % interval held [01] of 1; 4 weeks ahead MASE \d\.\d\d, 80 % interval held [01] of 1$/)
    const again = new RollingOrigin()
    expect(again.say()).toBe("not yet scored")
    again.load(JSON.parse(JSON.stringify(one.save())))
    expect(again.report()).toEqual(one.report())
  })
})
