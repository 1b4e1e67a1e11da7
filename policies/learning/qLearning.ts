import type { ActionValues, Experience, TemporalDifference } from "./actionValues.ts"

/**
 * Q-learning: Q(s, a) ← Q(s, a) + α [r + γ max_a' Q(s', a') − Q(s, a)]. It learns the best policy's values whatever policy acts.
 * Watkins 1989; Watkins & Dayan, Machine Learning 8 (1992), eq. 1; Sutton & Barto, 2nd ed., eq. 6.8.
 * @returns the temporal-difference error
 */
export function qLearning<S, A>(
  q: ActionValues<S, A>,
  { state, action, reward, next, terminated }: Experience<S, A>,
  { stepSize, discount }: TemporalDifference,
): number {
  const error = reward + (terminated ? 0 : discount * q.value(next, q.best(next))) - q.value(state, action)
  q.move(state, action, stepSize * error)
  return error
}
