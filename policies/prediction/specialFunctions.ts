import { logGammaFunction as logGamma } from "../../sim/distributions.ts"
import { exp, log } from "../../sim/math.ts"

export { logGamma }

/** ln B(a, b) for a, b > 0. */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b)
}

/**
 * Gauss's hypergeometric function ₂F₁(a, b; c; z) by its series (Abramowitz & Stegun 15.1.1), for 0 ≤ z < 1 and c neither 0 nor a negative whole number.
 * The nearer z comes to 1, the more terms it takes: 1e5 at most.
 */
export function hypergeometric(a: number, b: number, c: number, z: number): number {
  let term = 1
  let sum = 1
  for (let n = 0; n < 1e5; n++) {
    term *= (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z
    sum += term
    if (Math.abs(term) <= 1e-15 * Math.abs(sum)) break
  }
  return sum
}

/**
 * Regularised incomplete beta function I_x(a, b): the distribution function of a Beta(a, b).
 * Continued fraction (Abramowitz & Stegun 26.5.8) by Lentz's method, from the side on which it converges fast.
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (!(x > 0)) return 0
  if (x >= 1) return 1
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a)
  const least = 1e-300
  const away = (value: number) => (Math.abs(value) < least ? least : value)
  let c = 1
  let d = 1 / away(1 - ((a + b) * x) / (a + 1))
  let fraction = d
  for (let m = 1; m < 500; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / away(1 + even * d)
    c = away(1 + even / c)
    fraction *= c * d
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / away(1 + odd * d)
    c = away(1 + odd / c)
    fraction *= c * d
    if (Math.abs(c * d - 1) < 1e-15) break
  }
  return Math.min(1, (exp(a * log(x) + b * log(1 - x) - logBeta(a, b)) * fraction) / a)
}

/** 1/(1 + e^−x), without overflow. */
export function logistic(x: number): number {
  if (x >= 0) return 1 / (1 + exp(-Math.min(x, 700)))
  const e = exp(Math.max(x, -700))
  return e / (1 + e)
}

/** ln(p/(1 − p)), p held to [1e−9, 1 − 1e−9]. */
export function logit(p: number): number {
  const held = Math.min(1 - 1e-9, Math.max(1e-9, p))
  return log(held / (1 - held))
}
