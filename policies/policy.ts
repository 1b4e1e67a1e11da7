import type { Decision, Feedback, Observation, Seat } from "../sim/observation.ts"
import type { Organisation } from "../sim/organisation.ts"
import type { Random } from "./random.ts"

/** Plain data that a policy's memory is saved as. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** One seat's mind. It sees observations and feedback, nothing else; its only luck is the Random it is given. */
export interface Policy<S extends Seat = Seat> {
  /** Customer columns that it reads: only these are made. */
  readonly needs: readonly string[]
  /** Privileged policies see what no firm can; every table they appear in says so. */
  readonly privileged?: "state" | "future"
  act(observation: Observation, random: Random): Decision<S>
  /** Rewards arrive late, in windows. */
  learn?(feedback: Feedback<S>): void
  save(): Json
  load(state: Json): void
}

/** A strategy: a policy a seat (made anew for each run), an organisation, and the connected sources. */
export interface Strategy {
  name: string
  about: string
  organisation: Organisation
  sources: readonly string[]
  /** Days after an engage decision in which its outcome is counted. */
  outcomeDays: number
  policies: { readonly [S in Seat]?: () => Policy<S> }
}
