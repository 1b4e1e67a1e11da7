import type { Env } from "../env.ts"
import { box } from "../spaces/box.ts"
import { transformObservation } from "./transformObservation.ts"

/** Lays observations flat, as a Box (`gymnasium.wrappers.FlattenObservation`). @throws RangeError where they differ in length */
export function flattenObservation<Obs, Act>(env: Env<Obs, Act>): Env<Float64Array, Act> {
  const { low, high } = env.observationSpace.bounds()
  return transformObservation(env, (observation) => env.observationSpace.flatten(observation), box(low, high))
}
