import type { Result, Summary } from "../../bench/experiment.ts"
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
  | { kind: "describe"; scenario: Scenario }
  /** Both strategies of one replication, frame by frame, showing one customer in `every`. */
  | { kind: "record"; scenario: Scenario; strategies: readonly [string, string]; seed: number; replication: number; every: number }
  /** One replication of all strategies, to the run-out's end; with the weekly profit of each, for faint curves. */
  | { kind: "replicate"; scenario: Scenario; strategies: readonly string[]; seed: number; replication: number }
  | { kind: "summarise"; scenario: Scenario; strategies: readonly string[]; seed: number; results: readonly (readonly Result[])[] }

/** What it answers, in order; `done` or `failed` is the last. */
export type Answer =
  | { kind: "described"; world: World }
  | { kind: "opening"; opening: Opening }
  | { kind: "frames"; frames: readonly Frame[] }
  | { kind: "closing"; closing: Closing }
  | { kind: "replicated"; replication: number; results: readonly Result[]; weekly: readonly (readonly number[])[] }
  | { kind: "summarised"; summary: Summary }
  | { kind: "done" }
  /** `bad`: the input's fault, in one message to be shown as it is; else ours. */
  | { kind: "failed"; message: string; bad: boolean }

export interface Envelope<T> {
  id: number
  body: T
}
