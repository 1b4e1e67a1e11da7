import type { Env } from "../env.ts"
import { wrap } from "../wrap.ts"

/**
 * Begins the next episode with the step after an end: its action is not used, its reward is 0, nothing ends (`gymnasium.wrappers.Autoreset` since 1.0, next-step mode).
 * The end's own observation is the transition's, as without the wrapper.
 */
export function autoreset<Obs, Act>(env: Env<Obs, Act>): Env<Obs, Act> {
  let ended = false
  return wrap(env, {
    reset(options) {
      ended = false
      return env.reset(options)
    },
    step(action) {
      const transition = ended ? { ...env.reset(), reward: 0, terminated: false, truncated: false } : env.step(action)
      ended = transition.terminated || transition.truncated
      return transition
    },
  })
}
