// Threefry4x32 (Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011), 20 rounds.
import { I, LANES, count, iadd, ior, isplat, istore, ixor, shl, shr } from "./lanes"
import { HEADER, KEY } from "./layout"

const PARITY: u32 = 0x1bd11bda

// @ts-ignore: decorator
@inline function key(word: i32): u32 {
  return load<u32>(HEADER + ((KEY + word) << 2))
}

// @ts-ignore: decorator
@inline function turn(x: I, k: i32): I {
  return ior(shl(x, k), shr(x, 32 - k))
}

/**
 * Words of 16 counters (first … first + 15, cell, tick, purpose), laid out so that word w of counter c stands at out[16 w + c]:
 * one 32-bit word for each of 64 consecutive customers.
 */
export function words64(first: i32, cell: i32, tick: i32, purpose: i32, out: usize): void {
  const s0 = isplat(key(0)), s1 = isplat(key(1)), s2 = isplat(key(2)), s3 = isplat(key(3))
  const s4 = isplat(key(0) ^ key(1) ^ key(2) ^ key(3) ^ PARITY)
  const y1 = iadd(isplat(cell), s1), y2 = iadd(isplat(tick), s2), y3 = iadd(isplat(purpose), s3)
  for (let c = 0; c < 16; c += LANES) {
    let x0 = iadd(count(first + c), s0), x1 = y1, x2 = y2, x3 = y3
    x0 = iadd(x0, x1); x1 = ixor(turn(x1, 10), x0); x2 = iadd(x2, x3); x3 = ixor(turn(x3, 26), x2)
    x0 = iadd(x0, x3); x3 = ixor(turn(x3, 11), x0); x2 = iadd(x2, x1); x1 = ixor(turn(x1, 21), x2)
    x0 = iadd(x0, x1); x1 = ixor(turn(x1, 13), x0); x2 = iadd(x2, x3); x3 = ixor(turn(x3, 27), x2)
    x0 = iadd(x0, x3); x3 = ixor(turn(x3, 23), x0); x2 = iadd(x2, x1); x1 = ixor(turn(x1, 5), x2)
    x0 = iadd(x0, s1); x1 = iadd(x1, s2); x2 = iadd(x2, s3); x3 = iadd(x3, iadd(s4, isplat(1)))
    x0 = iadd(x0, x1); x1 = ixor(turn(x1, 6), x0); x2 = iadd(x2, x3); x3 = ixor(turn(x3, 20), x2)
    x0 = iadd(x0, x3); x3 = ixor(turn(x3, 17), x0); x2 = iadd(x2, x1); x1 = ixor(turn(x1, 11), x2)
    x0 = iadd(x0, x1); x1 = ixor(turn(x1, 25), x0); x2 = iadd(x2, x3); x3 = ixor(turn(x3, 10), x2)
    x0 = iadd(x0, x3); x3 = ixor(turn(x3, 18), x0); x2 = iadd(x2, x1); x1 = ixor(turn(x1, 20), x2)
    x0 = iadd(x0, s2); x1 = iadd(x1, s3); x2 = iadd(x2, s4); x3 = iadd(x3, iadd(s0, isplat(2)))
    x0 = iadd(x0, x1); x1 = ixor(turn(x1, 10), x0); x2 = iadd(x2, x3); x3 = ixor(turn(x3, 26), x2)
    x0 = iadd(x0, x3); x3 = ixor(turn(x3, 11), x0); x2 = iadd(x2, x1); x1 = ixor(turn(x1, 21), x2)
    x0 = iadd(x0, x1); x1 = ixor(turn(x1, 13), x0); x2 = iadd(x2, x3); x3 = ixor(turn(x3, 27), x2)
    x0 = iadd(x0, x3); x3 = ixor(turn(x3, 23), x0); x2 = iadd(x2, x1); x1 = ixor(turn(x1, 5), x2)
    x0 = iadd(x0, s3); x1 = iadd(x1, s4); x2 = iadd(x2, s0); x3 = iadd(x3, iadd(s1, isplat(3)))
    x0 = iadd(x0, x1); x1 = ixor(turn(x1, 6), x0); x2 = iadd(x2, x3); x3 = ixor(turn(x3, 20), x2)
    x0 = iadd(x0, x3); x3 = ixor(turn(x3, 17), x0); x2 = iadd(x2, x1); x1 = ixor(turn(x1, 11), x2)
    x0 = iadd(x0, x1); x1 = ixor(turn(x1, 25), x0); x2 = iadd(x2, x3); x3 = ixor(turn(x3, 10), x2)
    x0 = iadd(x0, x3); x3 = ixor(turn(x3, 18), x0); x2 = iadd(x2, x1); x1 = ixor(turn(x1, 20), x2)
    x0 = iadd(x0, s4); x1 = iadd(x1, s0); x2 = iadd(x2, s1); x3 = iadd(x3, iadd(s2, isplat(4)))
    x0 = iadd(x0, x1); x1 = ixor(turn(x1, 10), x0); x2 = iadd(x2, x3); x3 = ixor(turn(x3, 26), x2)
    x0 = iadd(x0, x3); x3 = ixor(turn(x3, 11), x0); x2 = iadd(x2, x1); x1 = ixor(turn(x1, 21), x2)
    x0 = iadd(x0, x1); x1 = ixor(turn(x1, 13), x0); x2 = iadd(x2, x3); x3 = ixor(turn(x3, 27), x2)
    x0 = iadd(x0, x3); x3 = ixor(turn(x3, 23), x0); x2 = iadd(x2, x1); x1 = ixor(turn(x1, 5), x2)
    x0 = iadd(x0, s0); x1 = iadd(x1, s1); x2 = iadd(x2, s2); x3 = iadd(x3, iadd(s3, isplat(5)))
    const p = out + (<usize>c << 2)
    istore(p, x0); istore(p + 64, x1); istore(p + 128, x2); istore(p + 192, x3)
  }
}

/** The words of one counter: word0 … word3 hold them until the next call. */
export let word0: u32 = 0
export let word1: u32 = 0
export let word2: u32 = 0
export let word3: u32 = 0

const ROTATIONS: StaticArray<i32> = [10, 26, 11, 21, 13, 27, 23, 5, 6, 20, 17, 11, 25, 10, 18, 20]
const schedule: StaticArray<u32> = [0, 0, 0, 0, 0, 0, 0, 0, 0]

/** Repeats the key schedule so that four consecutive words from any start are in order; call when the key has changed. */
export function keySchedule(): void {
  let parity = PARITY
  for (let i = 0; i < 4; i++) {
    const k = key(i)
    unchecked(schedule[i] = k)
    unchecked(schedule[i + 5] = k)
    parity ^= k
  }
  unchecked(schedule[4] = parity)
}

export function words(c0: u32, c1: u32, c2: u32, c3: u32): void {
  let x0 = c0 + unchecked(schedule[0]), x1 = c1 + unchecked(schedule[1]), x2 = c2 + unchecked(schedule[2]), x3 = c3 + unchecked(schedule[3])
  let s = 0
  for (let group = 1; group <= 5; group++) {
    const r = (group & 1) == 1 ? 0 : 8
    for (let pair = r; pair < r + 8; pair += 4) {
      x0 += x1; x1 = rotl<u32>(x1, unchecked(ROTATIONS[pair])) ^ x0; x2 += x3; x3 = rotl<u32>(x3, unchecked(ROTATIONS[pair + 1])) ^ x2
      x0 += x3; x3 = rotl<u32>(x3, unchecked(ROTATIONS[pair + 2])) ^ x0; x2 += x1; x1 = rotl<u32>(x1, unchecked(ROTATIONS[pair + 3])) ^ x2
    }
    s = s == 4 ? 0 : s + 1
    x0 += unchecked(schedule[s]); x1 += unchecked(schedule[s + 1]); x2 += unchecked(schedule[s + 2])
    x3 += unchecked(schedule[s + 3]) + group
  }
  word0 = x0; word1 = x1; word2 = x2; word3 = x3
}

/** A word as a uniform in the open interval (0, 1). */
// @ts-ignore: decorator
@inline export function uniform(word: u32): f64 {
  return (<f64>word + 0.5) * 2.3283064365386962890625e-10
}
