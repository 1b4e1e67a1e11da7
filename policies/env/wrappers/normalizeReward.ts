import type { Json } from "../../policy.ts"
import type { Env } from "../env.ts"
import { wrap } from "../wrap.ts"
import type { Normalized } from "./normalizeObservation.ts"
import { RunningMoments } from "./runningMoments.ts"

/** @param gamma discount of the running return; @param epsilon added to its variance */
export interface NormalizeRewardOptions {
  gamma?: number
  epsilon?: number
}

/**
 * Pays r / √(variance of the discounted return + ε), the return G ← γ·G + r running on over truncations and beginning anew after a termination
 * (`gymnasium.wrappers.NormalizeReward`). The mean is not taken off: that would change what is worth doing.
 */
export function normalizeReward<Obs, Act>(env: Env<Obs, Act>, { gamma = 0.99, epsilon = 1e-8 }: NormalizeRewardOptions = {}): Normalized<Obs, Act> {
  const moments = new RunningMoments(1)
  let discounted = 0
  let updates = true
  const wrapped = wrap(env, {
    step(action) {
      const transition = env.step(action)
      discounted = discounted * gamma * (transition.terminated ? 0 : 1) + transition.reward
      if (updates) moments.add([discounted])
      return { ...transition, reward: transition.reward / Math.sqrt((moments.variance[0] as number) + epsilon) }
    },
  })
  return Object.assign(wrapped, {
    moments,
    update(on: boolean) {
      updates = on
    },
    save: (): Json => ({ discounted, moments: moments.save() }),
    load(state: Json) {
      const s = state as { discounted: number; moments: Json }
      discounted = s.discounted
      moments.load(s.moments)
    },
  })
}
