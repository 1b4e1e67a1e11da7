import type { Env } from "../env.ts"
import { wrap } from "../wrap.ts"

/**
 * Truncates an episode after a number of steps (`gymnasium.wrappers.TimeLimit`); never terminates it.
 * Departs: a step after the last is refused, where Gymnasium steps on.
 * @throws RangeError where the number is not at least 1
 */
export function timeLimit<Obs, Act>(env: Env<Obs, Act>, maxEpisodeSteps: number): Env<Obs, Act> {
  if (!(Number.isSafeInteger(maxEpisodeSteps) && maxEpisodeSteps >= 1))
    throw new RangeError(`timeLimit: expected a whole number of at least 1; found ${maxEpisodeSteps}`)
  let elapsed = 0
  return wrap(env, {
    reset(options) {
      elapsed = 0
      return env.reset(options)
    },
    step(action) {
      if (elapsed >= maxEpisodeSteps) throw new RangeError(`step: expected a reset after ${maxEpisodeSteps} steps; found one more`)
      const transition = env.step(action)
      elapsed++
      return elapsed >= maxEpisodeSteps ? { ...transition, truncated: true } : transition
    },
  })
}
