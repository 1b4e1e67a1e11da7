import { incompleteBeta } from "../../policies/prediction/specialFunctions.ts"

/** Chance that |T| is at least |t|, T Student's t with `df` degrees of freedom: I_{df/(df+t²)}(df/2, 1/2), Abramowitz & Stegun 26.5.27. */
export function twoSided(t: number, df: number): number {
  if (!Number.isFinite(t)) return 0
  return incompleteBeta(df / (df + t * t), df / 2, 0.5)
}

/** P(T ≤ t) of Student's t with `df` > 0 degrees of freedom. */
export function cdf(t: number, df: number): number {
  const tail = twoSided(t, df) / 2
  return t > 0 ? 1 - tail : tail
}

/** The t with P(T ≤ t) = p, for p in (0, 1); by bisection, within 1e-12 relative. */
export function quantile(p: number, df: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`quantile: expected p in (0, 1); found ${p}`)
  if (p === 0.5) return 0
  const tail = 2 * Math.min(p, 1 - p)
  let low = 0
  let high = 1
  while (twoSided(high, df) > tail) {
    low = high
    high *= 2
  }
  while (high - low > 1e-13 * high) {
    const middle = (low + high) / 2
    if (middle <= low || middle >= high) break
    if (twoSided(middle, df) > tail) low = middle
    else high = middle
  }
  return (p > 0.5 ? 1 : -1) * ((low + high) / 2)
}
