import { exp } from "../math.ts"

/** What a rival follows, smoothed: 1 is the usual. */
export interface Follower {
  followed: number
}

/** Follows a signal: 1 − 1/e of the way after the delay (days). */
export function follow(memory: Follower, signal: number, delay: number, days: number): number {
  const speed = delay > 0 ? 1 - exp(-days / delay) : 1
  memory.followed += speed * (signal - memory.followed)
  return memory.followed
}
