import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { HoltWinters } from "../../../policies/prediction/holtWinters.ts"
import { airline } from "./airline.ts"

describe("Holt–Winters", () => {
  // What R's HoltWinters(AirPassengers) prints
  test("finds R's additive fit of the airline series: α .248, β .0345, γ 1", () => {
    const fit = new HoltWinters(airline, { period: 12 })
    expect(fit.alpha).toBeCloseTo(0.2479595, 2)
    expect(fit.beta).toBeCloseTo(0.03453373, 2)
    expect(fit.gamma).toBeCloseTo(1, 2)
    const published = new HoltWinters(airline, { period: 12, alpha: 0.2479595, beta: 0.03453373, gamma: 1 })
    expect(fit.sse).toBeLessThanOrEqual(published.sse * (1 + 1e-6))
    expect(published.level).toBeCloseTo(477.827781, 3)
    expect(published.trend).toBeCloseTo(3.127627, 4)
    const season = [-27.457685, -54.692464, -20.174608, 12.91912, 18.873607, 75.294426, 152.888368, 134.613464, 33.778349, -18.37906, -87.772408, -45.827781]
    season.forEach((s, k) => expect(published.season[k]).toBeCloseTo(s, 3))
  })

  test("finds R's multiplicative fit of the airline series: α .276, β .0327, γ .871", () => {
    const fit = new HoltWinters(airline, { period: 12, seasonal: "multiplicative" })
    const published = new HoltWinters(airline, { period: 12, seasonal: "multiplicative", alpha: 0.2755925, beta: 0.03269295, gamma: 0.8707292 })
    expect(fit.sse).toBeLessThanOrEqual(published.sse * (1 + 1e-6))
    expect(fit.alpha).toBeCloseTo(0.2755925, 2)
    expect(fit.beta).toBeCloseTo(0.03269295, 2)
    expect(fit.gamma).toBeCloseTo(0.8707292, 1)
    expect(published.level).toBeCloseTo(469.3232206, 3)
    expect(published.trend).toBeCloseTo(3.0215391, 4)
    const season = [0.9464611, 0.8829239, 0.9717369, 1.0304825, 1.0476884, 1.1805272, 1.3590778, 1.3331706, 1.1083381, 0.9868813, 0.8361333, 0.9209877]
    season.forEach((s, k) => expect(published.season[k]).toBeCloseTo(s, 5))
  })

  test("a level with a season is continued exactly, missing values or none", () => {
    fc.assert(
      fc.property(fc.double({ min: 5, max: 50, noNaN: true }), fc.integer({ min: 13, max: 25 }), (level, hole) => {
        const wave = [1, 3, -2, -2]
        const at = (t: number) => level + (wave[t % 4] as number)
        const series = Array.from({ length: 26 }, (_, t) => (t === hole ? Number.NaN : at(t)))
        const forecast = new HoltWinters(series, { period: 4 }).forecast(6)
        forecast.forEach(({ mean }, k) => expect(mean).toBeCloseTo(at(26 + k), 6))
      }),
    )
  })

  test("without a season it is Holt's line, and a constant stays", () => {
    new HoltWinters([2, 4, 6, 8, 10, 12], { period: 1 }).forecast(2).forEach(({ mean }, k) => expect(mean).toBeCloseTo(14 + 2 * k, 12))
    expect(new HoltWinters(Array(20).fill(7), { period: 4, seasonal: "multiplicative" }).forecast(1)[0]?.mean).toBeCloseTo(7, 9)
  })

  test("intervals widen with the horizon and with the error", () => {
    const sd = new HoltWinters(airline, { period: 12 }).forecast(24).map((f) => f.sd)
    sd.forEach((s, k) => expect(s).toBeGreaterThan(sd[k - 1] ?? 0))
  })

  test("one year alone is the season of the next; less is refused", () => {
    const fit = new HoltWinters(airline.slice(0, 12), { period: 12, seasonal: "multiplicative" })
    fit.forecast(12).forEach(({ mean }, k) => expect(mean).toBeCloseTo(airline[k] as number, 9))
    expect(() => new HoltWinters([1, 2, 3], { period: 12 })).toThrow("series: expected at least 12 values; found 3")
    expect(() => new HoltWinters([1, 0, 3, 4], { period: 2, seasonal: "multiplicative" })).toThrow("expected values above 0")
  })
})
