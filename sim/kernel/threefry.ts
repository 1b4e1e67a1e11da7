// Threefry4x32 (Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011), 20 rounds.
import { I, LANES, count, iadd, iload, ior, isplat, istore, ixor, shl, shr } from "./lanes"
import { HEADER, KEY, WORDS } from "./layout"

const PARITY: u32 = 0x1bd11bda

// @ts-ignore: decorator
@inline function key(word: i32): u32 {
  return load<u32>(HEADER + ((KEY + word) << 2))
}

// @ts-ignore: decorator
@inline function turn(x: I, k: i32): I {
  return ior(shl(x, k), shr(x, 32 - k))
}

let k0: u32 = 0, k1: u32 = 0, k2: u32 = 0, k3: u32 = 0, k4: u32 = 0

/** Reads the key from the header: call when it may have changed. */
export function keySchedule(): void {
  k0 = key(0); k1 = key(1); k2 = key(2); k3 = key(3)
  k4 = k0 ^ k1 ^ k2 ^ k3 ^ PARITY
}

/** One counter a lane, (c0, c1, c2, c3) with the key already added; word w of the lanes goes to out + 64 w. */
// @ts-ignore: decorator
@inline function evaluate(c0: I, c1: I, c2: I, c3: I, s0: I, s1: I, s2: I, s3: I, s4: I, out: usize): void {
  let x0 = c0, x1 = c1, x2 = c2, x3 = c3
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
  istore(out, x0); istore(out + 64, x1); istore(out + 128, x2); istore(out + 192, x3)
}

/**
 * Words of 16 counters (first … first + 15, cell, tick, purpose), laid out so that word w of counter c stands at out[16 w + c]:
 * one 32-bit word for each of 64 consecutive customers.
 */
export function words64(first: i32, cell: i32, tick: i32, purpose: i32, out: usize): void {
  const s0 = isplat(k0), s1 = isplat(k1), s2 = isplat(k2), s3 = isplat(k3), s4 = isplat(k4)
  const c1 = iadd(isplat(cell), s1), c2 = iadd(isplat(tick), s2), c3 = iadd(isplat(purpose), s3)
  for (let c = 0; c < 16; c += LANES) evaluate(iadd(count(first + c), s0), c1, c2, c3, s0, s1, s2, s3, s4, out + (<usize>c << 2))
}

/** Words of four purposes (an i32 each at `purposes`) of one customer: word w of purpose l stands at out[16 w + l]. */
export function words4(own: i32, cell: i32, tick: i32, purposes: usize, out: usize): void {
  const s0 = isplat(k0), s1 = isplat(k1), s2 = isplat(k2), s3 = isplat(k3), s4 = isplat(k4)
  const c0 = iadd(isplat(own), s0), c1 = iadd(isplat(cell), s1), c2 = iadd(isplat(tick), s2)
  for (let l = 0; l < 4; l += LANES) evaluate(c0, c1, c2, iadd(iload(purposes + (<usize>l << 2)), s3), s0, s1, s2, s3, s4, out + (<usize>l << 2))
}

/** The four words of one counter, to be read by `word` until the next call. */
export function words(c0: u32, c1: u32, c2: u32, c3: u32): void {
  let x0 = c0 + k0, x1 = c1 + k1, x2 = c2 + k2, x3 = c3 + k3
  x0 += x1; x1 = rotl<u32>(x1, 10) ^ x0; x2 += x3; x3 = rotl<u32>(x3, 26) ^ x2; x0 += x3; x3 = rotl<u32>(x3, 11) ^ x0; x2 += x1; x1 = rotl<u32>(x1, 21) ^ x2
  x0 += x1; x1 = rotl<u32>(x1, 13) ^ x0; x2 += x3; x3 = rotl<u32>(x3, 27) ^ x2; x0 += x3; x3 = rotl<u32>(x3, 23) ^ x0; x2 += x1; x1 = rotl<u32>(x1, 5) ^ x2
  x0 += k1; x1 += k2; x2 += k3; x3 += k4 + 1
  x0 += x1; x1 = rotl<u32>(x1, 6) ^ x0; x2 += x3; x3 = rotl<u32>(x3, 20) ^ x2; x0 += x3; x3 = rotl<u32>(x3, 17) ^ x0; x2 += x1; x1 = rotl<u32>(x1, 11) ^ x2
  x0 += x1; x1 = rotl<u32>(x1, 25) ^ x0; x2 += x3; x3 = rotl<u32>(x3, 10) ^ x2; x0 += x3; x3 = rotl<u32>(x3, 18) ^ x0; x2 += x1; x1 = rotl<u32>(x1, 20) ^ x2
  x0 += k2; x1 += k3; x2 += k4; x3 += k0 + 2
  x0 += x1; x1 = rotl<u32>(x1, 10) ^ x0; x2 += x3; x3 = rotl<u32>(x3, 26) ^ x2; x0 += x3; x3 = rotl<u32>(x3, 11) ^ x0; x2 += x1; x1 = rotl<u32>(x1, 21) ^ x2
  x0 += x1; x1 = rotl<u32>(x1, 13) ^ x0; x2 += x3; x3 = rotl<u32>(x3, 27) ^ x2; x0 += x3; x3 = rotl<u32>(x3, 23) ^ x0; x2 += x1; x1 = rotl<u32>(x1, 5) ^ x2
  x0 += k3; x1 += k4; x2 += k0; x3 += k1 + 3
  x0 += x1; x1 = rotl<u32>(x1, 6) ^ x0; x2 += x3; x3 = rotl<u32>(x3, 20) ^ x2; x0 += x3; x3 = rotl<u32>(x3, 17) ^ x0; x2 += x1; x1 = rotl<u32>(x1, 11) ^ x2
  x0 += x1; x1 = rotl<u32>(x1, 25) ^ x0; x2 += x3; x3 = rotl<u32>(x3, 10) ^ x2; x0 += x3; x3 = rotl<u32>(x3, 18) ^ x0; x2 += x1; x1 = rotl<u32>(x1, 20) ^ x2
  x0 += k4; x1 += k0; x2 += k1; x3 += k2 + 4
  x0 += x1; x1 = rotl<u32>(x1, 10) ^ x0; x2 += x3; x3 = rotl<u32>(x3, 26) ^ x2; x0 += x3; x3 = rotl<u32>(x3, 11) ^ x0; x2 += x1; x1 = rotl<u32>(x1, 21) ^ x2
  x0 += x1; x1 = rotl<u32>(x1, 13) ^ x0; x2 += x3; x3 = rotl<u32>(x3, 27) ^ x2; x0 += x3; x3 = rotl<u32>(x3, 23) ^ x0; x2 += x1; x1 = rotl<u32>(x1, 5) ^ x2
  x0 += k0; x1 += k1; x2 += k2; x3 += k3 + 5
  store<u32>(WORDS, x0); store<u32>(WORDS, x1, 4); store<u32>(WORDS, x2, 8); store<u32>(WORDS, x3, 12)
}

// @ts-ignore: decorator
@inline export function word(k: i32): u32 {
  return load<u32>(WORDS + (<usize>k << 2))
}
