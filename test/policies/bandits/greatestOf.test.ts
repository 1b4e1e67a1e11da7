import { fc, test } from "@fast-check/vitest"
import { describe, expect, test as plainly } from "vitest"
import { chanceOfBest } from "../../../policies/bandits/chanceOfBest.ts"
import { chancesOfGreatest, normalChances } from "../../../policies/bandits/greatestOf.ts"
import { normalCdf } from "../../../sim/math.ts"
import { randomAt } from "./linear.ts"

/** By places, without the closed form for two. */
const byPlaces = (mean: number[], sd: number[]) =>
  chancesOfGreatest({
    arms: mean.length,
    below: (k, t) => ((sd[k] as number) > 0 ? normalCdf((t - (mean[k] as number)) / (sd[k] as number)) : t >= (mean[k] as number) ? 1 : 0),
    at: (k, z) => (mean[k] as number) + z * (sd[k] as number),
  })
const mean = fc.integer({ min: -300, max: 300 }).map((m) => m / 100)
const sd = fc.integer({ min: -20, max: 20 }).map((e) => 10 ** (e / 10))

describe("the chance of being the greatest", () => {
  test.prop([mean, sd, mean, sd], { seed: 21 })("of two normals is Φ((m₁ − m₂)/√(s₁² + s₂²)), within .005 by places too", (m1, s1, m2, s2) => {
    const exact = normalCdf((m1 - m2) / Math.sqrt(s1 * s1 + s2 * s2))
    expect(normalChances([m1, m2], [s1, s2])[0]).toBeCloseTo(exact, 12)
    expect(Math.abs((byPlaces([m1, m2], [s1, s2])[0] as number) - exact)).toBeLessThan(0.005)
  })

  test.prop([fc.array(fc.tuple(mean, fc.oneof(sd, fc.constant(0))), { minLength: 1, maxLength: 30 })], { seed: 22 })(
    "is never below 0 and sums to 1, and does not depend on the arms' order",
    (arms) => {
      const [m, s] = [arms.map(([x]) => x), arms.map(([, x]) => x)]
      const chances = normalChances(m, s)
      for (const chance of chances) expect(chance).toBeGreaterThanOrEqual(0)
      expect(chances.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
      const back = normalChances([...m].reverse(), [...s].reverse()).reverse()
      chances.forEach((chance, k) => expect(chance).toBeCloseTo(back[k] as number, 9))
    },
  )

  test.prop([fc.array(fc.tuple(mean, sd), { minLength: 2, maxLength: 8 })], { seed: 23, numRuns: 40 })(
    "is within .005 of the slower integral that halves its intervals until each holds little",
    (arms) => {
      const [m, s] = [arms.map(([x]) => x), arms.map(([, x]) => x)]
      const slow = chanceOfBest({ cdf: (a, b) => (x) => normalCdf((x - a) / b), span: (a, b) => [a - 6 * b, a + 6 * b] }, m, s)
      normalChances(m, s).forEach((chance, k) => expect(Math.abs(chance - (slow[k] as number))).toBeLessThan(0.005))
    },
  )

  plainly("of equals is the same; of an arm that is certain, that no other passes it", () => {
    for (const n of [1, 3, 8, 9, 100]) normalChances(new Array(n).fill(2), new Array(n).fill(3)).forEach((chance) => expect(chance).toBeCloseTo(1 / n, 9))
    const certain = normalChances([1, 0, 0.5], [0, 1, 2])
    expect(certain[0]).toBeCloseTo(normalCdf(1) * normalCdf(0.25), 9)
    expect(normalChances([0, Number.NEGATIVE_INFINITY, 0], [1, 1, 1])[1]).toBe(0)
    expect([...normalChances([0, Number.NEGATIVE_INFINITY], [1, 1])]).toEqual([1, 0])
  })

  plainly("is the share of draws that an arm wins", () => {
    const random = randomAt(3)
    for (const [m, s] of [
      [
        [0, 0.2, -1, 0.5],
        [1, 0.5, 3, 0.1],
      ],
      [
        [0, 1, 2, 3, 4, 3, 2, 1, 0, 1, 2, 3],
        [3, 2, 2, 1, 0.5, 1, 2, 2, 3, 1, 1, 1],
      ],
    ] as const) {
      const wins = m.map(() => 0)
      const draws = 40_000
      for (let n = 0; n < draws; n++) {
        const worth = m.map((x, k) => x + (s[k] as number) * random.normal())
        const best = worth.indexOf(Math.max(...worth))
        wins[best] = (wins[best] as number) + 1
      }
      normalChances(m, s).forEach((p, k) => expect(Math.abs((wins[k] as number) / draws - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / draws) + 0.003))
    }
  })
})
