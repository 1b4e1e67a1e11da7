import { mean } from "../bench/statistics/mean.ts"

/** One text in both languages of the notebooks. */
export interface Words {
  en: string
  zh: string
}

/** What a closed form says, and what the market did. */
export interface Check {
  what: Words
  expected: number
  measured: number
  /** Standard error of what was measured; 0 where both must be equal but for rounding. */
  error: number
}

/** Standard errors that a check may be apart: chance alone goes beyond once in 16,000. */
export const ALLOWED = 4

/** Relative rounding of the market's state, which is in single precision. */
const ROUNDING = 1e-5

export function holds({ expected, measured, error }: Check): boolean {
  return Math.abs(measured - expected) <= ALLOWED * error + ROUNDING * Math.max(Math.abs(expected), Number.MIN_VALUE) + Number.EPSILON
}

/** How far apart, in standard errors; null where there is none. */
export function errorsApart({ expected, measured, error }: Check): number | null {
  return error > 0 ? Math.abs(measured - expected) / error : null
}

/** The mean of independent values against its expectation. */
export function meanCheck(what: Words, values: readonly number[], expected: number): Check {
  const m = mean(values)
  return { what, expected, measured: m?.mean ?? Number.NaN, error: m?.mcse ?? 0 }
}

/** The share of n independent trials against its chance p, whose standard error is √(p(1 − p)/n). */
export function shareCheck(what: Words, count: number, n: number, p: number): Check {
  return { what, expected: p, measured: count / n, error: Math.sqrt((p * (1 - p)) / n) }
}

/** Two figures that must be equal. */
export function exactCheck(what: Words, measured: number, expected: number): Check {
  return { what, expected, measured, error: 0 }
}
