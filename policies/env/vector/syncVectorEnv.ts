import type { Env, Info } from "../env.ts"
import type { Space } from "../spaces/space.ts"
import { type BatchOf, batchSpace, concatenate, iterate } from "./batch.ts"
import { Infos } from "./infos.ts"

/**
 * When an environment whose episode has ended begins anew (`gymnasium.vector.AutoresetMode`):
 * `NextStep` with the step after, whose action is not used and whose reward is 0; `SameStep` within the step, whose last observation and info are then in
 * `info.final_obs` and `info.final_info`; `Disabled` when `reset` is called with a `reset_mask`.
 */
export type AutoresetMode = "NextStep" | "SameStep" | "Disabled"

/** How several episodes begin. */
export interface VectorResetOptions {
  /** A seed for each; or one, and the next ones for those after the first. */
  seed?: number | readonly (number | undefined)[]
  /** Of each environment. `reset_mask` (a truth value for each) begins only those anew; the others' observations stand. */
  options?: { readonly [name: string]: unknown }
}

export interface VectorStart<Obs> {
  observation: BatchOf<Obs>
  info: Info
}

/** What a step of all gives: a value for each environment, 0 or 1 for what has ended. */
export interface VectorTransition<Obs> extends VectorStart<Obs> {
  reward: Float64Array
  terminated: Uint8Array
  truncated: Uint8Array
}

/** Several environments as one, whose observations and actions are batches. */
export interface VectorEnv<Obs = unknown, Act = unknown> {
  readonly numEnvs: number
  readonly autoresetMode: AutoresetMode
  readonly singleObservationSpace: Space<Obs>
  readonly singleActionSpace: Space<Act>
  readonly observationSpace: Space<BatchOf<Obs>>
  readonly actionSpace: Space<BatchOf<Act>>
  reset(options?: VectorResetOptions): VectorStart<Obs>
  step(actions: BatchOf<Act>): VectorTransition<Obs>
  close(): void
}

/**
 * Steps environments one after another (`gymnasium.vector.SyncVectorEnv`, 1.1 and later).
 * @param makes makes each environment; their spaces must be equal
 * @throws RangeError where there is none, or spaces differ
 */
export function syncVectorEnv<Obs, Act>(makes: readonly (() => Env<Obs, Act>)[], autoresetMode: AutoresetMode = "NextStep"): VectorEnv<Obs, Act> {
  const envs = makes.map((make) => make())
  const n = envs.length
  const [first] = envs
  if (!first) throw new RangeError("syncVectorEnv: expected at least one environment; found none")
  const { observationSpace: seen, actionSpace: done } = first
  envs.forEach((env, k) => {
    for (const which of ["observationSpace", "actionSpace"] as const)
      if (!env[which].equals(first[which])) throw new RangeError(`syncVectorEnv: [${k}].${which}: expected the first one's; found another`)
  })
  let observations: Obs[] = []
  const ended = new Uint8Array(n)
  const batch = (): BatchOf<Obs> => concatenate(seen, observations)

  return {
    numEnvs: n,
    autoresetMode,
    singleObservationSpace: seen,
    singleActionSpace: done,
    observationSpace: batchSpace(seen, n) as Space<BatchOf<Obs>>,
    actionSpace: batchSpace(done, n) as Space<BatchOf<Act>>,

    reset({ seed, options = {} } = {}) {
      const seeds = typeof seed === "number" ? envs.map((_, k) => seed + k) : (seed ?? envs.map(() => undefined))
      if (seeds.length !== n) throw new RangeError(`reset: seed: expected ${n} seeds; found ${seeds.length}`)
      const { reset_mask: given, ...others } = options
      const mask = maskOf(given, n)
      if (given !== undefined && observations.length === 0) throw new RangeError("reset: reset_mask: expected a first reset of all; found none")
      const infos = new Infos(n)
      const next = envs.map((env, k) => {
        if (!mask[k]) return observations[k] as Obs
        const single = seeds[k]
        const start = env.reset({ ...(single === undefined ? {} : { seed: single }), options: others })
        infos.add(start.info, k)
        ended[k] = 0
        return start.observation
      })
      observations = next
      return { observation: batch(), info: infos.values }
    },

    step(actions) {
      if (observations.length === 0) throw new RangeError("step: expected a reset before the first step")
      const late = autoresetMode === "Disabled" ? ended.indexOf(1) : -1
      if (late >= 0) throw new RangeError(`step: expected environments that go on; found that [${late}] has ended: reset it with options.reset_mask`)
      const infos = new Infos(n)
      const reward = new Float64Array(n)
      const terminated = new Uint8Array(n)
      const truncated = new Uint8Array(n)
      observations = iterate(done, actions, n).map((action, k) => {
        const env = envs[k] as Env<Obs, Act>
        if (ended[k]) {
          const start = env.reset()
          infos.add(start.info, k)
          ended[k] = 0
          return start.observation
        }
        const transition = env.step(action)
        reward[k] = transition.reward
        terminated[k] = Number(transition.terminated)
        truncated[k] = Number(transition.truncated)
        const ends = transition.terminated || transition.truncated
        if (ends && autoresetMode === "SameStep") {
          infos.add({ final_obs: transition.observation, final_info: transition.info }, k)
          const start = env.reset()
          infos.add(start.info, k)
          return start.observation
        }
        ended[k] = Number(ends)
        infos.add(transition.info, k)
        return transition.observation
      })
      return { observation: batch(), reward, terminated, truncated, info: infos.values }
    },

    close() {
      for (const env of envs) env.close()
    },
  }
}

/** Which environments begin anew. @throws RangeError unless there is a truth value for each, one of them true */
function maskOf(given: unknown, n: number): boolean[] {
  if (given === undefined) return new Array<boolean>(n).fill(true)
  const values = typeof given === "object" && given !== null && "length" in given ? Array.from(given as ArrayLike<unknown>) : []
  const fits = values.length === n && values.every((v) => v === true || v === false || v === 0 || v === 1)
  if (!fits || !values.some(Boolean))
    throw new RangeError(`reset: reset_mask: expected ${n} truth values, one of them true at least; found ${JSON.stringify(given)}`)
  return values.map(Boolean)
}
