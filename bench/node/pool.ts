import { existsSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { Piscina } from "piscina"
import type { Outcome } from "../play.ts"
import { root } from "./files.ts"
import type { Work } from "./worker.ts"

/** Workers run built JavaScript, also when this file is run from its source: a thread of Node 20 cannot load TypeScript. */
const worker = join(root, "dist", "bench", "node", "worker.js")

/**
 * Plays replications on threads, in any order.
 * @param done is told each replication's outcomes as soon as they are there
 * @param signal ends the work early; what was not told is lost
 * @returns when all are told, or the signal has come
 */
export async function playAll(
  work: Work,
  replications: readonly number[],
  { workers, done, signal }: { workers: number; done: (replication: number, outcomes: Outcome[]) => void; signal?: AbortSignal },
): Promise<void> {
  if (replications.length === 0 || signal?.aborted) return
  if (!existsSync(worker)) throw new Error(`${worker}: not built; run npm run build`)
  const threads = Math.min(workers, replications.length)
  const pool = new Piscina({ filename: pathToFileURL(worker).href, minThreads: threads, maxThreads: threads, workerData: work })
  const stopped = new Promise<void>((resolve) => signal?.addEventListener("abort", () => resolve(), { once: true }))
  try {
    const jobs = replications.map(async (replication) => {
      const outcomes = (await pool.run(replication)) as Outcome[]
      if (!signal?.aborted) done(replication, outcomes)
    })
    const all = Promise.all(jobs)
    all.catch(() => {})
    await Promise.race([all, stopped])
  } finally {
    await pool.destroy()
  }
}
