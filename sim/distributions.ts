import { exp, log, normalQuantile } from "./math.ts"
import type { Uniforms } from "./random.ts"

/**
 * ln of a Gamma(shape, 1) draw; the logarithm, since a draw of a small shape may underflow.
 * Marsaglia & Tsang, "A simple method for generating gamma variables" (2000); shapes below 1 by their boost.
 */
export function logGamma(shape: number, uniforms: Uniforms): number {
  if (shape < 1) return logGamma(shape + 1, uniforms) + log(uniforms()) / shape
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = normalQuantile(uniforms())
    const t = 1 + c * x
    if (t <= 0) continue
    const v = t * t * t
    if (log(uniforms()) < 0.5 * x * x + d - d * v + d * log(v)) return log(d * v)
  }
}

/** Gamma draw with the given mean. */
export function gamma(shape: number, mean: number, uniforms: Uniforms): number {
  return (exp(logGamma(shape, uniforms)) * mean) / shape
}

/** Beta(a, b) draw as a ratio of gammas. */
export function beta(a: number, b: number, uniforms: Uniforms): number {
  const x = logGamma(a, uniforms)
  const y = logGamma(b, uniforms)
  return 1 / (1 + exp(y - x))
}

/** Lognormal draw with the given mean and standard deviation of the logarithm. */
export function lognormal(mean: number, sigma: number, uniforms: Uniforms): number {
  return mean * exp(sigma * normalQuantile(uniforms()) - 0.5 * sigma * sigma)
}

/**
 * Inverse distribution function of a Poisson count as thresholds on a 32-bit word: the count is the number of thresholds that the
 * word reaches, P(X ≤ k) in units of 2^-32. Written with the sign bit flipped and less one, for signed comparison in the kernel.
 * @returns how many thresholds were written, 0 for a rate of 0
 */
export function poissonThresholds(rate: number, out: Int32Array, from: number, most: number): number {
  if (!(rate > 0)) return 0
  let p = exp(-rate)
  let cdf = p
  let k = 0
  while (k < most) {
    const word = Math.ceil(cdf * 4294967296)
    if (word >= 4294967296) break
    out[from + k] = (word - 1) ^ 0x80000000
    k++
    p *= rate / k
    if (cdf + p === cdf) break
    cdf += p
  }
  return k
}

/** ln Γ(x) for x > 0: Stirling's series (Abramowitz & Stegun 6.1.40), the argument raised above 8 by the recurrence first. */
export function logGammaFunction(x: number): number {
  let shift = 0
  let z = x
  for (; z < 8; z++) shift += log(z)
  const r = 1 / (z * z)
  const series = (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r / 1188)))) / z
  return (z - 0.5) * log(z) - z + 0.9189385332046727 + series - shift
}

/**
 * P(X ≥ x) of a gamma with the given mean and variance: 1 − P(k, x/θ), k = mean²/variance, θ = variance/mean. The incomplete gamma function by its series below its
 * mean, else by its continued fraction (Abramowitz & Stegun 6.5.29, 6.5.31).
 */
export function gammaTail(x: number, mean: number, variance: number): number {
  if (x <= 0) return 1
  if (mean <= 0) return 0
  if (!(variance > 1e-9 * mean * mean)) return mean >= x ? 1 : 0
  const shape = (mean * mean) / variance
  const z = (x * mean) / variance
  if (z < shape && shape - z + shape * log(z / shape) < -40) return 1 // Chernoff's bound on the rest: below a double's precision
  const scale = exp(Math.max(-700, shape * log(z) - z - logGammaFunction(shape)))
  if (z < shape + 1) {
    let term = 1 / shape
    let sum = term
    for (let n = 1; n < 10_000 && term > 1e-12 * sum; n++) {
      term *= z / (shape + n)
      sum += term
    }
    return Math.max(0, 1 - scale * sum)
  }
  let fraction = 0
  for (let n = 200; n >= 1; n--) fraction = (n * (shape - n)) / (z + 2 * n + 1 - shape + fraction)
  return Math.min(1, scale / (z + 1 - shape + fraction))
}

/**
 * Two points that have a distribution's first three moments: a Gauss rule, exact for cubic functions of the variable.
 * Standardised they are s/2 ± √(1 + s²/4), each with the other's distance as its weight.
 */
export function twoPoints(mean: number, deviation: number, skewness: number): readonly [low: Point, high: Point] {
  const middle = skewness / 2
  const reach = Math.sqrt(1 + middle * middle)
  const lower = (reach + middle) / (2 * reach)
  return [
    { at: mean + deviation * (middle - reach), share: lower },
    { at: mean + deviation * (middle + reach), share: 1 - lower },
  ]
}

export interface Point {
  at: number
  share: number
}
