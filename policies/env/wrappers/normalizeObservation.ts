import type { Json } from "../../policy.ts"
import type { Env } from "../env.ts"
import { box } from "../spaces/box.ts"
import { boxOf } from "./boxOf.ts"
import { RunningMoments } from "./runningMoments.ts"
import { transformObservation } from "./transformObservation.ts"

/** A wrapper that remembers over episodes. `update(false)` freezes it, for evaluation. */
export interface Normalized<Obs, Act> extends Env<Obs, Act> {
  readonly moments: RunningMoments
  update(on: boolean): void
  save(): Json
  load(state: Json): void
}

/**
 * Shows (x − mean) / √(variance + ε), with running moments of each number of the observations so far, that one included (`gymnasium.wrappers.NormalizeObservation`).
 * @throws RangeError where observations are no Box: flatten them first
 */
export function normalizeObservation<Act>(env: Env<Float64Array, Act> | Env<Float32Array, Act>, epsilon = 1e-8): Normalized<Float64Array, Act> {
  const { shape, size } = boxOf("normalizeObservation", env.observationSpace)
  const moments = new RunningMoments(size)
  let updates = true
  const normalize = (observation: ArrayLike<number>) => {
    if (updates) moments.add(observation)
    return Float64Array.from(observation, (x, k) => (x - (moments.mean[k] as number)) / Math.sqrt((moments.variance[k] as number) + epsilon))
  }
  const space = box(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, { shape })
  return Object.assign(transformObservation(env as Env<ArrayLike<number>, Act>, normalize, space), {
    moments,
    update(on: boolean) {
      updates = on
    },
    save: () => moments.save(),
    load: (state: Json) => moments.load(state),
  })
}
