import { workerData } from "node:worker_threads"
import type { Comparison } from "../validate/check.ts"
import { checks } from "../validate/checks.ts"
import type { Experiment } from "../validate/experiment.ts"
import { experiments } from "../validate/experiments.ts"
import { BEFORE, openLab } from "../validate/lab.ts"
import { resized } from "./files.ts"

/** One check, or one replication of some experiments in a scenario. */
export type ValidationJob = { check: string } | { scenario: string; experiments: readonly string[]; replication: number }

/** A check's comparisons, or the sums of each experiment. */
export type ValidationResult = Comparison[] | number[][]

/** What a worker is given once. */
export interface ValidationWork {
  seed: number
  /** `path=value` for every scenario. */
  settings: readonly string[]
  /** Simulated in each, of as many real people as the scenario has. */
  customers?: number | undefined
}

const { seed, ...change } = workerData as ValidationWork

export default function validate(job: ValidationJob): ValidationResult {
  if ("check" in job) return checks.find(({ name }) => name === job.check)?.run(seed) as Comparison[]
  const chosen = job.experiments.map((name) => experiments.find((e) => e.name === name) as Experiment)
  const days = Math.max(...chosen.map((e) => e.days))
  const world = resized(job.scenario, change, [`clock.days=${BEFORE + days}`])
  const lab = openLab(world, { seed, replication: job.replication }, days)
  return chosen.map((e) => e.sums(lab))
}
