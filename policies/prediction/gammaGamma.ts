import { exp, log } from "../../sim/math.ts"
import { nelderMead } from "./nelderMead.ts"
import { logGamma } from "./specialFunctions.ts"

/** Money of a purchase ~ Gamma(p, ν) about a customer's own mean, ν ~ Gamma(q, v) over customers; q > 1, so that the population has a mean. */
export interface GammaGamma {
  p: number
  q: number
  v: number
}

/** ln likelihood of a mean of `mean` over `count` > 0 purchases. Fader & Hardie, "The Gamma-Gamma Model of Monetary Value" (2013), eq. 1a. */
export function gammaGammaLogLikelihood({ p, q, v }: GammaGamma, count: number, mean: number): number {
  const n = p * count
  return logGamma(n + q) - logGamma(n) - logGamma(q) + q * log(v) + (n - 1) * log(mean) + n * log(count) - (n + q) * log(count * mean + v)
}

/** Expected money of a customer's next purchase: between the population's mean and the customer's, the nearer to the latter the more are known (eq. 5). */
export function expectedMoney({ p, q, v }: GammaGamma, count: number, mean: number): number {
  return count > 0 && mean > 0 ? (p * (v + count * mean)) / (p * count + q - 1) : (p * v) / (q - 1)
}

/** Maximum likelihood over the customers who have bought. */
export function fitGammaGamma(counts: ArrayLike<number>, means: ArrayLike<number>, start: GammaGamma = { p: 1, q: 2, v: 1 }): GammaGamma {
  const named = (at: readonly number[]) => {
    const [p, above, v] = at.map((l) => exp(Math.max(-9, Math.min(14, l)))) as [number, number, number]
    return { p, q: 1 + above, v }
  }
  const cost = (at: readonly number[]) => {
    const parameters = named(at)
    let sum = 0
    for (let i = 0; i < counts.length; i++) {
      const [count, mean] = [counts[i] as number, means[i] as number]
      if (count > 0 && mean > 0) sum -= gammaGammaLogLikelihood(parameters, count, mean)
    }
    return sum
  }
  return named(nelderMead(cost, [log(start.p), log(start.q - 1), log(start.v)], { tolerance: 1e-12 }).at)
}
