/** A figure that is known in closed form, and what the market gave. */
export interface Comparison {
  what: string
  expected: number
  measured: number
  /** How far they may be apart: standard errors, or 0 where they must be equal. */
  tolerance: number
}

/** A closed form, or a law that holds without exception. */
export interface Check {
  name: string
  about: string
  source: string
  run(seed: number): Comparison[]
}

export function holds({ expected, measured, tolerance }: Comparison): boolean {
  return Math.abs(measured - expected) <= tolerance
}

/** How far apart, as a share of the tolerance; infinite where they must be equal and are not. */
export function strain({ expected, measured, tolerance }: Comparison): number {
  const apart = Math.abs(measured - expected)
  return apart === 0 ? 0 : Number.isNaN(apart) ? Number.POSITIVE_INFINITY : apart / tolerance
}

const meanOf = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length

function varianceOf(values: readonly number[]): number {
  const mean = meanOf(values)
  return values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1)
}

/** Standard errors that a comparison may be apart. */
const ERRORS = 4

/** The mean of independent values is the expected one. */
export function within(what: string, values: readonly number[], expected: number): Comparison {
  return { what, expected, measured: meanOf(values), tolerance: ERRORS * Math.sqrt(varianceOf(values) / values.length) + 1e-12 }
}

/** What chi-square exceeds as seldom as a normal its standard error four times. Wilson & Hilferty (1931). */
function chiSquare(degrees: number): number {
  const part = 2 / (9 * degrees)
  return degrees * (1 - part + ERRORS * Math.sqrt(part)) ** 3
}

/** A count of n independent trials, each with chance p. */
export function counted(what: string, count: number, n: number, p: number): Comparison {
  return { what, expected: n * p, measured: count, tolerance: ERRORS * Math.sqrt(n * p * (1 - p)) + 1 }
}

/**
 * Each count occurs as often as its probability says, wherever at least 20 are expected; and chi-square over all with at least 5 and the rest is no
 * greater than that.
 */
export function cells(what: string, counts: readonly number[], probability: (count: number) => number): Comparison[] {
  const n = counts.length
  const found: Comparison[] = []
  let [chi, degrees, rest, above, others] = [0, 0, 1, 1, n]
  for (let x = 0; above * n > 5; x++) {
    const p = probability(x)
    above -= p
    if (p * n < 5) continue
    const seen = counts.reduce((sum, count) => sum + (count === x ? 1 : 0), 0)
    if (p * n >= 20) found.push(counted(`${what}, ${x}`, seen, n, p))
    chi += (seen - n * p) ** 2 / (n * p)
    degrees++
    rest -= p
    others -= seen
  }
  if (rest * n > 5) {
    chi += (others - n * rest) ** 2 / (n * rest)
    degrees++
  }
  degrees--
  if (degrees > 0) found.push({ what: `${what}, chi-square`, expected: degrees, measured: chi, tolerance: chiSquare(degrees) - degrees })
  return found
}

/** Something that must not happen, and how often it did. */
export function never(what: string, times: number): Comparison {
  return { what, expected: 0, measured: times, tolerance: 0 }
}
