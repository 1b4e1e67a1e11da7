import { exp, log } from "../../sim/math.ts"
import { nelderMead } from "./nelderMead.ts"

/** What is known of customers' purchases, a value a customer, times in one unit (weeks, days). */
export interface Histories {
  /** Purchases after the clock began (after the first purchase, where that began it). */
  purchases: ArrayLike<number>
  /** Time of the last of them since the clock began; 0 without any. */
  last: ArrayLike<number>
  /** Time since the clock began. */
  observed: ArrayLike<number>
}

/** A model of buying until one stops for good, in a population whose rates differ. Times in the unit of its histories. */
export interface PurchaseModel {
  /** Of one customer's history. */
  logLikelihood(purchases: number, last: number, observed: number): number
  /** Chance that the customer has not stopped. */
  alive(purchases: number, last: number, observed: number): number
  /** Expected purchases of a new customer in the time since the clock began. */
  expected(time: number): number
  /** Expected purchases of one who is still a customer, in the time ahead. */
  ahead(time: number, purchases: number, last: number, observed: number): number
  /** Chance that one who has not stopped makes none in the time ahead: the rate's posterior is a gamma. */
  silent(time: number, purchases: number, observed: number): number
}

/** How parameters are searched for: see nelderMead. */
export type Search = NonNullable<Parameters<typeof nelderMead>[2]>

/** Parameters by maximum likelihood, searched for by their logarithms, each held to [1e−4, 1e4]. */
export function maximumLikelihood(make: (parameters: readonly number[]) => PurchaseModel, start: readonly number[], h: Histories, search: Search = {}) {
  const bound = 9.21
  const { purchases, last, observed, counts } = distinct(h)
  const cost = (logs: readonly number[]) => {
    const model = make(logs.map((l) => exp(Math.max(-bound, Math.min(bound, l)))))
    let sum = 0
    for (let i = 0; i < counts.length; i++) sum -= (counts[i] as number) * model.logLikelihood(purchases[i] as number, last[i] as number, observed[i] as number)
    // a small pull back from beyond the bounds, where the likelihood no longer changes
    return sum + logs.reduce((out, l) => out + Math.max(0, Math.abs(l) - bound), 0)
  }
  const { at, value } = nelderMead(cost, start.map(log), { tolerance: 1e-11, ...search })
  return { parameters: at.map((l) => exp(Math.max(-bound, Math.min(bound, l)))), logLikelihood: -value }
}

/** Histories that are the same counted together: those who never bought are many, and alike. */
function distinct(h: Histories) {
  const places = new Map<string, number>()
  const out = { purchases: [] as number[], last: [] as number[], observed: [] as number[], counts: [] as number[] }
  for (let i = 0; i < h.purchases.length; i++) {
    const history = [h.purchases[i] as number, h.last[i] as number, h.observed[i] as number] as const
    const key = history.join("/")
    const at = places.get(key)
    if (at !== undefined) {
      out.counts[at] = (out.counts[at] as number) + 1
      continue
    }
    places.set(key, out.counts.length)
    out.purchases.push(history[0])
    out.last.push(history[1])
    out.observed.push(history[2])
    out.counts.push(1)
  }
  return out
}
