import { exp, log } from "../../sim/math.ts"
import { type Histories, maximumLikelihood, type PurchaseModel, type Search } from "./purchaseHistory.ts"
import { hypergeometric, logBeta, logGamma } from "./specialFunctions.ts"

/** Purchase rate λ ~ Gamma(r, α); after each purchase a customer stops with chance p ~ Beta(a, b). */
export interface BgNbd {
  r: number
  alpha: number
  a: number
  b: number
}

/**
 * The beta-geometric/NBD model: Poisson purchases until the customer stops, which happens only right after a purchase.
 * Fader, Hardie & Lee, "Counting Your Customers the Easy Way", Marketing Science 2005: likelihood (6), expectation (9), conditional expectation (10).
 * Both expectations are written by Euler's transformation ₂F₁(a, b; c; z) = (1 − z)^(c−a−b) ₂F₁(c − a, c − b; c; z), whose series neither overflows nor
 * slows down for customers with many purchases.
 */
export function bgNbd({ r, alpha, a, b }: BgNbd): PurchaseModel {
  const constant = r * log(alpha) - logGamma(r) - logBeta(a, b)
  /** ln of how much likelier it is that the customer stopped after the last purchase than that it goes on. */
  const stopped = (x: number, last: number, observed: number) => log(a / (b + x - 1)) + (r + x) * log((alpha + observed) / (alpha + last))
  const ahead = (time: number, x: number, observed: number) => {
    // at a = 1 and c = 0 the expression has a removable 0/0
    const stop = Math.abs(a - 1) < 1e-7 ? 1 + 1e-7 : a
    const c = Math.abs(stop + b + x - 1) < 1e-7 ? 1e-7 : stop + b + x - 1
    const z = time / (alpha + observed + time)
    return (c / (stop - 1)) * (1 - exp((stop - 1) * log(1 - z)) * hypergeometric(c - r - x, stop - 1, c, z))
  }
  return {
    logLikelihood(x, last, observed) {
      const base = constant + logGamma(r + x) + logBeta(a, b + x) - (r + x) * log(alpha + observed)
      return x > 0 ? base + softplus(stopped(x, last, observed)) : base
    },
    alive: (x, last, observed) => (x > 0 ? 1 / (1 + exp(Math.min(700, stopped(x, last, observed)))) : 1),
    expected: (time) => ahead(time, 0, 0),
    ahead: (time, x, _last, observed) => ahead(time, x, observed),
    silent: (time, x, observed) => exp((r + x) * log((alpha + observed) / (alpha + observed + time))),
  }
}

/** ln(1 + e^x). */
function softplus(x: number): number {
  return x > 35 ? x : log(1 + exp(x))
}

export function fitBgNbd(histories: Histories, start: BgNbd = { r: 1, alpha: 1, a: 1, b: 1 }, search?: Search): BgNbd & { logLikelihood: number } {
  const named = ([r, alpha, a, b]: readonly number[]) => ({ r, alpha, a, b }) as BgNbd
  const { parameters, logLikelihood } = maximumLikelihood((p) => bgNbd(named(p)), [start.r, start.alpha, start.a, start.b], histories, search)
  return { ...named(parameters), logLikelihood }
}
