import { exp, log } from "../../sim/math.ts"
import { nelderMead } from "./nelderMead.ts"
import { incompleteBeta, logGamma, logistic, logit } from "./specialFunctions.ts"

/**
 * Intervals between a customer's purchases ~ Gamma(shape, rate); rates over customers ~ Gamma(a, b). Shape 1 is Poisson; the greater, the more regular. After each purchase
 * one stops for good with chance `stop`.
 */
export interface Timing {
  shape: number
  a: number
  b: number
  stop: number
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
  /** Further intervals of which only number and sum are known: they tell of the rate, not of the shape. */
  before?: { count: ArrayLike<number>; sum: ArrayLike<number> }
}

/**
 * ln likelihood of one customer's intervals and of the one that is still open, the rate integrated out.
 * Gamma renewals with gamma heterogeneity: Chatfield & Goodhardt, "A Consumer Purchasing Model with Erlang Inter-Purchase Times", JASA 1973, with a shape that need
 * not be whole (Platzer & Reutterer, "Ticking Away the Moments", Marketing Science 2016) and stopping after purchases (Reutterer, Platzer & Schröder, "Leveraging
 * Purchase Regularity for Predicting Customer Behavior the Easy Way", IJRM 2021; departs: one chance to stop for all).
 */
export function timingLogLikelihood(timing: Timing, count: number, sum: number, logs: number, elapsed: number): number {
  const { shape, a, b, stop } = timing
  const n = a + count * shape
  const closed = (shape - 1) * logs - count * logGamma(shape) + logGamma(n) - logGamma(a) + a * log(b) - n * log(b + sum) + count * log(1 - stop)
  return closed + log(Math.max(1e-300, stop + (1 - stop) * (1 - within(timing, count, sum, elapsed))))
}

/** The same of so many closed intervals of which only the sum is known: a gamma of their shapes' sum. */
function sumLogLikelihood({ shape, a, b, stop }: Timing, count: number, sum: number): number {
  if (!(count > 0 && sum > 0)) return 0
  const n = count * shape
  return (n - 1) * log(sum) - logGamma(n) + logGamma(a + n) - logGamma(a) + a * log(b) - (a + n) * log(b + sum) + count * log(1 - stop)
}

/** Chance that a customer's interval is at most `time`: rate · interval is a gamma, so time/(time + b + sum) is a beta. */
export function within({ shape, a, b }: Omit<Timing, "stop">, count: number, sum: number, time: number): number {
  return time > 0 ? incompleteBeta(time / (time + b + sum), shape, a + count * shape) : 0
}

/** Chance that a customer has not stopped, after `elapsed` without a purchase; one who never bought has not begun to. */
export function stillBuys(timing: Timing, count: number, sum: number, elapsed: number): number {
  if (count === 0) return 1
  const silent = (1 - timing.stop) * (1 - within(timing, count, sum, elapsed))
  return silent / Math.max(1e-300, silent + timing.stop)
}

/** Chance that the next purchase falls into the time ahead, after `elapsed` without one. */
export function dueWithin(timing: Timing, count: number, sum: number, elapsed: number, ahead: number): number {
  const now = within(timing, count, sum, elapsed)
  const due = Math.min(1, (within(timing, count, sum, elapsed + ahead) - now) / Math.max(1e-12, 1 - now))
  return timing.stop > 0 ? due * stillBuys(timing, count, sum, elapsed) : due
}

/** Expected interval; infinite where nothing is known and the population's spread has no mean. */
export function expectedInterval({ shape, a, b }: Omit<Timing, "stop">, count: number, sum: number): number {
  const n = a + count * shape
  return n > 1 ? (shape * (b + sum)) / (n - 1) : Number.POSITIVE_INFINITY
}

/** Shape, spread and stopping by maximum likelihood over customers: empirical Bayes. */
export function fitTiming({ count, sum, logs, elapsed, before }: Intervals, start?: Timing, tolerance = 1e-9): Timing {
  const [n, total] = [totalOf(count) + totalOf(before?.count ?? []), totalOf(sum) + totalOf(before?.sum ?? [])]
  if (totalOf(count) === 0) return start ?? { shape: 1, a: 1, b: 1, stop: 0 }
  const from = start ?? { shape: 1, a: 2, b: (2 * total) / n, stop: 0.05 }
  const named = (at: readonly number[]): Timing => {
    const [shape, a, b] = at.slice(0, 3).map((l) => exp(Math.max(-6, Math.min(9, l)))) as [number, number, number]
    return { shape, a, b, stop: logistic(Math.max(-12, Math.min(12, at[3] as number))) }
  }
  const cost = (at: readonly number[]) => {
    const timing = named(at)
    let cost = at.slice(0, 3).reduce((out, l) => out + Math.max(0, l - 9, -6 - l), 0) + Math.max(0, Math.abs(at[3] as number) - 12)
    for (let i = 0; i < count.length; i++) {
      const known = { count: before?.count[i] ?? 0, sum: before?.sum[i] ?? 0 }
      cost -= sumLogLikelihood(timing, known.count, known.sum)
      // what is known of the rate beforehand is its prior
      const given = { ...timing, a: timing.a + timing.shape * known.count, b: timing.b + known.sum }
      cost -= timingLogLikelihood(given, count[i] as number, sum[i] as number, logs[i] as number, elapsed[i] as number)
    }
    return cost
  }
  return named(nelderMead(cost, [log(from.shape), log(from.a), log(from.b), logit(from.stop)], { tolerance, most: 600 }).at)
}

function totalOf(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i] as number
  return sum
}
