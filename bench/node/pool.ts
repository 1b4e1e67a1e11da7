import { existsSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { Piscina } from "piscina"
import type { Outcome } from "../play.ts"
import { root } from "./files.ts"
import type { Work } from "./worker.ts"

/** Workers run built JavaScript, also when this file is run from its source: a thread of Node 20 cannot load TypeScript. */
const built = (name: string) => join(root, "dist", "bench", "node", `${name}.js`)

interface Running<Result> {
  workers: number
  /** Is told each job's result as soon as it is there. */
  done(job: number, result: Result): void
  /** Ends the work early; what was not told is lost. */
  signal?: AbortSignal
}

/**
 * Does jobs on threads, in any order.
 * @param name of the worker's module beside this file
 * @param data given once to each worker
 * @returns when all are told, or the signal has come
 */
export async function doAll<Job, Result>(name: string, data: unknown, jobs: readonly Job[], { workers, done, signal }: Running<Result>): Promise<void> {
  if (jobs.length === 0 || signal?.aborted) return
  const worker = built(name)
  if (!existsSync(worker)) throw new Error(`${worker}: not built; run npm run build`)
  const threads = Math.min(workers, jobs.length)
  const pool = new Piscina({ filename: pathToFileURL(worker).href, minThreads: threads, maxThreads: threads, workerData: data })
  const stopped = new Promise<void>((resolve) => signal?.addEventListener("abort", () => resolve(), { once: true }))
  try {
    const running = jobs.map(async (job, k) => {
      const result = (await pool.run(job)) as Result
      if (!signal?.aborted) done(k, result)
    })
    const all = Promise.all(running)
    all.catch(() => {})
    await Promise.race([all, stopped])
  } finally {
    await pool.destroy()
  }
}

/** Plays replications on threads, each told as soon as it is there. */
export function playAll(
  work: Work,
  replications: readonly number[],
  { workers, done, signal }: { workers: number; done: (replication: number, outcomes: Outcome[]) => void; signal?: AbortSignal },
): Promise<void> {
  return doAll<number, Outcome[]>("worker", work, replications, {
    workers,
    done: (k, outcomes) => done(replications[k] as number, outcomes),
    ...(signal ? { signal } : {}),
  })
}
