import { describe, expect, test } from "vitest"
import { contextualBootstrap } from "../../../policies/bandits/contextualBootstrap.ts"
import { evenly, randomAt, rowsTo } from "./linear.ts"

/** Mean and deviation over rows of what one arm is thought to be worth, at features 1 and z. */
function spread(bandit: ReturnType<typeof contextualBootstrap>, z: number) {
  const n = 4000
  const { worth } = bandit.judge({ rows: rowsTo(n), x: Float64Array.from({ length: 2 * n }, (_, j) => (j % 2 === 0 ? 1 : z)) }, randomAt(9))
  const mean = worth.reduce((a, b) => a + b, 0) / n
  return { mean, sd: Math.sqrt(worth.reduce((a, b) => a + (b - mean) ** 2, 0) / n) }
}

describe("bootstrapped Thompson sampling", () => {
  const replicates = 400
  // the standard error of a deviation over J replicates is 1/√(2J) of it
  const within = 4 / Math.sqrt(2 * replicates)

  test("spreads as the posterior: σ √(xᵀA⁻¹x) of a regression, without being told σ", () => {
    for (const sigma of [0.5, 2]) {
      const bandit = contextualBootstrap(evenly(1, 2, 30), replicates, 0)
      const random = randomAt(5)
      const n = 600
      for (let k = 0; k < n; k++) {
        const z = random.normal()
        bandit.update([1, z], 0, 1 + 2 * z + sigma * random.normal(), random)
      }
      for (const z of [0, 1, -2]) {
        const { mean, sd } = spread(bandit, z)
        // xᵀ (XᵀX)⁻¹ x ≈ (1 + z²)/n for standard normal z; its own sampling error is of order √(2/n)
        const exact = sigma * Math.sqrt((1 + z * z) / n)
        expect(Math.abs(sd / exact - 1)).toBeLessThan(within + (4 * Math.sqrt(2 / n)) / 2)
        expect(Math.abs(mean - (1 + 2 * z))).toBeLessThan(4 * exact)
      }
    }
  })

  test("starts as wide as the prior, or all in one where it is not to", () => {
    const { mean, sd } = spread(contextualBootstrap(evenly(1, 2, 3), replicates, 0.5), 1)
    expect(Math.abs(sd / (1.5 * Math.SQRT2) - 1)).toBeLessThan(within)
    expect(Math.abs(mean)).toBeLessThan((4 * 1.5 * Math.SQRT2) / Math.sqrt(replicates))
    expect(spread(contextualBootstrap(evenly(1, 2, 3), replicates, 0), 1).sd).toBe(0)
  })

  test("counts each reward twice in half of the replicates (double or nothing: mean 1, variance 1)", () => {
    const bandit = contextualBootstrap(evenly(1, 1, 1), 1000, 0)
    bandit.update([1], 0, 1, randomAt(6))
    // with precision 1 of the prior, a reward of 1 that counts twice makes a mean of 2/3
    const { worth } = bandit.judge({ rows: rowsTo(4000), x: new Float64Array(4000).fill(1) }, randomAt(7))
    expect([...new Set(Array.from(worth, (w) => w.toFixed(9)))].sort()).toEqual(["0.000000000", "0.666666667"])
    const share = worth.filter((w) => w > 0).length / 4000
    expect(Math.abs(share - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / 1000 + 0.25 / 4000))
  })

  test("says what it cannot be made of", () => {
    expect(() => contextualBootstrap(evenly(1, 1, 1), 0, 1)).toThrow("replicates: expected a whole number from 1 to 1000; found 0")
    expect(() => contextualBootstrap(evenly(1, 1, 1), 10, -1)).toThrow("noise: expected a number of at least 0; found -1")
  })
})
