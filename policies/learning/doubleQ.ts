import type { ActionValues, Experience, TemporalDifference } from "./actionValues.ts"
import type { Draws } from "./greedy.ts"

/**
 * Double Q-learning: a coin says which of two estimates moves; it picks the best next action, and the other says what that is worth. One estimate
 * that does both takes the highest of noisy values for the value of the best, which is too high (maximisation bias).
 * van Hasselt, "Double Q-learning", NIPS 2010, algorithm 1; Sutton & Barto, 2nd ed., eq. 6.10.
 * @returns the temporal-difference error
 */
export function doubleQ<S, A>(
  pair: readonly [ActionValues<S, A>, ActionValues<S, A>],
  { state, action, reward, next, terminated }: Experience<S, A>,
  { stepSize, discount }: TemporalDifference,
  random: Draws,
): number {
  const first = random.next() < 0.5
  const [moved, judge] = first ? pair : [pair[1], pair[0]]
  const error = reward + (terminated ? 0 : discount * judge.value(next, moved.best(next, random))) - moved.value(state, action)
  moved.move(state, action, stepSize * error)
  return error
}
