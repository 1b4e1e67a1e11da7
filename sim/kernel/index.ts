export { cos, exp, log, normalCdf, normalQuantile, pow, sin } from "./math"
import { poissonCount as count } from "./math"
export { choice } from "./choice"
export { exposed } from "./exposed"
export { wide } from "./wide"
import { HEADER, KEY } from "./layout"
import { keySchedule, word, words } from "./threefry"

/** Threefry4x32 of one counter under the header's key; the four words are written to out. */
export function threefry(c0: u32, c1: u32, c2: u32, c3: u32, out: usize): void {
  keySchedule()
  words(c0, c1, c2, c3)
  store<u32>(out, word(0)); store<u32>(out, word(1), 4); store<u32>(out, word(2), 8); store<u32>(out, word(3), 12)
}

export function poissonCount(rate: f64, u: f64): i32 {
  return count(rate, u)
}
