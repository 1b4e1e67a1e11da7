import { type Interval, mean } from "./mean.ts"
import { pairs } from "./pairs.ts"
import { probabilityOfImprovement } from "./probabilityOfImprovement.ts"
import { twoSided } from "./studentT.ts"

/** The difference a − b over replications that share customers and luck. */
export interface Paired {
  n: number
  difference: number
  /** 95 % t interval; null with fewer than two pairs. */
  ci: Interval | null
  /** Share of pairs with a > b, ties half: for a metric of which less is better, a small share is the good one. */
  probabilityOfImprovement: number
  /** Two-sided p value of the paired t test; 1 when every difference is 0; null with fewer than two pairs. */
  pValue: number | null
}

/** Compares a with b, replication by replication; null when no replication has both. */
export function paired(a: readonly (number | null)[], b: readonly (number | null)[]): Paired | null {
  const both = pairs(a, b)
  const d = mean(both.map(([x, y]) => x - y))
  if (!d) return null
  const pValue = d.mcse === null ? null : d.mean === 0 ? 1 : twoSided(d.mean / d.mcse, d.n - 1)
  return { n: d.n, difference: d.mean, ci: d.ci, probabilityOfImprovement: probabilityOfImprovement(both) as number, pValue }
}
