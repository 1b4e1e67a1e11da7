export { cos, exp, log, normalCdf, normalQuantile, poissonCount, pow, sin } from "./math"
export { choice } from "./choice"
export { wide } from "./wide"
import { HEADER, KEY } from "./layout"
import { keySchedule, word0, word1, word2, word3, words } from "./threefry"

/** Threefry4x32-20 of one counter under the header's key; the four words are written to out. */
export function threefry(c0: u32, c1: u32, c2: u32, c3: u32, out: usize): void {
  keySchedule()
  words(c0, c1, c2, c3)
  store<u32>(out, word0); store<u32>(out, word1, 4); store<u32>(out, word2, 8); store<u32>(out, word3, 12)
}
