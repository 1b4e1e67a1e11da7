import { decay } from "./decay.ts"

/** One touch on a path to an order: the channel that brought a visit, and how many days before the order. */
export interface Touch {
  channel: number
  age: number
}

/** A model shares the credit for an order among the touches of its path (oldest first); an empty path earns no channel anything. */
export type AttributionModel = (path: readonly Touch[]) => number[]

/** All credit to the touch before the order. */
export const last: AttributionModel = (path) => path.map((_, k) => (k === path.length - 1 ? 1 : 0))

/** All credit to the touch that began the path. */
export const first: AttributionModel = (path) => path.map((_, k) => (k === 0 ? 1 : 0))

/** Equal credit. */
export const linear: AttributionModel = (path) => path.map(() => 1 / path.length)

/** Two fifths to the first and the last touch, the rest to those between. */
export const position: AttributionModel = (path) => {
  if (path.length < 3) return linear(path)
  return path.map((_, k) => (k === 0 || k === path.length - 1 ? 0.4 : 0.2 / (path.length - 2)))
}

/** Credit halves with each seven days before the order. */
export const timeDecay: AttributionModel = (path) => {
  const weights = path.map(({ age }) => decay(7, age))
  const total = weights.reduce((a, b) => a + b, 0)
  return weights.map((w) => w / total)
}

export const models = { last, first, linear, position, timeDecay } as const

/** Days before an order within which a touch counts. */
export const WINDOW_DAYS = 30

/** The path to an order at `day` out of a customer's ring of touches, oldest first. */
export function readPath(ring: ArrayLike<number>, at: number, head: number, day: number): Touch[] {
  const path: Touch[] = []
  for (let k = 0; k < 8; k++) {
    const touch = ring[at + ((head + k) & 7)] as number
    if (touch === 0) continue
    const age = (day - (touch & 4095)) & 4095
    if (age <= WINDOW_DAYS) path.push({ channel: (touch >> 12) - 1, age })
  }
  return path
}
