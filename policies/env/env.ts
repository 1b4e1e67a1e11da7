import type { Space } from "./spaces/space.ts"

/** What an environment tells besides: for logs and debugging, and what a learner may not see. */
export type Info = { readonly [name: string]: unknown }

/** How an episode begins. */
export interface ResetOptions {
  /** Restarts the environment's luck; without one it goes on. An environment that was never seeded begins with seed 0: nothing here is drawn from a clock. */
  seed?: number
  /** What an environment of this kind lets choose. */
  options?: { readonly [name: string]: unknown }
}

/** What `reset` gives. */
export interface Start<Obs> {
  observation: Obs
  info: Info
}

/** The five values that `step` gives. */
export interface Transition<Obs> extends Start<Obs> {
  reward: number
  /** The task has reached an end of its own: nothing follows, so there is nothing to bootstrap from. */
  terminated: boolean
  /** It was cut off from outside, a time limit as a rule: the last observation still has a value. */
  truncated: boolean
}

/**
 * An environment as Gymnasium 1.x defines it (Towers et al. 2024, arXiv:2407.17032; `gymnasium/core.py`): reset, then step until `terminated` or `truncated`, then reset.
 * Departs: the values of reset and step are records; an element of a space of numbers is a typed array of one dimension in row-major order, its space knows the shape.
 * An environment's docstring is a specification under fixed headings: Action, Observation, Reward, Start, End, Arguments.
 */
export interface Env<Obs = unknown, Act = unknown> {
  readonly observationSpace: Space<Obs>
  readonly actionSpace: Space<Act>
  /** Begins an episode. The observation is a copy: later steps do not change it. */
  reset(options?: ResetOptions): Start<Obs>
  /** @throws RangeError for an action outside the action space, or before the first reset or after an episode's end where it cannot answer */
  step(action: Act): Transition<Obs>
  /** Frees what it holds; twice does no harm. */
  close(): void
  /** The environment under all wrappers. */
  readonly unwrapped: Env
}

/** What an environment is made of before wrappers know it: `unwrapped` is itself. */
export function environment<Obs, Act>(parts: Omit<Env<Obs, Act>, "unwrapped" | "close"> & { close?(): void }): Env<Obs, Act> {
  const env: Env<Obs, Act> = {
    observationSpace: parts.observationSpace,
    actionSpace: parts.actionSpace,
    reset: (options) => parts.reset(options),
    step: (action) => parts.step(action),
    close: () => parts.close?.(),
    get unwrapped() {
      return env as Env
    },
  }
  return env
}
