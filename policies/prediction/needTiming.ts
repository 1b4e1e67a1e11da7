import { exp, log } from "../../sim/math.ts"
import { nelderMead } from "./nelderMead.ts"
import { incompleteBeta, logGamma } from "./specialFunctions.ts"

/** Intervals between a customer's purchases ~ Gamma(shape, rate); rates over customers ~ Gamma(a, b). Shape 1 is Poisson; the greater, the more regular. */
export interface Timing {
  shape: number
  a: number
  b: number
}

/** What is known of customers' intervals, a value a customer, times in one unit. */
export interface Intervals {
  /** How many intervals were seen from purchase to purchase. */
  count: ArrayLike<number>
  /** Their sum, and the sum of their logarithms. */
  sum: ArrayLike<number>
  logs: ArrayLike<number>
  /** Time since the last purchase. */
  elapsed: ArrayLike<number>
}

/**
 * ln likelihood of one customer's intervals and of the one that is still open, the rate integrated out.
 * Gamma renewals with gamma heterogeneity: Chatfield & Goodhardt, "A Consumer Purchasing Model with Erlang Inter-Purchase Times", JASA 1973, with a shape that need
 * not be whole (Platzer & Reutterer, "Ticking Away the Moments", Marketing Science 2016).
 */
export function timingLogLikelihood({ shape, a, b }: Timing, count: number, sum: number, logs: number, elapsed: number): number {
  const n = a + count * shape
  const closed = (shape - 1) * logs - count * logGamma(shape) + logGamma(n) - logGamma(a) + a * log(b) - n * log(b + sum)
  return closed + log(Math.max(1e-300, 1 - within({ shape, a, b }, count, sum, elapsed)))
}

/** Chance that a customer's interval is at most `time`: rate · interval is a gamma, so time/(time + b + sum) is a beta. */
export function within({ shape, a, b }: Timing, count: number, sum: number, time: number): number {
  return time > 0 ? incompleteBeta(time / (time + b + sum), shape, a + count * shape) : 0
}

/** Chance that the next purchase falls into the time ahead, after `elapsed` without one. */
export function dueWithin(timing: Timing, count: number, sum: number, elapsed: number, ahead: number): number {
  const now = within(timing, count, sum, elapsed)
  return Math.min(1, (within(timing, count, sum, elapsed + ahead) - now) / Math.max(1e-12, 1 - now))
}

/** Expected interval; infinite where nothing is known and the population's spread has no mean. */
export function expectedInterval({ shape, a, b }: Timing, count: number, sum: number): number {
  const n = a + count * shape
  return n > 1 ? (shape * (b + sum)) / (n - 1) : Number.POSITIVE_INFINITY
}

/** Shape and spread by maximum likelihood over customers: empirical Bayes. */
export function fitTiming({ count, sum, logs, elapsed }: Intervals, start?: Timing, tolerance = 1e-9): Timing {
  const [n, total] = [totalOf(count), totalOf(sum)]
  if (n === 0) return start ?? { shape: 1, a: 1, b: 1 }
  const from = start ?? { shape: 1, a: 2, b: (2 * total) / n }
  const named = (at: readonly number[]) => {
    const [shape, a, b] = at.map((l) => exp(Math.max(-6, Math.min(9, l)))) as [number, number, number]
    return { shape, a, b }
  }
  const cost = (at: readonly number[]) => {
    const timing = named(at)
    let cost = at.reduce((out, l) => out + Math.max(0, l - 9, -6 - l), 0)
    for (let i = 0; i < count.length; i++) cost -= timingLogLikelihood(timing, count[i] as number, sum[i] as number, logs[i] as number, elapsed[i] as number)
    return cost
  }
  return named(nelderMead(cost, [log(from.shape), log(from.a), log(from.b)], { tolerance, most: 600 }).at)
}

function totalOf(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i] as number
  return sum
}
