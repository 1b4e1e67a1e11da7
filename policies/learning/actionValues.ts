import type { Draws } from "./greedy.ts"

/**
 * Estimates of the discounted reward that follows an action in a state, Q(s, a), as temporal-difference learners read and move them: a table
 * (qTable.ts), weights of tiles (tileValues.ts), or a sum of such (sumValues.ts). Learners are functions beside their papers: qLearning.ts,
 * sarsa.ts, doubleQ.ts.
 */
export interface ActionValues<S, A = number> {
  value(state: S, action: A): number
  /** Moves an estimate by an amount, which is the step size × the temporal-difference error. */
  move(state: S, action: A, by: number): void
  /** The action of the highest value; of those that tie, one at random, or the first where no luck is given. */
  best(state: S, random?: Draws): A
}

/** One step of experience. */
export interface Experience<S, A = number> {
  state: S
  action: A
  reward: number
  next: S
  /** Nothing follows: the next state is terminal, so its value is 0. A time limit alone ends nothing in this sense. */
  terminated: boolean
}

export interface TemporalDifference {
  /** α, the share of the error by which an estimate moves, above 0 and at most 1. */
  stepSize: number
  /** γ, worth of a reward one step later, 0 to 1. */
  discount: number
}
