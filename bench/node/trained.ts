import { createHash } from "node:crypto"
import { existsSync } from "node:fs"
import type { Json } from "../../policies/index.ts"
import { InputError, shown } from "../../scenarios/errors.ts"
import type { Seat, World } from "../../sim/index.ts"
import { sources, version } from "../version.generated.ts"
import { readText } from "./files.ts"

/** What `marketlab train` writes: all that it takes to go on exactly, and to use what was learned. */
export interface Trained {
  /** Tells this kind of file from others. */
  marketlab: "trained"
  /** Of the training: episodes apart, all that its result depends on. */
  key: string
  command: string
  version: string
  /** Hash of the sources that trained it. */
  sources: string
  scenario: string
  /** Hash of the world that it was trained in. */
  world: string
  strategy: string
  seat: Seat
  policy: string
  /** Its file, from this one's folder; undefined where it ships. */
  module?: string
  options: { readonly [name: string]: Json }
  /** All luck follows from it and an episode's number: with `episodes` it is the state of the random numbers. */
  seed: number
  /** Episodes that are done. */
  episodes: number
  /** Profit of each training run, money: exploring costs. */
  returns: number[]
  evaluations: Evaluation[]
  /** What was learned, as the policy saves it. */
  state: Json
}

/** Profits of held-out repeats, money: of what was learned so far and of the same policy untrained, on the same luck. */
export interface Evaluation {
  episodes: number
  trained: number[]
  untrained: number[]
}

/** Largest file of a trained policy, in bytes. */
const MOST_BYTES = 50_000_000

/** Twelve hex digits of a world, as a scenario and its settings make it. */
export const worldHash = (world: World): string => hash(world)

/** What a training's result depends on, its episodes apart. */
export const trainingKey = (...parts: readonly unknown[]): string => hash([...parts, sources])

const hash = (data: unknown) => createHash("sha256").update(JSON.stringify(data)).digest("hex").slice(0, 12)

/** A new file's record, before the first episode. */
export function untrained(record: Omit<Trained, "marketlab" | "version" | "sources" | "episodes" | "returns" | "evaluations" | "state">): Trained {
  return { marketlab: "trained", ...record, version, sources, episodes: 0, returns: [], evaluations: [], state: null }
}

/**
 * Reads what `marketlab train` wrote. A strategy takes `{ policy, options, trained: state }` from it.
 * @throws InputError when it is no such file
 */
export function readTrained(file: string): Trained {
  const expected = "expected what `marketlab train` writes"
  let found: Partial<Trained> | null
  try {
    found = JSON.parse(readText(file, MOST_BYTES)) as Partial<Trained> | null
  } catch (error) {
    if (error instanceof SyntaxError) throw new InputError(`${file}: ${expected}; found ${error.message.slice(0, 100)}`)
    throw error
  }
  if (found === null || typeof found !== "object" || found.marketlab !== "trained") throw new InputError(`${file}: ${expected}; found ${shown(found)}`)
  const lacking = (["key", "policy", "options", "seat", "episodes", "returns", "evaluations", "state"] as const).find((name) => found[name] === undefined)
  if (lacking) throw new InputError(`${file}: ${expected}; found no ${lacking}`)
  return found as Trained
}

/** What a file holds of this very training, or the new record where there is none. @throws InputError when it holds another */
export function resumed(file: string, fresh: Trained): Trained {
  if (!existsSync(file)) return fresh
  const found = readTrained(file)
  if (found.key === fresh.key) return { ...found, command: fresh.command }
  const other = found.sources === fresh.sources ? "" : ", of other sources"
  throw new InputError(
    `--out: ${file}: expected this training (${fresh.key}) or no file; found ${found.key}: ${found.policy} in ${found.scenario}, seed ${found.seed}${other}. Choose another file`,
  )
}
