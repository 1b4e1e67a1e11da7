/**
 * Estimates of the discounted reward that follows an action in a state, Q(s, a), as temporal-difference learners read and move them: a table
 * (qTable.ts), or weights of tiles (tileValues.ts). Learners are functions beside their papers: qLearning.ts, sarsa.ts, doubleQ.ts.
 */
export interface ActionValues<S> {
  /** How many actions there are, numbered from 0. */
  readonly actions: number
  value(state: S, action: number): number
  /** Moves an estimate by an amount, which is the step size × the temporal-difference error. */
  move(state: S, action: number, by: number): void
}

/** One step of experience. */
export interface Experience<S> {
  state: S
  action: number
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

/** The highest value of any action in a state. */
export function highest<S>(q: ActionValues<S>, state: S): number {
  let best = q.value(state, 0)
  for (let a = 1; a < q.actions; a++) best = Math.max(best, q.value(state, a))
  return best
}
