import type { Env } from "../env.ts"
import { transformReward } from "./transformReward.ts"

/** Cuts rewards to a range (`gymnasium.wrappers.ClipReward`). @throws RangeError where the range is empty */
export function clipReward<Obs, Act>(env: Env<Obs, Act>, least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY): Env<Obs, Act> {
  if (!(least <= most)) throw new RangeError(`clipReward: expected a least reward that is not above the most; found ${least} and ${most}`)
  return transformReward(env, (reward) => Math.min(most, Math.max(least, reward)))
}
