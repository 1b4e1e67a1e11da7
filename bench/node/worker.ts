import { workerData } from "node:worker_threads"
import type { Strategy } from "../../policies/policy.ts"
import type { World } from "../../sim/index.ts"
import { type Outcome, play } from "../play.ts"
import { kindsWith, type PolicyModule } from "./modules.ts"

/** What a worker is given once: all but the replication. */
export interface Work {
  world: World
  strategies: readonly Strategy[]
  modules: readonly PolicyModule[]
  seed: number
}

const { world, strategies, modules, seed } = workerData as Work
const kinds = await kindsWith(modules)

/** One job: one replication of all strategies, so that the burn-in is played once. */
export default function replicate(replication: number): Outcome[] {
  return play(world, strategies, { seed, replication }, kinds)
}
