import { fc, test } from "@fast-check/vitest"
import { describe, expect } from "vitest"
import { cdf, quantile, twoSided } from "../../../bench/statistics/studentT.ts"

describe("Student's t", () => {
  // Fisher & Yates, Statistical Tables (1963), table III; further digits as R's qt.
  test.each([
    [0.975, 1, 12.706204736],
    [0.975, 2, 4.30265273],
    [0.975, 4, 2.776445105],
    [0.975, 10, 2.228138852],
    [0.975, 19, 2.09302405],
    [0.975, 30, 2.042272456],
    [0.995, 5, 4.032142984],
    [0.95, 100, 1.660234326],
    [0.9995, 8, 5.041305433],
  ])("the %f quantile with %d degrees of freedom is %f", (p, df, t) => {
    expect(quantile(p, df)).toBeCloseTo(t, 7)
  })

  test("with one degree of freedom it is Cauchy's: 1/2 + arctan(t)/π", () => {
    for (const t of [-30, -2, -0.1, 0, 0.5, 1, 40]) expect(cdf(t, 1)).toBeCloseTo(0.5 + Math.atan(t) / Math.PI, 12)
  })

  test("with two, 1/2 + t/(2√(2 + t²))", () => {
    for (const t of [-9, -1, 0.3, 2, 25]) expect(cdf(t, 2)).toBeCloseTo(0.5 + t / (2 * Math.sqrt(2 + t * t)), 12)
  })

  test("with many it is the normal: the .975 quantile nears 1.959964", () => {
    expect(quantile(0.975, 1e7)).toBeCloseTo(1.959964, 5)
  })

  test.prop([fc.double({ min: 0.001, max: 0.999, noNaN: true }), fc.integer({ min: 1, max: 2000 })])("cdf undoes quantile", (p, df) => {
    expect(cdf(quantile(p, df), df)).toBeCloseTo(p, 9)
  })

  test.prop([fc.double({ min: -50, max: 50, noNaN: true }), fc.integer({ min: 1, max: 500 })])("it is symmetric, and its tails are twoSided", (t, df) => {
    expect(cdf(t, df) + cdf(-t, df)).toBeCloseTo(1, 12)
    expect(2 * Math.min(cdf(t, df), cdf(-t, df))).toBeCloseTo(twoSided(t, df), 12)
  })
})
