import { describe, expect, test } from "vitest"
import { env } from "../../../policies/index.ts"
import { counter, shares, walk } from "./toys.ts"

const { checkEnv, wrap } = env
type Walk = env.Env<Float64Array, Float64Array>

/** A walk with a fault in its steps. */
const stepping = (change: (t: env.Transition<Float64Array>, action: Float64Array) => unknown) => () => {
  const inner = walk()
  return wrap(inner, { step: (action: Float64Array) => change(inner.step(action), action) as env.Transition<Float64Array> })
}

let between = 0
const shared = { x: 0 }

/** Environments with one fault each, and what the check says of it. */
const faults: Record<string, [() => env.Env<never, never> | Walk, string]> = {
  "a reward that is NaN": [stepping((t) => ({ ...t, reward: Number.NaN })), 'step: reward: expected a finite number; found "NaN"'],
  "a reward that is no number": [stepping((t) => ({ ...t, reward: "1" })), "step: reward: expected a finite number; found 1"],
  "terminated that is no truth value": [stepping((t) => ({ ...t, terminated: 1 })), "step: terminated: expected true or false; found 1"],
  "no truncated": [stepping(({ truncated: _, ...t }) => t), "step: truncated: expected true or false; found nothing"],
  "no info": [stepping(({ info: _, ...t }) => t), "step: info: expected a record; found nothing"],
  "a step that gives nothing": [stepping(() => undefined), "step: expected a record of observation, reward, terminated, truncated and info; found nothing"],
  "an observation of another type": [
    stepping((t) => ({ ...t, observation: [...t.observation] })),
    "step: observation: expected an element of the observation space, box",
  ],
  "an observation that is not in the space": [
    () => wrap(walk(), { observationSpace: env.box(-0.001, 0.001) }),
    "reset: observation: expected an element of the observation space",
  ],
  "an observation that is NaN": [stepping((t) => ({ ...t, observation: Float64Array.of(Number.NaN) })), 'found ["NaN"]'],
  "luck that no seed restarts": [
    stepping((t) => ({ ...t, reward: t.reward + between++ })),
    "reset({ seed }): expected the same observations, rewards and ends as before with the same seed and actions; found a difference at step 1",
  ],
  "a seed that reset does not read": [
    () => {
      const inner = walk()
      return wrap(inner, { reset: ({ seed: _, ...rest } = {}) => inner.reset(rest) })
    },
    "reset({ seed }): expected the same",
  ],
  "an action that is written into": [
    stepping((t, action) => ({ ...t, reward: action.fill(0).length })),
    "step: expected the action as it was given; found one that was written into",
  ],
  "one buffer for all observations": [
    () => {
      const buffer = new Float64Array(1)
      const inner = walk()
      const kept = <T extends env.Start<Float64Array>>(t: T): T => {
        buffer.set(t.observation)
        return { ...t, observation: buffer }
      }
      return wrap(inner, { reset: (options) => kept(inner.reset(options)), step: (action: Float64Array) => kept(inner.step(action)) })
    },
    "step: expected observations that later steps do not change: give copies; found one that changed",
  ],
  "state that is handed out": [
    () => {
      const state = { at: new Float64Array(1) }
      return env.orderEnforcing(
        env.environment({
          observationSpace: env.box(-1e6, 1e6),
          actionSpace: walk().actionSpace,
          reset: () => ({ observation: (state.at = Float64Array.of(0)), info: {} }),
          step(action: Float64Array) {
            if (!env.isBox(walk().actionSpace) || !walk().actionSpace.contains(action)) throw new RangeError("no action")
            state.at = Float64Array.of((state.at[0] as number) + 1)
            return { observation: state.at, reward: 0, terminated: false, truncated: false, info: {} }
          },
        }),
      )
    },
    "whatever a caller writes into what was returned: give copies",
  ],
  "state that two share": [
    () => {
      const inner = walk()
      return wrap(inner, {
        reset(options) {
          shared.x = 0
          return inner.reset(options)
        },
        step: (action: Float64Array) => ({ ...inner.step(action), reward: shared.x++ }),
      })
    },
    "two environments: expected the same observations, rewards and ends as before with the same seed and actions when another is stepped between",
  ],
  "a step before the first reset": [
    () => {
      const inner = walk()
      inner.reset()
      return inner
    },
    "step before reset: expected an error; found a step that was taken",
  ],
  "an action outside the space that is taken": [
    () => {
      const inner = walk()
      return wrap(inner, { step: (action: Float64Array) => inner.step(action instanceof Float64Array ? action : Float64Array.of(0, 0)) })
    },
    "step: expected an error for an action outside the action space; found a step that was taken",
  ],
  "an episode that goes on after its end": [
    () => {
      const inner = walk()
      let last: env.Transition<Float64Array> | undefined
      return wrap(inner, {
        reset(options) {
          last = undefined
          return inner.reset(options)
        },
        step: (action: Float64Array) => (last = last?.terminated ? { ...last, observation: last.observation.slice() } : inner.step(action)),
      })
    },
    "step after an episode's end: expected an error, or the next episode's first observation with reward 0 that ends nothing; found reward",
  ],
  "a close that cannot be repeated": [
    () => {
      let open = true
      return wrap(walk(), {
        close() {
          if (!open) throw new RangeError("closed already")
          open = false
        },
      })
    },
    "close: expected no error the second time; found closed already",
  ],
  "a space whose samples it does not contain": [
    () => wrap(walk(), { actionSpace: { ...walk().actionSpace, sample: () => Float64Array.of(9, 9) } }),
    "actionSpace.sample: expected elements of the space; found one that it does not contain",
  ],
  "a space without a seed": [
    () => wrap(walk(), { actionSpace: { ...walk().actionSpace, seed() {} } }),
    "actionSpace.seed: expected the same samples for the same seed; found others",
  ],
  "a space that flattens to another length": [
    () => wrap(walk(), { observationSpace: { ...walk().observationSpace, flatten: () => new Float64Array(2) } }),
    "observationSpace.flatten: expected 1 numbers, the space's size; found 2",
  ],
}

describe("checkEnv", () => {
  test.each(Object.entries(faults))("catches %s", (_, [make, message]) => {
    expect(() => checkEnv(make as () => env.Env)).toThrow(message)
  })

  test("lets sound environments pass, made or given", () => {
    for (const make of [counter, walk, () => shares(3)] as (() => env.Env)[]) {
      checkEnv(make)
      const one = make()
      checkEnv(one)
    }
  })
})
