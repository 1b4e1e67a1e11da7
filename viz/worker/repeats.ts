import type { Result } from "../../bench/experiment.ts"
import { type Crew, type Job, workers } from "./crew.ts"
import type { Scenario } from "./protocol.ts"

/** What is repeated. */
export interface Repeating {
  scenario: Scenario
  strategies: readonly string[]
  seed: number
  /** Numbers of the replications, in the order in which they are to be told. */
  replications: readonly number[]
}

/** One replication's results, strategies by position, and their profit by week. */
export interface Repeat {
  replication: number
  results: readonly Result[]
  weekly: readonly (readonly number[])[]
}

/** Computes replications on as many workers as there are, and tells them in their order, whoever was faster. */
export function repeats({ replications, ...what }: Repeating, tell: (repeat: Repeat) => void, by: Crew = workers): Job {
  const found = new Map<number, Repeat>()
  let told = 0
  const tellOn = () => {
    for (let next = found.get(replications[told] as number); next; next = found.get(replications[told] as number)) {
      found.delete(next.replication)
      told++
      tell(next)
    }
  }
  const jobs = replications.map((replication) =>
    by.ask({ kind: "replicate", ...what, replication }, (answer) => {
      if (answer.kind !== "replicated") return
      const { results, weekly } = answer
      found.set(replication, { replication, results, weekly })
      tellOn()
    }),
  )
  const cancel = () => {
    for (const job of jobs) job.cancel()
  }
  const done = Promise.all(jobs.map((job) => job.done)).then(
    () => {},
    (failure: unknown) => {
      cancel()
      throw failure
    },
  )
  return { done, cancel }
}
