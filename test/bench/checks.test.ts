import { describe, expect, test } from "vitest"
import { type Check, type Comparison, cells, counted, holds, never, strain, within } from "../../bench/validate/check.ts"
import { expectedPurchases, purchaseProbability } from "../../bench/validate/checks/bgnbd.ts"
import { checks } from "../../bench/validate/checks.ts"
import { hypergeometric, poisson } from "../../bench/validate/closedForms.ts"
import { checkResult } from "../../bench/validate/report.ts"
import { key, stream } from "../../sim/random.ts"

describe("exact checks, as in marketlab validate", () => {
  test.each(checks)("$name: $about", (check: Check) => {
    const comparisons = check.run(1)
    expect(comparisons.length).toBeGreaterThan(0)
    for (const comparison of comparisons) expect(holds(comparison), JSON.stringify(comparison)).toBe(true)
  })
})

describe("a comparison", () => {
  const uniforms = stream(key({ seed: 71, replication: 0 }, 0), 1)
  const draws = Array.from({ length: 10_000 }, uniforms)

  test("holds where the law is right, and fails where it is a little wrong", () => {
    expect(holds(within("mean", draws, 0.5))).toBe(true)
    expect(holds(within("mean", draws, 0.52))).toBe(false)
    const heads = draws.filter((u) => u < 0.3).length
    expect(holds(counted("heads", heads, draws.length, 0.3))).toBe(true)
    expect(holds(counted("heads", heads, draws.length, 0.33))).toBe(false)
    expect(holds(never("fault", 0))).toBe(true)
    expect(holds(never("fault", 1))).toBe(false)
    expect(holds({ what: "", expected: 1, measured: Number.NaN, tolerance: 9 })).toBe(false)
  })

  test("of counts sees a wrong rate and a wrong shape of the same mean", () => {
    const twice = draws.map((u) => (u < 0.25 ? 0 : u < 0.75 ? 1 : 2)) // binomial(2, 1/2)
    const binomial = (x: number) => [0.25, 0.5, 0.25][x] ?? 0
    const fails = (found: Comparison[]) => found.some((c) => !holds(c))
    expect(fails(cells("binomial", twice, binomial))).toBe(false)
    expect(fails(cells("poisson", twice, (x) => poisson(x, 1)))).toBe(true)
    expect(fails(cells("rate", twice, (x) => [0.23, 0.5, 0.27][x] ?? 0))).toBe(true)
  })

  test("that is furthest apart is told, exact ones first", () => {
    const check = { name: "", about: "", source: "", run: () => [] }
    const near = { what: "near", expected: 0, measured: 1, tolerance: 4 }
    const exact = { what: "exact", expected: 0, measured: 1e-9, tolerance: 0 }
    expect(strain(near)).toBe(0.25)
    expect(checkResult(check, [near, { ...near, what: "nearer", measured: 0.5 }])).toMatchObject({ status: "holds", failures: 0, worst: { what: "near" } })
    expect(checkResult(check, [near, exact])).toMatchObject({ status: "fails", failures: 1, worst: { what: "exact" } })
  })
})

describe("BG/NBD's closed form is right in itself", () => {
  test("2F1 by known cases, E[X] by the distribution's sum", () => {
    expect(hypergeometric(0.7, 2, 2, 0.4)).toBeCloseTo(0.6 ** -0.7, 12)
    expect(hypergeometric(1, 1, 2, 0.9)).toBeCloseTo(-Math.log(0.1) / 0.9, 10)
    const terms = Array.from({ length: 400 }, (_, x) => x * purchaseProbability(x, 39))
    expect(terms.reduce((p, q) => p + q, 0)).toBeCloseTo(expectedPurchases(39), 3)
  })
})
