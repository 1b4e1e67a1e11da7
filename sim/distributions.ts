import { exp, log, normalCdf, normalQuantile } from "./math.ts"
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

/** P(X ≥ x) of a lognormal with the given mean and variance. */
export function lognormalTail(x: number, mean: number, variance: number): number {
  if (x <= 0) return 1
  if (mean <= 0) return 0
  const s2 = log(1 + variance / (mean * mean))
  if (s2 <= 0) return mean >= x ? 1 : 0
  return normalCdf((log(mean / x) - s2 / 2) / Math.sqrt(s2))
}
