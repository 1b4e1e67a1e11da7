import type { ActionValues, Experience, TemporalDifference } from "./actionValues.ts"

/**
 * SARSA: Q(s, a) ← Q(s, a) + α [r + γ Q(s', a') − Q(s, a)], with the action a' that is taken next: it learns the values of the policy that
 * acts, exploration included.
 * Rummery & Niranjan 1994; Sutton & Barto, 2nd ed., eq. 6.7 (and 10.1, where q is a linear function).
 * @returns the temporal-difference error
 */
export function sarsa<S, A>(
  q: ActionValues<S, A>,
  { state, action, reward, next, terminated }: Experience<S, A>,
  nextAction: A,
  { stepSize, discount }: TemporalDifference,
): number {
  const error = reward + (terminated ? 0 : discount * q.value(next, nextAction)) - q.value(state, action)
  q.move(state, action, stepSize * error)
  return error
}

/**
 * Expected SARSA: the mean over the next action in place of the one that is taken, so without its variance.
 * van Seijen, van Hasselt, Whiteson & Wiering 2009; Sutton & Barto, 2nd ed., eq. 6.9.
 * @param chances with which the policy takes each action in the next state
 */
export function expectedSarsa<S>(
  q: ActionValues<S>,
  { state, action, reward, next, terminated }: Experience<S>,
  chances: ArrayLike<number>,
  { stepSize, discount }: TemporalDifference,
): number {
  let expected = 0
  if (!terminated) for (let a = 0; a < chances.length; a++) expected += (chances[a] as number) * q.value(next, a)
  const error = reward + discount * expected - q.value(state, action)
  q.move(state, action, stepSize * error)
  return error
}
