import type { Result, Summary } from "../../bench/experiment.ts"
import type { Verdict } from "../../bench/judgement.ts"
import type { World } from "../../sim/index.ts"
import type { Closing, Frame, Opening } from "../run/frame.ts"

/** A scenario as the page names it: shipped by name, or the visitor's own text, with settings as given to --set. */
export interface Scenario {
  name: string
  /** Empty: the shipped one of that name. */
  text: string
  settings: readonly string[]
}

/** What a worker is asked for. */
export type Request =
  /** Its world, checked: an own scenario's fault comes back as the one message to be shown. */
  | { kind: "describe"; scenario: Scenario }
  /** Both strategies of one replication, frame by frame, showing one customer in `every`. */
  | { kind: "record"; scenario: Scenario; strategies: readonly [string, string]; seed: number; replication: number; every: number }
  /** One replication of all strategies, to the run-out's end; with the weekly profit of each, for faint curves. */
  | { kind: "replicate"; scenario: Scenario; strategies: readonly string[]; seed: number; replication: number }
  /** The verdicts of a document that is there already. */
  | { kind: "judge"; summary: Summary }
  /** The document of `compare --json` of results in replication order, from replication 0 on. */
  | { kind: "summarise"; scenario: Scenario; strategies: readonly string[]; seed: number; results: readonly (readonly Result[])[] }

/** What it answers, in order; `done` or `failed` is the last. Of a recording: the opening, frames in the order of ticks, the closing. */
export type Answer =
  | { kind: "described"; world: World }
  | { kind: "opening"; opening: Opening }
  | { kind: "frames"; frames: readonly Frame[] }
  | { kind: "closing"; closing: Closing }
  /** `weekly`: each strategy's profit since the horizon began, at the end of each of its weeks. */
  | { kind: "replicated"; replication: number; results: readonly Result[]; weekly: readonly (readonly number[])[] }
  /** `verdicts`: each strategy against the first, before any words. */
  | { kind: "summarised"; summary: Summary; verdicts: readonly Verdict[] }
  | { kind: "judged"; verdicts: readonly Verdict[] }
  | { kind: "done" }
  /** `bad`: the input's fault, in one message to be shown as it is; else ours. */
  | { kind: "failed"; message: string; bad: boolean }

/**
 * Nothing floods the page: a worker answers only as often as it has leave to. `ask` gives leave for the first answers, each `more` for one further.
 * `alive` is no answer: it says that a long computation goes on.
 */
export type Call = { id: number; ask: Request } | { id: number; more: true }
export type Reply = { id: number; answer: Answer } | { id: number; alive: true }

/** Answers that a request may bring before the first `more`: one to look at, and one on its way. */
export const LEAVE = 2
