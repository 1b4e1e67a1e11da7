import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { allocate, type Curve } from "../../../policies/planning/allocate.ts"
import { hill, logistic } from "../../../policies/prediction/saturation.ts"

const power = (a: number, b: number): Curve => ({ value: (x) => a * x ** b, slope: (x) => a * b * x ** (b - 1), inflection: 0 })
const scaled = (a: number, { value, slope, inflection }: Curve): Curve => ({ value: (x) => a * value(x), slope: (x) => a * slope(x), inflection })
const total = (curves: readonly Curve[], spends: readonly number[]) => spends.reduce((sum, x, k) => sum + (curves[k] as Curve).value(x), 0)
const free = (n: number) => [Array<number>(n).fill(0), Array<number>(n).fill(Number.MAX_VALUE)] as const
const between = (min: number, max: number) => fc.double({ min, max, noNaN: true })

describe("equal marginal return", () => {
  test("power curves of one exponent share by a^(1/(1 − b)), constant elasticities by their elasticity (Dorfman & Steiner 1954)", () => {
    const curves = [power(1, 0.5), power(2, 0.5), power(3, 0.5)]
    allocate(curves, 28, ...free(3)).forEach((x, k) => expect(x).toBeCloseTo([2, 8, 18][k] as number, 6))
    const logs = [0.2, 0.1, 0.1].map((e): Curve => ({ value: (x) => e * Math.log(x), slope: (x) => e / x, inflection: 0 }))
    allocate(logs, 100, [0.01, 0.01, 0.01], [100, 100, 100]).forEach((x, k) => expect(x).toBeCloseTo([50, 25, 25][k] as number, 6))
  })

  test("two Hill curves of shape 1: (K + x)² in proportion to aK", () => {
    const spends = allocate([scaled(4, hill(1)), scaled(1, hill(1))], 4, ...free(2))
    // 1 + x = 2 (1 + y), x + y = 4
    expect(spends[0]).toBeCloseTo(3, 8)
    expect(spends[1]).toBeCloseTo(1, 8)
  })

  test("Karush, Kuhn and Tucker hold: equal slopes within the bounds, less at a floor, more at a ceiling, and the budget is spent", () => {
    const curve = fc.record({ a: between(0.1, 10), scale: between(0.2, 20), kind: fc.constantFrom("hill", "logistic") })
    fc.assert(
      fc.property(fc.array(curve, { minLength: 1, maxLength: 8 }), between(0.5, 50), between(1, 3), (specs, budget, room) => {
        const curves = specs.map(({ a, scale, kind }) => scaled(a, kind === "hill" ? hill(scale) : logistic(1 / scale)))
        const least = specs.map((_, k) => (k % 2 === 0 ? 0 : budget / specs.length / 2))
        const most = specs.map(() => (budget * room) / specs.length)
        const spends = allocate(curves, budget, least, most)
        expect(Math.abs(spends.reduce((a, b) => a + b, 0) / budget - 1)).toBeLessThan(1e-6)
        const slopes = spends.map((x, k) => (curves[k] as Curve).slope(x))
        const inside = spends.flatMap((x, k) =>
          x > (least[k] as number) + 1e-6 * budget && x < (most[k] as number) - 1e-6 * budget ? [slopes[k] as number] : [],
        )
        const price = inside[0]
        if (price === undefined || price < 1e-9) return // all saturated
        for (const s of inside) expect(Math.abs(s / price - 1)).toBeLessThan(1e-4)
        spends.forEach((x, k) => {
          if (x <= (least[k] as number) + 1e-6 * budget) expect(slopes[k]).toBeLessThanOrEqual(price * 1.0001)
          if (x >= (most[k] as number) - 1e-6 * budget) expect(slopes[k]).toBeGreaterThanOrEqual(price * 0.9999)
        })
      }),
    )
  })

  test("S-shaped curves: as good as every plan on a fine grid; two small ones are fed one after the other, not both by half", () => {
    const twins = [hill(10, 4), hill(10, 4)]
    const spends = allocate(twins, 14, ...free(2))
    expect(Math.max(...spends)).toBeGreaterThan(13)
    fc.assert(
      fc.property(
        fc.array(fc.record({ a: between(0.5, 3), half: between(1, 10), shape: between(1.2, 5) }), { minLength: 3, maxLength: 3 }),
        between(2, 30),
        (specs, budget) => {
          const curves = specs.map(({ a, half, shape }) => scaled(a, hill(half, shape)))
          let best = 0
          for (let i = 0; i <= 60; i++)
            for (let j = 0; i + j <= 60; j++)
              best = Math.max(
                best,
                total(
                  curves,
                  [i, j, 60 - i - j].map((n) => (n * budget) / 60),
                ),
              )
          const found = allocate(curves, budget, ...free(3))
          expect(found.reduce((a, b) => a + b, 0)).toBeCloseTo(budget, 6)
          expect(total(curves, found)).toBeGreaterThan(best * (1 - 1e-4))
        },
      ),
      { numRuns: 40 },
    )
  })

  test("no money, one channel, bounds that bind, ten thousand channels", () => {
    expect(allocate([hill(1), hill(2)], 0, ...free(2))).toEqual([0, 0])
    expect(allocate([hill(1), hill(2)], 1, [1, 3], [5, 5])).toEqual([0.25, 0.75])
    expect(allocate([hill(1), hill(2)], 100, [0, 0], [5, 6])).toEqual([5, 6])
    expect(allocate([hill(1)], 3, ...free(1))[0]).toBeCloseTo(3, 9)
    const many = allocate(
      Array.from({ length: 10_000 }, (_, k) => scaled(1 + (k % 7), hill(1))),
      10_000,
      ...free(10_000),
    )
    expect(many.reduce((a, b) => a + b, 0)).toBeCloseTo(10_000, 3)
    many.forEach((x, k) => expect(x).toBeGreaterThanOrEqual(many[k - (k % 7)] as number))
  })
})
