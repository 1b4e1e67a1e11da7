import type { Env } from "../env.ts"
import { wrap } from "../wrap.ts"

/** Refuses a step before the first reset (`gymnasium.wrappers.OrderEnforcing`). */
export function orderEnforcing<Obs, Act>(env: Env<Obs, Act>): Env<Obs, Act> {
  let begun = false
  return wrap(env, {
    reset(options) {
      begun = true
      return env.reset(options)
    },
    step(action) {
      if (!begun) throw new RangeError("step: expected a reset before the first step")
      return env.step(action)
    },
  })
}
