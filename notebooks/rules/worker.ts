import { type RaceJob, race } from "./race.ts"
import { type TwinsJob, twins } from "./twins.ts"

export type Job = RaceJob | TwinsJob

/** What a worker tells: a piece of what was asked for, that all is done, or what went wrong. */
export type Report = { value: unknown } | { done: true } | { error: string }

const tell = (report: Report) => postMessage(report)

addEventListener("message", ({ data }: MessageEvent<Job>) => {
  try {
    for (const value of data.kind === "race" ? race(data) : twins(data)) tell({ value })
    tell({ done: true })
  } catch (error) {
    tell({ error: (error as Error).message })
  }
})
