import { shown } from "../../scenarios/errors.ts"
import { beta } from "../../sim/distributions.ts"
import type { Json } from "../policy.ts"
import type { Random } from "../random.ts"

/** Which of the base arms are best together, given what each is worth. */
export type Oracle = (worth: ArrayLike<number>) => readonly number[]

export interface Combinatorial {
  /** Base arms played together. */
  choose(random: Random): readonly number[]
  /** What a base arm of an earlier choice brought, 0 to 1: 1 with that chance counts (Agrawal & Goyal 2012). Late, or never; NaN is ignored. */
  reward(arm: number, value: number, random: Random): void
  save(): Json
  load(state: Json): void
}

/**
 * Combinatorial Thompson sampling: draw each base arm's mean from its Beta(1, 1) posterior, and play what the oracle finds best for the draws.
 * Wang & Chen, "Thompson sampling for combinatorial semi-bandits", ICML 2018, Algorithm 1. The oracle must be exact: with an approximate one regret can be linear (their
 * Theorem 2).
 */
export function combinatorialThompson(arms: number, oracle: Oracle): Combinatorial {
  if (!Number.isSafeInteger(arms) || arms < 1) throw new RangeError(`arms: expected a whole number of at least 1; found ${shown(arms)}`)
  const wins = new Float64Array(arms).fill(1)
  const losses = new Float64Array(arms).fill(1)
  return {
    choose(random) {
      const uniforms = () => Math.max(random.next(), 2 ** -54)
      return oracle(Float64Array.from(wins, (a, k) => beta(a, losses[k] as number, uniforms)))
    },
    reward(arm, value, random) {
      if (!(arm >= 0 && arm < arms)) throw new RangeError(`arm: expected a whole number from 0 to ${arms - 1}; found ${shown(arm)}`)
      if (Number.isNaN(value)) return
      if (!(value >= 0 && value <= 1)) throw new RangeError(`reward: expected a number from 0 to 1; found ${shown(value)}`)
      const won = value === 1 || (value > 0 && random.next() < value)
      const counts = won ? wins : losses
      counts[arm] = (counts[arm] as number) + 1
    },
    save: () => ({ wins: [...wins], losses: [...losses] }),
    load(state) {
      const s = state as { wins: number[]; losses: number[] }
      wins.set(s.wins)
      losses.set(s.losses)
    },
  }
}

/** The k greatest, ascending; of equals the first. */
export const topOf =
  (k: number): Oracle =>
  (worth) =>
    Array.from({ length: worth.length }, (_, arm) => arm)
      .sort((a, b) => (worth[b] as number) - (worth[a] as number) || a - b)
      .slice(0, k)
      .sort((a, b) => a - b)

/**
 * The set of greatest worth whose weights fit into a knapsack, by dynamic programming over its capacity: exact.
 * @param weights whole numbers of at least 0, by arm @param capacity a whole number
 */
export function knapsackOf(weights: readonly number[], capacity: number): Oracle {
  if (!Number.isSafeInteger(capacity) || capacity < 0) throw new RangeError(`capacity: expected a whole number of at least 0; found ${shown(capacity)}`)
  for (const weight of weights)
    if (!Number.isSafeInteger(weight) || weight < 0) throw new RangeError(`weights: expected whole numbers of at least 0; found ${shown(weight)}`)
  return (worth) => {
    const n = weights.length
    const best = new Float64Array(capacity + 1)
    const taken = Array.from({ length: n }, () => new Uint8Array(capacity + 1))
    for (let arm = 0; arm < n; arm++) {
      const weight = weights[arm] as number
      const value = worth[arm] as number
      if (!(value > 0)) continue
      for (let room = capacity; room >= weight; room--) {
        const total = (best[room - weight] as number) + value
        if (total <= (best[room] as number)) continue
        best[room] = total
        ;(taken[arm] as Uint8Array)[room] = 1
      }
    }
    const chosen: number[] = []
    for (let arm = n - 1, room = capacity; arm >= 0; arm--)
      if ((taken[arm] as Uint8Array)[room]) {
        chosen.push(arm)
        room -= weights[arm] as number
      }
    return chosen.reverse()
  }
}
