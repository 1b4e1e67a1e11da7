import type { Decision, Feedback, Observation, Seat } from "../sim/observation.ts"
import type { Organisation } from "../sim/organisation.ts"
import { type Options, readOptions, type ValuesOf } from "./options.ts"
import type { Random } from "./random.ts"

/** Plain data that a policy's memory is saved as. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** What a privileged policy sees that no firm can: what would follow from an action. */
export interface Foresight<S extends Seat = Seat> {
  /**
   * Expected profit (money; the luck of choices taken out) of the next ticks if this action acts at once and stands while the other seats go on.
   * @param ticks played, no further than the run-out's end
   * @param luck of `state` policies: which other luck the future has, the same for the same number; `future` policies meet the actual one
   */
  rollout(action: Decision<S>, ticks: number, luck: number): number
}

/** One seat's mind. It sees observations and feedback, nothing else; its only luck is the Random it is given. */
export interface Policy<S extends Seat = Seat> {
  /** Customer columns that it reads: only these are made. */
  readonly needs: readonly string[]
  /** Privileged policies see what no firm can; every table they appear in says so. */
  readonly privileged?: "state" | "future"
  /** @param foresight given to privileged policies alone */
  act(observation: Observation, random: Random, foresight?: Foresight<S>): Decision<S>
  /** Rewards arrive late, in windows. */
  learn?(feedback: Feedback<S>): void
  /** A new run begins: what was learned stays, what belongs to the run before is forgotten. Policies without it cannot be trained over runs. */
  begin?(): void
  /** While this is false, a policy that can be trained only uses what it knows. */
  train?(on: boolean): void
  save(): Json
  load(state: Json): void
}

/** What is told of a kind of policy before one is made. */
export interface PolicyCard<S extends Seat = Seat, O extends Options = Options> {
  /** As strategy files and commands call it: `thompson-creatives`. */
  name: string
  seat: S
  about: string
  /** Paper or book, with equations. */
  source: string
  privileged?: "state" | "future"
  /** Learns what it does from feedback or from what it observed: neither a rule nor an oracle. */
  learns?: boolean
  options: O
}

/** A kind of policy: its card, and how one is made. */
export interface PolicyKind<S extends Seat = Seat, O extends Options = Options> {
  (options?: Partial<ValuesOf<O>>): Policy<S>
  readonly card: PolicyCard<S, O>
}

/** Defines a kind of policy. Options are read and checked as they come. @param make makes one that has learned nothing yet */
export function policy<S extends Seat, O extends Options>(card: PolicyCard<S, O>, make: (options: ValuesOf<O>) => Policy<S>): PolicyKind<S, O> {
  return Object.assign((given?: Partial<ValuesOf<O>>) => make(readOptions(card.options, given)), { card })
}

/** A policy as a strategy file names it. */
export interface PolicyChoice {
  /** Name of a kind of policy: one that ships, or a module's. */
  policy: string
  options?: { readonly [name: string]: Json }
  /** What it has learned before, as `train` saved it. */
  trained?: Json
}

/** A strategy as data: a policy a seat, an organisation, and the connected sources. It can be sent, stored and compared. */
export interface Strategy {
  name: string
  about: string
  organisation: Organisation
  sources: readonly string[]
  /** Days after an engage decision in which its outcome is counted. */
  outcomeDays: number
  policies: { readonly [S in Seat]?: PolicyChoice }
}
