import { workerData } from "node:worker_threads"
import type { Json } from "../../policies/policy.ts"
import { evaluate, type Training } from "../training.ts"
import { kindsWith, type PolicyModule } from "./modules.ts"

/** What a worker is given once. */
export interface TraineeWork extends Training {
  modules: readonly PolicyModule[]
  /** What was learned so far. */
  state: Json
}

const { modules, state, ...training } = workerData as TraineeWork
const kinds = await kindsWith(modules)

/** One job: one held-out repeat. */
export default function examine(repeat: number): { trained: number; untrained: number } {
  return evaluate(training, state, repeat, kinds)
}
