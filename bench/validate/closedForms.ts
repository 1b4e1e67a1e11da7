/** ln Γ(x), x > 0: Lanczos's approximation (g = 7, nine terms). */
export function logGamma(x: number): number {
  const c = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012,
    9.9843695780195716e-6, 1.5056327351493116e-7,
  ]
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const t = x + 6.5
  const sum = c.reduce((s, term, k) => (k === 0 ? term : s + term / (x - 1 + k)), 0)
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum)
}

export const logBeta = (a: number, b: number): number => logGamma(a) + logGamma(b) - logGamma(a + b)

/** Gauss's 2F1(a, b; c; z) by its series, |z| < 1. */
export function hypergeometric(a: number, b: number, c: number, z: number): number {
  let [term, sum] = [1, 1]
  for (let k = 0; k < 100_000 && Math.abs(term) > 1e-17 * Math.abs(sum); k++) {
    term *= ((a + k) * (b + k) * z) / ((c + k) * (k + 1))
    sum += term
  }
  return sum
}

/** P(x) of a negative binomial: Poisson with a gamma mean. */
export function negativeBinomial(x: number, mean: number, shape: number): number {
  const p = mean / (mean + shape)
  return Math.exp(logGamma(shape + x) - logGamma(shape) - logGamma(x + 1) + shape * Math.log(1 - p) + x * Math.log(p))
}

/** P(x of n) of a binomial with a Beta(a, b) chance. */
export function betaBinomial(x: number, n: number, a: number, b: number): number {
  return Math.exp(logGamma(n + 1) - logGamma(x + 1) - logGamma(n - x + 1) + logBeta(x + a, n - x + b) - logBeta(a, b))
}

export function poisson(x: number, rate: number): number {
  return Math.exp(x * Math.log(rate) - rate - logGamma(x + 1))
}
