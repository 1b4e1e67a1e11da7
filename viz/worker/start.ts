/** A worker from its own file beside the page's. The single-file lab takes startInline.ts in this file's place. */
export function startWorker(): Worker {
  return new Worker(new URL("./worker.ts", import.meta.url), { type: "module" })
}
