/** Days before an order within which a touch counts. */
export const WINDOW_DAYS = 30

/** Touches that a customer's ring holds. */
export const MOST_TOUCHES = 8

/** Touches on the way to an order (or to none), oldest first: the channel that brought each visit, and its age in days. One is filled again and again. */
export interface Path {
  length: number
  channel: Uint8Array
  age: Uint16Array
}

export function newPath(): Path {
  return { length: 0, channel: new Uint8Array(MOST_TOUCHES), age: new Uint16Array(MOST_TOUCHES) }
}

/** Fills the path as it is at `day` from a customer's ring of touches, which begins at `at` and is written next at `head`. */
export function readPath(path: Path, ring: ArrayLike<number>, at: number, head: number, day: number): Path {
  let length = 0
  for (let k = 0; k < MOST_TOUCHES; k++) {
    const touch = ring[at + ((head + k) & 7)] as number
    if (touch === 0) continue
    const age = (day - (touch & 4095)) & 4095
    if (age > WINDOW_DAYS) continue
    path.channel[length] = (touch >> 12) - 1
    path.age[length++] = age
  }
  path.length = length
  return path
}
