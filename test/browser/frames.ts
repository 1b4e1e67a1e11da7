import { join } from "node:path"
import { root } from "../../bench/node/files.ts"
import { serve } from "../../bench/node/site.ts"
import { median } from "../../bench/statistics/median.ts"
import { launch } from "./chromium.ts"

/**
 * How fast the opening story moves on this machine, at 1280 × 720 and drawn by software: frames a second while it plays, the longest time that the
 * main thread was held, and how soon the first picture stood. Prints figures; judges nothing.
 */

/** Seconds of the story that are measured. */
const SECONDS = 20

interface Measured {
  /** Milliseconds since the visit began at which the first picture stood. */
  first: number
  /** Times of animation frames, from the first picture on. */
  frames: number[]
  /** Milliseconds of tasks that held the main thread for 50 or longer, with when they began. */
  tasks: { start: number; duration: number }[]
}

/** Runs in the page, before its own scripts. */
function watch(): void {
  const measured: Measured = { first: 0, frames: [], tasks: [] }
  Object.assign(globalThis, { measured })
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) measured.tasks.push({ start: startTime, duration })
  }).observe({ type: "longtask", buffered: true })
  const next = (now: number) => {
    if (measured.first === 0 && document.querySelector("main canvas") && !document.querySelector(".warming")) measured.first = performance.now()
    if (measured.first > 0) measured.frames.push(now)
    requestAnimationFrame(next)
  }
  requestAnimationFrame(next)
}

const site = await serve(join(root, "dist/lab"), 0)
const browser = await launch()
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } })
  await page.addInitScript(watch)
  const cold = await visit()
  const warm = await visit() // scripts are in the browser's cache
  const frames = warm.frames.slice(1).map((now, k) => now - (warm.frames[k] as number))
  const longest = Math.max(0, ...warm.tasks.map(({ duration }) => duration))
  const blocked = warm.tasks
    .filter(({ duration }) => duration > 100)
    .map(({ start, duration }) => `${Math.round(duration)} ms at ${(start / 1000).toFixed(1)} s`)
  const sorted = frames.toSorted((a, b) => a - b)
  process.stdout.write(`first picture: ${Math.round(cold.first)} ms in a new browser, ${Math.round(warm.first)} ms on the second visit
frames a second while the story plays: median ${(1000 / median(frames)).toFixed(1)}; slowest twentieth below ${(1000 / (sorted[Math.floor(frames.length * 0.95)] as number)).toFixed(1)}; ${frames.length} frames in ${SECONDS} s
main thread: longest task ${longest > 0 ? `${Math.round(longest)} ms` : "under 50 ms"}; over 100 ms: ${blocked.join(", ") || "none"}
`)

  async function visit(): Promise<Measured> {
    await page.goto(site.address)
    await page.waitForTimeout(SECONDS * 1000)
    const measured = await page.evaluate(() => (globalThis as unknown as { measured: Measured }).measured)
    if (measured.first === 0) throw new Error(`no picture stood within ${SECONDS} s`)
    return measured
  }
} finally {
  await browser.close()
  await site.close()
}
