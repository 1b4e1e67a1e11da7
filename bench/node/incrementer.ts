import { workerData } from "node:worker_threads"
import type { Strategy } from "../../policies/policy.ts"
import type { World } from "../../sim/index.ts"
import { type Increments, increments, type Kind } from "../incrementality.ts"
import { kindsWith, type PolicyModule } from "./modules.ts"

/** What a worker is given once: all but the replication. */
export interface IncrementWork {
  world: World
  strategy: Strategy
  modules: readonly PolicyModule[]
  seed: number
  kind: Kind
}

const { world, strategy, modules, seed, kind } = workerData as IncrementWork
const kinds = await kindsWith(modules)

/** One job: one replication and all that is asked of it. */
export default function replicate(replication: number): Increments {
  return increments(world, strategy, { seed, replication }, kind, kinds)
}
