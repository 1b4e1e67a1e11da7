import type { Env } from "../env.ts"
import type { Space } from "../spaces/space.ts"
import { zero } from "../spaces/zero.ts"
import { type BatchOf, batchSpace, concatenate } from "../vector/batch.ts"
import { wrap } from "../wrap.ts"

/**
 * Shows the last observations together, oldest first (`gymnasium.wrappers.FrameStackObservation`).
 * @param padding what fills the places before the first: that observation again, or zeros
 * @throws RangeError where fewer than one is stacked
 */
export function frameStack<Obs, Act>(env: Env<Obs, Act>, size: number, padding: "reset" | "zero" = "reset"): Env<BatchOf<Obs>, Act> {
  if (!(Number.isSafeInteger(size) && size >= 1)) throw new RangeError(`frameStack: expected a whole number of at least 1; found ${size}`)
  const { observationSpace } = env
  let frames: Obs[] = []
  const stacked = () => concatenate(observationSpace, frames)
  return wrap(env, {
    observationSpace: batchSpace(observationSpace, size) as Space<BatchOf<Obs>>,
    reset(options) {
      const start = env.reset(options)
      const before = padding === "reset" ? start.observation : zero(observationSpace)
      frames = [...new Array<Obs>(size - 1).fill(before), start.observation]
      return { ...start, observation: stacked() }
    },
    step(action) {
      const transition = env.step(action)
      frames = [...frames.slice(1), transition.observation]
      return { ...transition, observation: stacked() }
    },
  })
}
