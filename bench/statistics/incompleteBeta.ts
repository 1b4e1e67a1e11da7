import { math } from "../../sim/index.ts"
import { logGamma } from "./logGamma.ts"

const TINY = 1e-300

/** The continued fraction of I_x(a, b), by Lentz's method: Press et al., Numerical Recipes (2007), eq. 6.4.6. */
function fraction(x: number, a: number, b: number): number {
  const away = (v: number) => (Math.abs(v) < TINY ? TINY : v)
  let c = 1
  let d = 1 / away(1 - ((a + b) * x) / (a + 1))
  let f = d
  for (let m = 1; m <= 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / away(1 + even * d)
    c = away(1 + even / c)
    f *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / away(1 + odd * d)
    c = away(1 + odd / c)
    f *= d * c
    if (Math.abs(d * c - 1) < 1e-15) break
  }
  return f
}

/**
 * Regularised incomplete beta function I_x(a, b), in [0, 1].
 * @param x in [0, 1] @param a > 0 @param b > 0
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * math.log(x) + b * math.log(1 - x))
  return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(1 - x, b, a)) / b
}
