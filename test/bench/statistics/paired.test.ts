import { fc, test } from "@fast-check/vitest"
import { describe, expect } from "vitest"
import { mean } from "../../../bench/statistics/mean.ts"
import { paired } from "../../../bench/statistics/paired.ts"
import { probabilityOfImprovement } from "../../../bench/statistics/probabilityOfImprovement.ts"
import { replicationsNeeded } from "../../../bench/statistics/replicationsNeeded.ts"
import { incompleteBeta } from "../../../policies/prediction/specialFunctions.ts"
import { math } from "../../../sim/index.ts"
import { key, stream } from "../../../sim/random.ts"

// Student, "The probable error of a mean" (Biometrika 1908), table: extra hours of sleep under two drugs, the same ten patients.
const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]
const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]

describe("paired", () => {
  test("Student's sleep data: mean 1.58, t = 4.0621, p = .002833, interval .7001 to 2.4599", () => {
    const found = paired(second, first)
    expect(found?.difference).toBeCloseTo(1.58, 12)
    expect(found?.pValue).toBeCloseTo(0.00283289, 8)
    expect(found?.ci?.[0]).toBeCloseTo(0.7001142, 6)
    expect(found?.ci?.[1]).toBeCloseTo(2.4598858, 6)
    expect(found?.probabilityOfImprovement).toBe(0.95)
  })

  test("equal sides differ by exactly 0, with certainty", () => {
    expect(paired(first, first)).toEqual({ n: 10, difference: 0, ci: [0, 0], probabilityOfImprovement: 0.5, pValue: 1 })
  })

  test("a constant difference has p = 0", () => {
    expect(paired([3, 4, 5], [1, 2, 3])).toMatchObject({ difference: 2, ci: [2, 2], pValue: 0 })
  })

  test("only replications with both values count", () => {
    expect(paired([1, null, 5, 7], [0, 3, null, 4])).toEqual(paired([1, 7], [0, 4]))
    expect(paired([null, 1], [1, null])).toBeNull()
    expect(paired([2], [1])).toEqual({ n: 1, difference: 1, ci: null, probabilityOfImprovement: 1, pValue: null })
  })

  const values = fc.array(
    fc.integer({ min: -1e9, max: 1e9 }).map((x) => x / 1000),
    { minLength: 2, maxLength: 30 },
  ) // no denormals: their means underflow
  test.prop([values])("swapping the sides mirrors the result", (a) => {
    const b = [...a].reverse()
    const [ab, ba] = [paired(a, b), paired(b, a)]
    expect(ab?.difference).toBe(ba && 0 - ba.difference)
    expect((ab?.probabilityOfImprovement ?? 0) + (ba?.probabilityOfImprovement ?? 0)).toBeCloseTo(1, 12)
    expect(ab?.pValue).toBe(ba?.pValue)
  })
})

describe("mean", () => {
  test("leaves nulls out; nothing is null", () => {
    expect(mean([1, null, 3])?.mean).toBe(2)
    expect(mean([null])).toBeNull()
    expect(mean([4])).toEqual({ n: 1, mean: 4, ci: null, mcse: null })
  })

  test("its 95 % interval covers the truth 95 times in 100, within 4 standard errors", () => {
    const uniform = stream(key({ seed: 11, replication: 0 }, 7), 1)
    const trials = 4000
    let covered = 0
    for (let k = 0; k < trials; k++) {
      const ci = mean(Array.from({ length: 8 }, () => math.normalQuantile(uniform())))?.ci
      if (ci && ci[0] <= 0 && ci[1] >= 0) covered++
    }
    expect(Math.abs(covered / trials - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / trials))
  })
})

test("a tie is half an improvement", () => {
  expect(
    probabilityOfImprovement([
      [1, 0],
      [2, 2],
      [0, 5],
      [3, 1],
    ]),
  ).toBe(0.625)
  expect(probabilityOfImprovement([])).toBeNull()
})

test("incomplete beta at closed forms: I_x(1, b) = 1 − (1 − x)^b, I_x(a, 1) = x^a, I_½(a, a) = ½", () => {
  for (const x of [0.01, 0.3, 0.9]) {
    expect(incompleteBeta(x, 1, 3.5)).toBeCloseTo(1 - (1 - x) ** 3.5, 12)
    expect(incompleteBeta(x, 2.5, 1)).toBeCloseTo(x ** 2.5, 12)
  }
  expect(incompleteBeta(0.5, 40, 40)).toBeCloseTo(0.5, 12)
})

test("replications needed are the fewest that suffice", () => {
  // Two-sided t: for sd 1 and half-width .5 the least n is 18 (t(.975, 17)/√18 = .4973; at 17 it is .5142).
  expect(replicationsNeeded(1, 0.5)).toBe(18)
  expect(replicationsNeeded(0, 1)).toBe(2)
  expect(replicationsNeeded(1, 1e-6, 500)).toBe(500)
})
