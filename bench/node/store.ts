import { createHash } from "node:crypto"
import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs"
import { dirname, join, resolve } from "node:path"
import { InputError } from "../../scenarios/errors.ts"
import { apart, type Experiment, type Result } from "../experiment.ts"
import { sources, version } from "../version.generated.ts"
import { readPart, writePart } from "./part.ts"
import { writeWhole } from "./whole.ts"

/** `experiment.json`: which experiment a folder's results are of, and the command that makes them. */
export interface ExperimentRecord {
  key: string
  scenario: string
  strategies: readonly string[]
  seed: number
  replications: number
  command: string
  version: string
  sources: string
}

/** Finished replications of one experiment, kept in a folder. Nothing is written before the first `save`. */
export interface Store {
  readonly folder: string
  /** Replications that were there already, by number. */
  readonly finished: ReadonlyMap<number, readonly Result[]>
  save(replication: number, results: readonly Result[]): void
}

/** Twelve hex digits of all that results depend on: world, strategies in order, the code of policies from outside, seed and sources; the number of replications has no part in it. */
export function keyOf({ world, strategies, modules = [], seed }: Experiment): string {
  return createHash("sha256")
    .update(JSON.stringify([world, strategies, modules.map(({ code }) => code), seed, sources]))
    .digest("hex")
    .slice(0, 12)
}

export function defaultFolder(experiment: Experiment): string {
  return join("results", `${experiment.world.name}-${keyOf(experiment)}`)
}

const partName = (replication: number) => `part-${String(replication).padStart(6, "0")}.parquet`

/** A leftover of a killed run is swept away once it is older than this: another process may be writing now. */
const STALE_MS = 60_000

function sweep(folder: string): void {
  for (const name of readdirSync(folder))
    if (/\.(parquet|json|html)\.\d+\.tmp$/.test(name)) {
      const file = join(folder, name)
      if (Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > STALE_MS) rmSync(file, { force: true })
    }
}

/** @throws InputError when the folder is a file, or holds another experiment */
function checkFolder(folder: string, key: string): void {
  const found = (() => {
    try {
      return statSync(folder, { throwIfNoEntry: false })
    } catch (error) {
      throw new InputError(`${folder}: expected a folder for results; found ${(error as Error).message}`)
    }
  })()
  if (!found) return
  if (!found.isDirectory()) throw new InputError(`${folder}: expected a folder for results; found a file`)
  const file = join(folder, "experiment.json")
  if (!existsSync(file)) return
  let record: Partial<ExperimentRecord>
  try {
    record = JSON.parse(readFileSync(file, "utf8"))
  } catch {
    throw new InputError(`${file}: expected an experiment's record; found something else. Choose another folder`)
  }
  if (record?.key === key) return
  throw new InputError(
    `${folder}: expected results of this experiment (${key}); found ${record?.key}: ${record?.scenario}, ${record?.strategies?.join(", ")}, seed ${record?.seed}${
      record?.sources === sources ? "" : ", of other sources"
    }. Choose another folder`,
  )
}

/** Makes a folder level by level; stops at the first that cannot be made. @throws InputError */
function makeFolder(folder: string): void {
  const levels = [resolve(folder)]
  while (!existsSync(levels[0] as string) && dirname(levels[0] as string) !== levels[0]) levels.unshift(dirname(levels[0] as string))
  for (const level of levels.filter((l) => !existsSync(l)))
    try {
      mkdirSync(level)
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException
      if (code !== "EEXIST") throw new InputError(`${folder}: expected a folder that can be made; found ${message}`)
    }
}

/** @throws InputError when nothing could be written: asked before anything is played, and nothing is left behind */
function checkWritable(folder: string): void {
  let there = resolve(folder)
  while (!existsSync(there)) there = dirname(there)
  try {
    accessSync(there, constants.W_OK)
  } catch (error) {
    throw new InputError(`${folder}: expected a folder that can be written; found ${(error as Error).message}`)
  }
}

/** Opens a folder of results and reads what is finished. A damaged part counts as not there. @throws InputError */
export async function openStore(experiment: Experiment, command: string, folder: string = defaultFolder(experiment)): Promise<Store> {
  const { world, strategies, seed, replications } = experiment
  const key = keyOf(experiment)
  checkFolder(folder, key)
  checkWritable(folder)
  const called = strategies.map(({ name }) => name)
  const names = apart(called)
  const finished = new Map<number, readonly Result[]>()
  if (existsSync(folder))
    for (let replication = 0; replication < replications; replication++) {
      const file = join(folder, partName(replication))
      const results = existsSync(file) ? await readPart(readFileSync(file), key, replication, names) : undefined
      if (results) finished.set(replication, results)
    }
  let recorded = false
  const start = () => {
    makeFolder(folder)
    sweep(folder)
    const record: ExperimentRecord = { key, scenario: world.name, strategies: called, seed, replications, command, version, sources }
    writeWhole(folder, "experiment.json", `${JSON.stringify(record, null, 2)}\n`)
    recorded = true
  }
  return {
    folder,
    finished,
    save(replication, results) {
      if (!recorded) start()
      writeWhole(folder, partName(replication), writePart(key, replication, results))
    },
  }
}
