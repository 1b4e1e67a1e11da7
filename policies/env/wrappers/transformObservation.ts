import type { Env } from "../env.ts"
import type { Space } from "../spaces/space.ts"
import { wrap } from "../wrap.ts"

/** Shows a function of each observation (`gymnasium.wrappers.TransformObservation`). @param observationSpace what the function gives is in it */
export function transformObservation<Obs, Act, NewObs>(
  env: Env<Obs, Act>,
  observe: (observation: Obs) => NewObs,
  observationSpace: Space<NewObs>,
): Env<NewObs, Act> {
  return wrap(env, {
    observationSpace,
    reset(options) {
      const start = env.reset(options)
      return { ...start, observation: observe(start.observation) }
    },
    step(action) {
      const transition = env.step(action)
      return { ...transition, observation: observe(transition.observation) }
    },
  })
}
