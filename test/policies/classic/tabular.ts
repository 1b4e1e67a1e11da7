import { discrete, type Env, environment, seeded } from "../../../policies/env/index.ts"
import type { Random } from "../../../policies/random.ts"

/** What may follow an action, with its chance. */
export interface Branch {
  chance: number
  next: number
  reward: number
  terminated: boolean
}

/** A Markov decision process with numbered states and actions, known in full: one description gives an environment and what dynamic programming says of it. */
export interface Model {
  states: number
  actions: number
  /** Chance of each state to begin in. */
  start: ArrayLike<number>
  /** Branches whose chances sum to 1. */
  after(state: number, action: number): readonly Branch[]
}

/** A number by its chance. */
export function drawn(chances: ArrayLike<number>, random: Pick<Random, "next">): number {
  let left = random.next()
  let last = 0
  for (let k = 0; k < chances.length; k++) {
    const chance = chances[k] as number
    if (chance > 0) last = k
    left -= chance
    if (left < 0) return k
  }
  return last
}

/**
 * A known process as an environment.
 * Action: Discrete(actions). Observation: Discrete(states), the state. Reward: the branch's. Start: drawn from `start`. End: `terminated` as the branch
 * says, `truncated` after `limit` steps. Arguments: none.
 */
export function tabular(name: string, model: Model, limit: number): Env<number, number> {
  let random = seeded(0, name)
  let state = 0
  let steps = 0
  let over = true
  const actionSpace = discrete(model.actions)
  return environment({
    observationSpace: discrete(model.states),
    actionSpace,
    reset({ seed } = {}) {
      if (seed !== undefined) random = seeded(seed, name)
      state = drawn(model.start, random)
      steps = 0
      over = false
      return { observation: state, info: {} }
    },
    step(action) {
      if (!actionSpace.contains(action)) throw new RangeError(`${name}: action: expected 0 to ${model.actions - 1}; found ${action}`)
      if (over) throw new RangeError(`${name}: step: expected a reset first; found none`)
      const branches = model.after(state, action)
      const branch = branches[
        drawn(
          branches.map(({ chance }) => chance),
          random,
        )
      ] as Branch
      state = branch.next
      steps++
      const truncated = !branch.terminated && steps >= limit
      over = branch.terminated || truncated
      return { observation: state, reward: branch.reward, terminated: branch.terminated, truncated, info: {} }
    },
  })
}

/** Optimal values by value iteration (Bellman 1957). @param discount γ; 1 needs a process that ends under every good policy */
export function optimalValues(model: Model, discount: number): Float64Array {
  let values = new Float64Array(model.states)
  for (;;) {
    const next = values.map((_, s) => Math.max(...Array.from({ length: model.actions }, (_, a) => actionValue(model, values, discount, s, a))))
    const change = Math.max(...next.map((v, s) => Math.abs(v - (values[s] as number))))
    values = next
    if (change < 1e-12) return values
  }
}

export function actionValue(model: Model, values: ArrayLike<number>, discount: number, state: number, action: number): number {
  return model
    .after(state, action)
    .reduce((sum, { chance, next, reward, terminated }) => sum + chance * (reward + (terminated ? 0 : discount * (values[next] as number))), 0)
}

/** Mean undiscounted return of a policy from the start within some steps, exactly. */
export function returnWithin(model: Model, policy: (state: number) => number, steps: number): number {
  let values = new Float64Array(model.states)
  for (let t = 0; t < steps; t++) values = values.map((_, s) => actionValue(model, values, 1, s, policy(s)))
  return values.reduce((sum, v, s) => sum + v * (model.start[s] as number), 0)
}

/** The policy that is greedy in action values; the first action of those that tie. */
export function greedyIn(value: (state: number, action: number) => number, actions: number): (state: number) => number {
  return (state) => {
    let best = 0
    for (let a = 1; a < actions; a++) if (value(state, a) > value(state, best)) best = a
    return best
  }
}
