import type { Env } from "../env.ts"
import { wrap } from "../wrap.ts"

/** Pays a function of each reward (`gymnasium.wrappers.TransformReward`). */
export function transformReward<Obs, Act>(env: Env<Obs, Act>, pay: (reward: number) => number): Env<Obs, Act> {
  return wrap(env, {
    step(action) {
      const transition = env.step(action)
      return { ...transition, reward: pay(transition.reward) }
    },
  })
}
