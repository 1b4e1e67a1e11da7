import { shown } from "../../scenarios/errors.ts"
import type { Json } from "../policy.ts"
import type { Random } from "../random.ts"

/** Rows that each want one of the arms, and what is seen of them. */
export interface Contexts {
  /** Numbers by which rows get their luck: a row's is the same whoever else is asked about. */
  readonly rows: ArrayLike<number>
  /** Features, rows × features; NaN is unknown and counts as 0. */
  readonly x: ArrayLike<number>
  /** What is known beforehand of each arm's worth, rows × arms, added to what is learned: its cost, a prior; −∞ forbids an arm. */
  readonly known?: ArrayLike<number>
}

/** What a bandit makes of some rows at one moment. */
export interface Judgement {
  /** Worth of each arm to each row, rows × arms: drawn from what is believed, or an upper bound on it, what is known beforehand included. */
  readonly worth: Float64Array
  /**
   * Chance that an arm's worth was to be the row's greatest: the propensity of a policy that takes the greatest.
   * @param price taken off each arm's worth first, by arm; nothing when left out
   */
  chance(row: number, arm: number, price?: ArrayLike<number>): number
}

/**
 * A bandit that sees features before it chooses: arms 0, 1, …, for each row the one whose worth, as judged, is greatest.
 * Rewards may come in any order, after any delay, or never.
 */
export interface ContextualBandit {
  readonly arms: number
  readonly features: number
  judge(contexts: Contexts, random: Random): Judgement
  /**
   * Learns what an arm brought.
   * @param x the row's features, as they were judged
   * @param reward less what was known beforehand; NaN is a reward that nobody told, and is ignored
   * @param random for bandits that learn with luck (the bootstrap)
   */
  update(x: ArrayLike<number>, arm: number, reward: number, random: Random): void
  save(): Json
  load(state: Json): void
}

/** An arm for each row, and the chance with which it was taken. */
export interface Choice {
  arm: Uint16Array
  propensity: Float32Array
}

/** Takes each row's greatest worth; of equals the first. */
export function choose(bandit: ContextualBandit, contexts: Contexts, random: Random): Choice {
  const judged = bandit.judge(contexts, random)
  const count = contexts.rows.length
  const arm = Uint16Array.from({ length: count }, (_, r) => greatest(judged.worth, r * bandit.arms, bandit.arms))
  return { arm, propensity: Float32Array.from(arm, (k, r) => judged.chance(r, k)) }
}

/** Which of `n` values from a place on is the greatest, less its price; of equals the first. */
export function greatest(values: ArrayLike<number>, from: number, n: number, price?: ArrayLike<number>): number {
  let best = 0
  let most = Number.NEGATIVE_INFINITY
  for (let k = 0; k < n; k++) {
    const value = (values[from + k] as number) - (price?.[k] ?? 0)
    if (value > most) {
      most = value
      best = k
    }
  }
  return best
}

/** A row's features with what is unknown as 0. */
export function featuresOf(x: ArrayLike<number>, from: number, n: number, out: Float64Array): Float64Array {
  for (let j = 0; j < n; j++) {
    const value = x[from + j] as number
    out[j] = Number.isNaN(value) ? 0 : value
  }
  return out
}

/** @throws RangeError where rows, features and arms do not fit */
export function checkContexts({ rows, x, known }: Contexts, arms: number, features: number): void {
  if (x.length !== rows.length * features) throw new RangeError(`x: expected ${rows.length} rows × ${features} features; found ${x.length} values`)
  if (known && known.length !== rows.length * arms) throw new RangeError(`known: expected ${rows.length} rows × ${arms} arms; found ${known.length} values`)
}

/** @throws RangeError for what no bandit can be made of */
export function checkSize(arms: number, features: number): void {
  if (!Number.isSafeInteger(arms) || arms < 1 || arms > 65_535) throw new RangeError(`arms: expected a whole number from 1 to 65535; found ${shown(arms)}`)
  if (!Number.isSafeInteger(features) || features < 1) throw new RangeError(`features: expected a whole number of at least 1; found ${shown(features)}`)
}

/** @throws RangeError for an arm that is not there */
export function checkArm(arm: number, arms: number): void {
  if (!(arm >= 0 && arm < arms && Number.isInteger(arm))) throw new RangeError(`arm: expected a whole number from 0 to ${arms - 1}; found ${shown(arm)}`)
}
