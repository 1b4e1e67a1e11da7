import { env } from "../../../policies/index.ts"

const { box, discrete, environment, seeded, simplex } = env

/** Counts steps and terminates at a number of them; observation [steps so far, episode], reward 10 × action + steps. */
export function counter(length = 3): env.Env<Float64Array, number> {
  let t = 0
  let episode = -1
  let going = false
  const observation = () => Float64Array.of(t, episode)
  return environment({
    observationSpace: box([0, -1], [1000, 1e6]),
    actionSpace: discrete(4),
    reset({ seed } = {}) {
      episode = seed === undefined ? episode + 1 : seed
      t = 0
      going = true
      return { observation: observation(), info: { begun: episode } }
    },
    step(action) {
      if (!going) throw new RangeError("step: expected a reset; found none")
      if (!discrete(4).contains(action)) throw new RangeError(`step: expected an action; found ${action}`)
      t++
      going = t < length
      return { observation: observation(), reward: 10 * action + t, terminated: !going, truncated: false, info: { t } }
    },
  })
}

/** A walk on the line with normal steps and a drift of the action; ends beyond 5. */
export function walk(): env.Env<Float64Array, Float64Array> {
  const actionSpace = box([-1, -2], [1, 6])
  let luck = seeded(0, "walk")
  let x = Number.NaN
  return environment({
    observationSpace: box(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY),
    actionSpace,
    reset({ seed } = {}) {
      if (seed !== undefined) luck = seeded(seed, "walk")
      x = luck.normal()
      return { observation: Float64Array.of(x), info: {} }
    },
    step(action) {
      if (Number.isNaN(x) || !actionSpace.contains(action)) throw new RangeError("step: expected an action in an episode")
      x += luck.normal() + (action[0] as number)
      const [at, terminated] = [x, Math.abs(x) > 5]
      if (terminated) x = Number.NaN
      return { observation: Float64Array.of(at), reward: at - (action[1] as number), terminated, truncated: false, info: {} }
    },
  })
}

/** Shows the shares that it was given. */
export function shares(n: number): env.Env<Float64Array, Float64Array> {
  const space = simplex(n)
  let begun = false
  return environment({
    observationSpace: space,
    actionSpace: space,
    reset() {
      begun = true
      return { observation: new Float64Array(n).fill(1 / n), info: {} }
    },
    step(action) {
      if (!begun || !space.contains(action)) throw new RangeError("step: expected shares that sum to 1")
      return { observation: action.slice(), reward: action[0] as number, terminated: false, truncated: false, info: {} }
    },
  })
}
