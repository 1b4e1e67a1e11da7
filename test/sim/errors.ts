import { expect } from "vitest"

export const meanOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length

export function varianceOf(values: readonly number[]): number {
  const mean = meanOf(values)
  return values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1)
}

/** The mean of independent values is the expected one within 4 of its standard errors. */
export function within4se(values: readonly number[], expected: number): void {
  const error = Math.sqrt(varianceOf(values) / values.length)
  expect(Math.abs(meanOf(values) - expected), `mean ${meanOf(values)}, expected ${expected}, standard error ${error}`).toBeLessThan(4 * error + 1e-12)
}

/**
 * Each count occurs as often as its probability says, within 4 standard errors of a binomial, wherever at least 5 are expected; and
 * chi-square over those cells and the rest is within 4 standard deviations of its degrees of freedom.
 */
export function cells4se(counts: readonly number[], probability: (count: number) => number): void {
  const n = counts.length
  let [chi, cells, rest, above] = [0, 0, 1, 1]
  let others = n
  for (let x = 0; above * n > 5; x++) {
    const p = probability(x)
    above -= p
    if (p * n < 5) continue
    const seen = counts.reduce((sum, count) => sum + (count === x ? 1 : 0), 0)
    expect(Math.abs(seen - n * p), `count ${x}: ${seen} seen, ${n * p} expected`).toBeLessThan(4 * Math.sqrt(n * p * (1 - p)) + 1)
    chi += (seen - n * p) ** 2 / (n * p)
    cells++
    rest -= p
    others -= seen
  }
  if (rest * n > 5) {
    chi += (others - n * rest) ** 2 / (n * rest)
    cells++
  }
  if (cells > 1) expect(chi, `chi-square over ${cells} cells`).toBeLessThan(cells - 1 + 4 * Math.sqrt(2 * (cells - 1)) + 4)
}
