import InlineWorker from "./worker.ts?worker&inline"

/** A worker from a blob that the page holds: what a page opened from a file may start. */
export function startWorker(): Worker {
  return new InlineWorker()
}
