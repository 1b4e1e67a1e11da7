import { quantile } from "./studentT.ts"

export type Interval = readonly [lo: number, hi: number]

/** A mean over replications. */
export interface Mean {
  /** Values that exist. */
  n: number
  mean: number
  /** 95 % t interval; null with fewer than two values. */
  ci: Interval | null
  /** Monte-Carlo standard error s/√n; null with fewer than two values. Koehler, Brown & Haneuse (2009). */
  mcse: number | null
}

/** Mean with its 95 % t interval. Nulls (a denominator was 0) are left out; null when nothing is left. */
export function mean(values: readonly (number | null)[]): Mean | null {
  const known = values.filter((v) => v !== null)
  const n = known.length
  if (n === 0) return null
  const m = known.reduce((sum, v) => sum + v, 0) / n
  if (n === 1) return { n, mean: m, ci: null, mcse: null }
  const mcse = Math.sqrt(known.reduce((sum, v) => sum + (v - m) ** 2, 0) / (n - 1) / n)
  const half = quantile(0.975, n - 1) * mcse
  return { n, mean: m, ci: [m - half, m + half], mcse }
}
