import type { Interval } from "./mean.ts"
import { quantile } from "./studentT.ts"

/** A figure made of sums over replications. */
export interface Estimate {
  n: number
  value: number
  /** 95 % t interval; null with fewer than two replications, or where one cannot be left out. */
  ci: Interval | null
}

/**
 * A smooth figure of sums over replications (a ratio of totals, for one), with the delete-one jackknife's interval. Efron & Tibshirani, "An
 * Introduction to the Bootstrap" (1993), ch. 11. Null where the figure of all is not defined.
 * @param replications equally many numbers from each
 */
export function jackknife(replications: readonly (readonly number[])[], figure: (sums: readonly number[]) => number | null): Estimate | null {
  const n = replications.length
  const all = (replications[0] ?? []).map((_, k) => replications.reduce((sum, numbers) => sum + (numbers[k] as number), 0))
  const value = n > 0 ? figure(all) : null
  if (value === null) return null
  const without = replications.map((numbers) => figure(all.map((sum, k) => sum - (numbers[k] as number))))
  if (n < 2 || without.includes(null)) return { n, value, ci: null }
  const mean = without.reduce<number>((sum, v) => sum + (v as number), 0) / n
  const error = Math.sqrt(((n - 1) / n) * without.reduce<number>((sum, v) => sum + ((v as number) - mean) ** 2, 0))
  const half = quantile(0.975, n - 1) * error
  return { n, value, ci: [value - half, value + half] }
}
