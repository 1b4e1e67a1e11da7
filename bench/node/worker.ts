import { workerData } from "node:worker_threads"
import type { World } from "../../sim/index.ts"
import { type Outcome, play } from "../play.ts"
import { strategyNamed } from "./strategies.ts"

/** What a worker is given once: all but the replication. */
export interface Work {
  world: World
  strategies: readonly string[]
  seed: number
}

const { world, strategies, seed } = workerData as Work
const played = strategies.map(strategyNamed)

/** One job: one replication of all strategies, so that the burn-in is played once. */
export default function replicate(replication: number): Outcome[] {
  return play(world, played, { seed, replication })
}
