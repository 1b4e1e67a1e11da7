import type { Play } from "../state.ts"
import { days, type World } from "../world.ts"
import { removalEffects } from "./markov.ts"
import { newPath, type Path, readPath, WINDOW_DAYS } from "./path.ts"

/** What Markov attribution knows: steps of the paths so far, and each channel's share of the credit by the last period's end. */
export interface Journeys {
  /** Counts of steps, halved with each period that is past; rows are the channels, then start; columns the channels, then conversion, then null. */
  steps: Float64Array
  /** Undefined before the first period's end. */
  shares: Float64Array | undefined
}

/** Days of paths that are judged at once. */
const PERIOD_DAYS = 28

export function newJourneys({ channels }: World): Journeys {
  return { steps: new Float64Array((channels.length + 1) * (channels.length + 2)), shares: undefined }
}

/** Counts a path to an order, or to none. */
export function countPath({ steps }: Journeys, channels: number, { channel, length }: Path, converts: boolean): void {
  const width = channels + 2
  let from = channels
  for (let k = 0; k <= length; k++) {
    const to = k < length ? (channel[k] as number) : converts ? channels : channels + 1
    const at = from * width + to
    steps[at] = (steps[at] as number) + 1
    from = to
  }
}

const path = newPath()

/**
 * At a period's end: paths without an order are read from the rings of the customers who were touched and did not order within the window,
 * channels are judged, and all that was counted halves in weight. A path that has not ended yet counts as one without an order.
 */
export function judge({ world, cells, memory, state }: Play): void {
  const dt = days(world)
  if (Math.floor(((state.tick + 1) * dt) / PERIOD_DAYS) === Math.floor((state.tick * dt) / PERIOD_DAYS)) return
  const { journeys } = state
  const { touches, touchHead, lastPurchase } = memory.columns
  const today = Math.floor(state.tick * dt)
  const since = state.tick - WINDOW_DAYS / dt
  for (const { start, count } of cells)
    for (let i = start; i < start + count; i++) {
      const head = touchHead[i] as number
      const latest = touches[i * 8 + ((head + 7) & 7)] as number
      if (latest === 0 || ((today - (latest & 4095)) & 4095) > WINDOW_DAYS || (lastPurchase[i] as number) > since) continue
      readPath(path, touches, i * 8, head, today)
      if (path.length > 0) countPath(journeys, world.channels.length, path, false)
    }
  const effects = removalEffects(world.channels.length, journeys.steps)
  const total = effects.reduce((a, b) => a + b, 0)
  if (total > 0) journeys.shares = effects.map((effect) => effect / total)
  journeys.steps.forEach((count, at, steps) => (steps[at] = count / 2))
}
