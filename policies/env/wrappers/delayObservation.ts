import type { Env } from "../env.ts"
import { zero } from "../spaces/zero.ts"
import { wrap } from "../wrap.ts"

/**
 * Shows each observation `delay` steps late; zeros until the first arrives (`gymnasium.wrappers.DelayObservation`). Rewards and the episode's end are not delayed.
 * @throws RangeError for a delay below 0
 */
export function delayObservation<Obs, Act>(env: Env<Obs, Act>, delay: number): Env<Obs, Act> {
  if (!(Number.isSafeInteger(delay) && delay >= 0)) throw new RangeError(`delayObservation: expected a count; found ${delay}`)
  let waiting: Obs[] = []
  const late = (observation: Obs) => {
    waiting.push(observation)
    return waiting.length > delay ? (waiting.shift() as Obs) : zero(env.observationSpace)
  }
  return wrap(env, {
    reset(options) {
      const start = env.reset(options)
      waiting = []
      return { ...start, observation: late(start.observation) }
    },
    step(action) {
      const transition = env.step(action)
      return { ...transition, observation: late(transition.observation) }
    },
  })
}
