import { exp, log } from "../../sim/math.ts"
import { type Histories, maximumLikelihood, type PurchaseModel } from "./purchaseHistory.ts"
import { hypergeometric, logGamma } from "./specialFunctions.ts"

/** Purchase rate λ ~ Gamma(r, α); time until the customer stops ~ exponential of rate μ ~ Gamma(s, β). */
export interface ParetoNbd {
  r: number
  alpha: number
  s: number
  beta: number
}

/**
 * The Pareto/NBD model: Poisson purchases over an exponential lifetime, rates of both gamma over the population.
 * Schmittlein, Morrison & Colombo, Management Science 1987; likelihood, chance alive and conditional expectation as in Fader & Hardie, "A Note on Deriving
 * the Pareto/NBD Model and Related Expressions" (2005), eq. 22–23, 36 and 41. ₂F₁(A, B; A + 1; z) is taken as (1 − z)^(1−B) ₂F₁(1, A + 1 − B; A + 1; z) and in
 * logarithms, so that customers with many purchases do not overflow.
 */
export function paretoNbd({ r, alpha, s, beta }: ParetoNbd): PurchaseModel {
  const constant = r * log(alpha) + s * log(beta) - logGamma(r)
  const most = Math.max(alpha, beta)
  const gap = Math.abs(alpha - beta)

  /** ln of ₂F₁/(max(α, β) + time)^(r+s+x), of the paper's A₀. */
  const part = (x: number, time: number) => {
    const order = r + s + x
    const second = alpha >= beta ? s + 1 : r + x
    const z = gap / (most + time)
    return (1 - second) * log(1 - z) + log(hypergeometric(1, order + 1 - second, order + 1, z)) - order * log(most + time)
  }
  /** ln of how much likelier it is that the customer has stopped than not. */
  const stopped = (x: number, last: number, observed: number) => {
    const early = part(x, last)
    const late = part(x, observed)
    return log(s / (r + s + x)) + early + log(Math.max(0, 1 - exp(Math.min(0, late - early)))) + (r + x) * log(alpha + observed) + s * log(beta + observed)
  }
  const survive = Math.abs(s - 1) < 1e-7 ? 1 + 1e-7 : s
  const lasting = (time: number, from: number) => (1 - exp((survive - 1) * log((beta + from) / (beta + from + time)))) / (survive - 1)
  return {
    logLikelihood(x, last, observed) {
      const odds = observed > last ? stopped(x, last, observed) : Number.NEGATIVE_INFINITY
      const both = odds > 35 ? odds : log(1 + exp(Math.max(-700, odds)))
      return constant + logGamma(r + x) - (r + x) * log(alpha + observed) - s * log(beta + observed) + both
    },
    alive: (x, last, observed) => (observed > last ? 1 / (1 + exp(Math.max(-700, Math.min(700, stopped(x, last, observed))))) : 1),
    expected: (time) => ((r * beta) / alpha) * lasting(time, 0),
    ahead: (time, x, _last, observed) => (((r + x) * (beta + observed)) / (alpha + observed)) * lasting(time, observed),
    silent: (time, x, observed) => exp((r + x) * log((alpha + observed) / (alpha + observed + time))),
  }
}

export function fitParetoNbd(
  histories: Histories,
  start: ParetoNbd = { r: 1, alpha: 1, s: 1, beta: 1 },
  tolerance?: number,
): ParetoNbd & { logLikelihood: number } {
  const named = ([r, alpha, s, beta]: readonly number[]) => ({ r, alpha, s, beta }) as ParetoNbd
  const { parameters, logLikelihood } = maximumLikelihood((p) => paretoNbd(named(p)), [start.r, start.alpha, start.s, start.beta], histories, tolerance)
  return { ...named(parameters), logLikelihood }
}
