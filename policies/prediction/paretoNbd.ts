import { exp, log } from "../../sim/math.ts"
import { type Histories, maximumLikelihood, type PurchaseModel, type Search } from "./purchaseHistory.ts"
import { gaussLegendre } from "./quadrature.ts"
import { logGamma } from "./specialFunctions.ts"

/** Purchase rate λ ~ Gamma(r, α); time until the customer stops ~ exponential of rate μ ~ Gamma(s, β). */
export interface ParetoNbd {
  r: number
  alpha: number
  s: number
  beta: number
}

const { nodes, weights } = gaussLegendre(20)

/**
 * The Pareto/NBD model: Poisson purchases over an exponential lifetime, rates of both gamma over the population.
 * Schmittlein, Morrison & Colombo, Management Science 1987; likelihood, chance alive and conditional expectation as in Fader & Hardie, "A Note on Deriving
 * the Pareto/NBD Model and Related Expressions" (2005), eq. 22–23, 36 and 41. Departs: their A₀, a difference of two ₂F₁ that take two cases, lose digits and
 * slow down as α and β part, is the integral over the time of stopping that it comes from, by Gauss's rule.
 */
export function paretoNbd({ r, alpha, s, beta }: ParetoNbd): PurchaseModel {
  const constant = r * log(alpha) + s * log(beta) - logGamma(r)
  /**
   * ln of how much likelier it is that the customer stopped since the last purchase than not:
   * s ∫ ((α + T)/(α + y))^(r+x) ((β + T)/(β + y))^s dy/(β + y) from `last` to T. With u = ln((α + y)/(α + last)) the integrand falls about as e^(−(r+x)u): what lies
   * beyond e^−40 of it is left out.
   */
  const stopped = (x: number, last: number, observed: number) => {
    const n = r + x
    const start = alpha + last
    const [spanA, spanB] = [log((alpha + observed) / start), log((beta + observed) / (beta + last))]
    const range = Math.min(spanA, 40 / n)
    let sum = 0
    for (let k = 0; k < nodes.length; k++) {
      const u = range * (nodes[k] as number)
      const grown = start * exp(u)
      const later = beta + grown - alpha
      sum += (weights[k] as number) * exp((1 - n) * u - (s + 1) * log(later / (beta + last)))
    }
    return log((s * sum * range * start) / (beta + last)) + n * spanA + s * spanB
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
  search?: Search,
): ParetoNbd & { logLikelihood: number } {
  const named = ([r, alpha, s, beta]: readonly number[]) => ({ r, alpha, s, beta }) as ParetoNbd
  const { parameters, logLikelihood } = maximumLikelihood((p) => paretoNbd(named(p)), [start.r, start.alpha, start.s, start.beta], histories, search)
  return { ...named(parameters), logLikelihood }
}
