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
