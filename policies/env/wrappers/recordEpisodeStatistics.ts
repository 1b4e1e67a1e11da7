import type { Env } from "../env.ts"
import { wrap } from "../wrap.ts"

/** @param bufferLength episodes that are remembered; @param statsKey name in `info` */
export interface StatisticsOptions {
  bufferLength?: number
  statsKey?: string
}

export interface Recorded<Obs, Act> extends Env<Obs, Act> {
  /** Return and length of the last episodes that ended, oldest first. */
  readonly returns: readonly number[]
  readonly lengths: readonly number[]
}

/**
 * Tells an episode's return and length with its last transition: `info.episode = { r, l }` (`gymnasium.wrappers.RecordEpisodeStatistics`).
 * Departs: no `t`, since no clock is read.
 */
export function recordEpisodeStatistics<Obs, Act>(
  env: Env<Obs, Act>,
  { bufferLength = 100, statsKey = "episode" }: StatisticsOptions = {},
): Recorded<Obs, Act> {
  const returns: number[] = []
  const lengths: number[] = []
  let r = 0
  let l = 0
  const wrapped = wrap(env, {
    reset(options) {
      r = 0
      l = 0
      return env.reset(options)
    },
    step(action) {
      const transition = env.step(action)
      r += transition.reward
      l++
      if (!(transition.terminated || transition.truncated)) return transition
      if (Object.hasOwn(transition.info, statsKey)) throw new RangeError(`recordEpisodeStatistics: expected an info without ${statsKey}; found one with it`)
      for (const [list, value] of [
        [returns, r],
        [lengths, l],
      ] as const) {
        list.push(value)
        if (list.length > bufferLength) list.shift()
      }
      return { ...transition, info: { ...transition.info, [statsKey]: { r, l } } }
    },
  })
  return Object.assign(wrapped, { returns, lengths })
}
