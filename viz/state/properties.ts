import { stories } from "../story/story.ts"
import { choice, flag, type Property, text, texts, whole } from "./property.ts"

/** What a visitor meets who sets nothing. */
const { opening } = stories

/**
 * Everything of the lab that a visitor can set, once: state, address, controls, presets and locks read this table.
 * What is not here is not kept: it follows from these and is computed anew.
 */
export const properties = {
  page: choice("watch", ["watch", "compare"]),
  /** auto: what the browser asks for. */
  language: choice("auto", ["auto", "en", "zh"]),
  theme: choice("auto", ["auto", "light", "dark"]),

  /** What is played: a shipped scenario's name, or `own`, whose text is `scenarioText`. */
  scenario: text(opening.scenario),
  /** YAML of the visitor's own scenario; empty: none. */
  scenarioText: text("", 60_000),
  /** `path=value`, as given to --set. */
  settings: texts(opening.settings),
  /** The first is the pinned baseline; Watch shows the first two. */
  strategies: texts(opening.strategies, 12),
  seed: whole(opening.seed, 0, 2 ** 31 - 1),
  replications: whole(opening.replications, 2, 1000),

  /** Watch: which repeat is shown, and how. */
  replication: whole(opening.shown, 0, 999),
  /** The tick at which the run stands still; −1: it plays. */
  tick: whole(-1, -1, 100_000),
  /** Ticks shown a second. */
  speed: choice("20", ["5", "10", "20", "40", "80"]),
  lens: flag(false),
  /** Number of the customer whose two lives are compared; −1: nobody. */
  customer: whole(-1, -1, 10_000_000),

  /** Names of properties that a teacher's link has locked. */
  locked: texts([]),
} as const

export type Properties = typeof properties
export type Name = keyof Properties
export type Value<N extends Name> = Properties[N] extends Property<infer T> ? T : never
export type State = { [N in Name]: Value<N> }

export const names = Object.keys(properties) as Name[]

export function property<N extends Name>(name: N): Property<Value<N>> {
  return properties[name] as unknown as Property<Value<N>>
}

export const initial = Object.fromEntries(names.map((name) => [name, properties[name].initial])) as State
