import type { Lap, RaceJob } from "./race.ts"
import type { Twin, TwinsJob } from "./twins.ts"
import type { Job, Report } from "./worker.ts"

/**
 * What a worker has played so far, again after each repeat; first nothing. The page stays free meanwhile.
 * @param left settles when the answer is no longer wanted
 */
export function played(job: RaceJob, left: Promise<unknown>): AsyncGenerator<Lap[], void>
export function played(job: TwinsJob, left: Promise<unknown>): AsyncGenerator<Twin[][], void>
export async function* played(job: Job, left: Promise<unknown>): AsyncGenerator<unknown[], void> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" })
  left.then(() => worker.terminate())
  const reports: Report[] = []
  let wake = () => {}
  const arrived = (report: Report) => {
    reports.push(report)
    wake()
  }
  worker.onmessage = ({ data }) => arrived(data)
  worker.onerror = ({ message }) => arrived({ error: message || "the worker did not start" })
  worker.postMessage(job)
  const values: unknown[] = []
  yield [...values]
  try {
    for (;;) {
      const report = reports.shift()
      if (!report) await new Promise<void>((resolve) => (wake = resolve))
      else if ("done" in report) return
      else if ("error" in report) throw new Error(`${report.error}. Move any control to play again, or reload the page.`)
      else {
        values.push(report.value)
        yield [...values]
      }
    }
  } finally {
    worker.terminate()
  }
}
