import { workerData } from "node:worker_threads"
import type { World } from "../../sim/index.ts"
import { type Increments, increments, type Kind } from "../incrementality.ts"
import { strategyNamed } from "./strategies.ts"

/** What a worker is given once: all but the replication. */
export interface IncrementWork {
  world: World
  strategy: string
  seed: number
  kind: Kind
}

const { world, strategy, seed, kind } = workerData as IncrementWork
const played = strategyNamed(strategy)

/** One job: one replication and all that is asked of it. */
export default function replicate(replication: number): Increments {
  return increments(world, played, { seed, replication }, kind)
}
