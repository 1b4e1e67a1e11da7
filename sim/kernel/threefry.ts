// Threefry4x32 (Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011).
import { I, LANES, count, iadd, iload, ior, isplat, istore, ixor, shl, shr } from "./lanes"
import * as L from "./layout"

const PARITY: u32 = 0x1bd11bda
/** Any count of rounds up to 20; the compiler leaves out those beyond it. */
const R = L.THREEFRY_ROUNDS

@inline function key(word: i32): u32 {
  return load<u32>(L.HEADER + ((L.KEY + word) << 2))
}

@inline function turn(x: I, k: i32): I {
  return ior(shl(x, k), shr(x, 32 - k))
}

let k0: u32 = 0, k1: u32 = 0, k2: u32 = 0, k3: u32 = 0, k4: u32 = 0

/** Reads the key from the header, and lays the ten vectors that are added between rounds out in memory: call when it may have changed. */
export function keySchedule(): void {
  k0 = key(0); k1 = key(1); k2 = key(2); k3 = key(3)
  k4 = k0 ^ k1 ^ k2 ^ k3 ^ PARITY
  store<u32>(L.KEYS, k0); store<u32>(L.KEYS, k1, 16); store<u32>(L.KEYS, k2, 32); store<u32>(L.KEYS, k3, 48); store<u32>(L.KEYS, k4, 64)
  store<u32>(L.KEYS, k4 + 1, 80); store<u32>(L.KEYS, k0 + 2, 96); store<u32>(L.KEYS, k1 + 3, 112); store<u32>(L.KEYS, k2 + 4, 128)
  store<u32>(L.KEYS, k3 + 5, 144)
  for (let v: usize = 0; v < 160; v += 16) {
    const word = load<u32>(L.KEYS + v)
    store<u32>(L.KEYS + v, word, 4); store<u32>(L.KEYS + v, word, 8); store<u32>(L.KEYS + v, word, 12)
  }
}

/** Key word k (0–4) in every lane; from 5 on the last word added in the first group of rounds, the second, … with the group's number. */
@inline function keys(k: i32): I {
  return iload(L.KEYS + (<usize>k << 4))
}

/** One counter a lane; word w of the lanes goes to out + 64 w. */
@inline function evaluate(c0: I, c1: I, c2: I, c3: I, out: usize): void {
  let x0 = iadd(c0, keys(0)), x1 = iadd(c1, keys(1)), x2 = iadd(c2, keys(2)), x3 = iadd(c3, keys(3))
  if (R > 0) { x0 = iadd(x0, x1); x1 = ixor(turn(x1, 10), x0); x2 = iadd(x2, x3); x3 = ixor(turn(x3, 26), x2) }
  if (R > 1) { x0 = iadd(x0, x3); x3 = ixor(turn(x3, 11), x0); x2 = iadd(x2, x1); x1 = ixor(turn(x1, 21), x2) }
  if (R > 2) { x0 = iadd(x0, x1); x1 = ixor(turn(x1, 13), x0); x2 = iadd(x2, x3); x3 = ixor(turn(x3, 27), x2) }
  if (R > 3) { x0 = iadd(x0, x3); x3 = ixor(turn(x3, 23), x0); x2 = iadd(x2, x1); x1 = ixor(turn(x1, 5), x2) }
  if (R > 3) { x0 = iadd(x0, keys(1)); x1 = iadd(x1, keys(2)); x2 = iadd(x2, keys(3)); x3 = iadd(x3, keys(5)) }
  if (R > 4) { x0 = iadd(x0, x1); x1 = ixor(turn(x1, 6), x0); x2 = iadd(x2, x3); x3 = ixor(turn(x3, 20), x2) }
  if (R > 5) { x0 = iadd(x0, x3); x3 = ixor(turn(x3, 17), x0); x2 = iadd(x2, x1); x1 = ixor(turn(x1, 11), x2) }
  if (R > 6) { x0 = iadd(x0, x1); x1 = ixor(turn(x1, 25), x0); x2 = iadd(x2, x3); x3 = ixor(turn(x3, 10), x2) }
  if (R > 7) { x0 = iadd(x0, x3); x3 = ixor(turn(x3, 18), x0); x2 = iadd(x2, x1); x1 = ixor(turn(x1, 20), x2) }
  if (R > 7) { x0 = iadd(x0, keys(2)); x1 = iadd(x1, keys(3)); x2 = iadd(x2, keys(4)); x3 = iadd(x3, keys(6)) }
  if (R > 8) { x0 = iadd(x0, x1); x1 = ixor(turn(x1, 10), x0); x2 = iadd(x2, x3); x3 = ixor(turn(x3, 26), x2) }
  if (R > 9) { x0 = iadd(x0, x3); x3 = ixor(turn(x3, 11), x0); x2 = iadd(x2, x1); x1 = ixor(turn(x1, 21), x2) }
  if (R > 10) { x0 = iadd(x0, x1); x1 = ixor(turn(x1, 13), x0); x2 = iadd(x2, x3); x3 = ixor(turn(x3, 27), x2) }
  if (R > 11) { x0 = iadd(x0, x3); x3 = ixor(turn(x3, 23), x0); x2 = iadd(x2, x1); x1 = ixor(turn(x1, 5), x2) }
  if (R > 11) { x0 = iadd(x0, keys(3)); x1 = iadd(x1, keys(4)); x2 = iadd(x2, keys(0)); x3 = iadd(x3, keys(7)) }
  if (R > 12) { x0 = iadd(x0, x1); x1 = ixor(turn(x1, 6), x0); x2 = iadd(x2, x3); x3 = ixor(turn(x3, 20), x2) }
  if (R > 13) { x0 = iadd(x0, x3); x3 = ixor(turn(x3, 17), x0); x2 = iadd(x2, x1); x1 = ixor(turn(x1, 11), x2) }
  if (R > 14) { x0 = iadd(x0, x1); x1 = ixor(turn(x1, 25), x0); x2 = iadd(x2, x3); x3 = ixor(turn(x3, 10), x2) }
  if (R > 15) { x0 = iadd(x0, x3); x3 = ixor(turn(x3, 18), x0); x2 = iadd(x2, x1); x1 = ixor(turn(x1, 20), x2) }
  if (R > 15) { x0 = iadd(x0, keys(4)); x1 = iadd(x1, keys(0)); x2 = iadd(x2, keys(1)); x3 = iadd(x3, keys(8)) }
  if (R > 16) { x0 = iadd(x0, x1); x1 = ixor(turn(x1, 10), x0); x2 = iadd(x2, x3); x3 = ixor(turn(x3, 26), x2) }
  if (R > 17) { x0 = iadd(x0, x3); x3 = ixor(turn(x3, 11), x0); x2 = iadd(x2, x1); x1 = ixor(turn(x1, 21), x2) }
  if (R > 18) { x0 = iadd(x0, x1); x1 = ixor(turn(x1, 13), x0); x2 = iadd(x2, x3); x3 = ixor(turn(x3, 27), x2) }
  if (R > 19) { x0 = iadd(x0, x3); x3 = ixor(turn(x3, 23), x0); x2 = iadd(x2, x1); x1 = ixor(turn(x1, 5), x2) }
  if (R > 19) { x0 = iadd(x0, keys(0)); x1 = iadd(x1, keys(1)); x2 = iadd(x2, keys(2)); x3 = iadd(x3, keys(9)) }
  istore(out, x0); istore(out + 64, x1); istore(out + 128, x2); istore(out + 192, x3)
}

/**
 * Words of 16 counters (first … first + 15, cell, tick, purpose), laid out so that word w of counter c stands at out[16 w + c]:
 * one 32-bit word for each of 64 consecutive customers. Two counters a lane at once: the rounds of one wait for each other.
 */
export function words64(first: i32, cell: i32, tick: i32, purpose: i32, out: usize): void {
  const c1 = iadd(isplat(cell), keys(1)), c2 = iadd(isplat(tick), keys(2)), c3 = iadd(isplat(purpose), keys(3))
  for (let c = 0; c < 16; c += 2 * LANES) {
    let x0 = iadd(count(first + c), keys(0)), x1 = c1, x2 = c2, x3 = c3
    let y0 = iadd(count(first + c + LANES), keys(0)), y1 = c1, y2 = c2, y3 = c3
    if (R > 0) { x0 = iadd(x0, x1); x1 = ixor(turn(x1, 10), x0); x2 = iadd(x2, x3); x3 = ixor(turn(x3, 26), x2)
                 y0 = iadd(y0, y1); y1 = ixor(turn(y1, 10), y0); y2 = iadd(y2, y3); y3 = ixor(turn(y3, 26), y2) }
    if (R > 1) { x0 = iadd(x0, x3); x3 = ixor(turn(x3, 11), x0); x2 = iadd(x2, x1); x1 = ixor(turn(x1, 21), x2)
                 y0 = iadd(y0, y3); y3 = ixor(turn(y3, 11), y0); y2 = iadd(y2, y1); y1 = ixor(turn(y1, 21), y2) }
    if (R > 2) { x0 = iadd(x0, x1); x1 = ixor(turn(x1, 13), x0); x2 = iadd(x2, x3); x3 = ixor(turn(x3, 27), x2)
                 y0 = iadd(y0, y1); y1 = ixor(turn(y1, 13), y0); y2 = iadd(y2, y3); y3 = ixor(turn(y3, 27), y2) }
    if (R > 3) { x0 = iadd(x0, x3); x3 = ixor(turn(x3, 23), x0); x2 = iadd(x2, x1); x1 = ixor(turn(x1, 5), x2)
                 y0 = iadd(y0, y3); y3 = ixor(turn(y3, 23), y0); y2 = iadd(y2, y1); y1 = ixor(turn(y1, 5), y2) }
    if (R > 3) { x0 = iadd(x0, keys(1)); x1 = iadd(x1, keys(2)); x2 = iadd(x2, keys(3)); x3 = iadd(x3, keys(5))
                 y0 = iadd(y0, keys(1)); y1 = iadd(y1, keys(2)); y2 = iadd(y2, keys(3)); y3 = iadd(y3, keys(5)) }
    if (R > 4) { x0 = iadd(x0, x1); x1 = ixor(turn(x1, 6), x0); x2 = iadd(x2, x3); x3 = ixor(turn(x3, 20), x2)
                 y0 = iadd(y0, y1); y1 = ixor(turn(y1, 6), y0); y2 = iadd(y2, y3); y3 = ixor(turn(y3, 20), y2) }
    if (R > 5) { x0 = iadd(x0, x3); x3 = ixor(turn(x3, 17), x0); x2 = iadd(x2, x1); x1 = ixor(turn(x1, 11), x2)
                 y0 = iadd(y0, y3); y3 = ixor(turn(y3, 17), y0); y2 = iadd(y2, y1); y1 = ixor(turn(y1, 11), y2) }
    if (R > 6) { x0 = iadd(x0, x1); x1 = ixor(turn(x1, 25), x0); x2 = iadd(x2, x3); x3 = ixor(turn(x3, 10), x2)
                 y0 = iadd(y0, y1); y1 = ixor(turn(y1, 25), y0); y2 = iadd(y2, y3); y3 = ixor(turn(y3, 10), y2) }
    if (R > 7) { x0 = iadd(x0, x3); x3 = ixor(turn(x3, 18), x0); x2 = iadd(x2, x1); x1 = ixor(turn(x1, 20), x2)
                 y0 = iadd(y0, y3); y3 = ixor(turn(y3, 18), y0); y2 = iadd(y2, y1); y1 = ixor(turn(y1, 20), y2) }
    if (R > 7) { x0 = iadd(x0, keys(2)); x1 = iadd(x1, keys(3)); x2 = iadd(x2, keys(4)); x3 = iadd(x3, keys(6))
                 y0 = iadd(y0, keys(2)); y1 = iadd(y1, keys(3)); y2 = iadd(y2, keys(4)); y3 = iadd(y3, keys(6)) }
    if (R > 8) { x0 = iadd(x0, x1); x1 = ixor(turn(x1, 10), x0); x2 = iadd(x2, x3); x3 = ixor(turn(x3, 26), x2)
                 y0 = iadd(y0, y1); y1 = ixor(turn(y1, 10), y0); y2 = iadd(y2, y3); y3 = ixor(turn(y3, 26), y2) }
    if (R > 9) { x0 = iadd(x0, x3); x3 = ixor(turn(x3, 11), x0); x2 = iadd(x2, x1); x1 = ixor(turn(x1, 21), x2)
                 y0 = iadd(y0, y3); y3 = ixor(turn(y3, 11), y0); y2 = iadd(y2, y1); y1 = ixor(turn(y1, 21), y2) }
    if (R > 10) { x0 = iadd(x0, x1); x1 = ixor(turn(x1, 13), x0); x2 = iadd(x2, x3); x3 = ixor(turn(x3, 27), x2)
                  y0 = iadd(y0, y1); y1 = ixor(turn(y1, 13), y0); y2 = iadd(y2, y3); y3 = ixor(turn(y3, 27), y2) }
    if (R > 11) { x0 = iadd(x0, x3); x3 = ixor(turn(x3, 23), x0); x2 = iadd(x2, x1); x1 = ixor(turn(x1, 5), x2)
                  y0 = iadd(y0, y3); y3 = ixor(turn(y3, 23), y0); y2 = iadd(y2, y1); y1 = ixor(turn(y1, 5), y2) }
    if (R > 11) { x0 = iadd(x0, keys(3)); x1 = iadd(x1, keys(4)); x2 = iadd(x2, keys(0)); x3 = iadd(x3, keys(7))
                  y0 = iadd(y0, keys(3)); y1 = iadd(y1, keys(4)); y2 = iadd(y2, keys(0)); y3 = iadd(y3, keys(7)) }
    if (R > 12) { x0 = iadd(x0, x1); x1 = ixor(turn(x1, 6), x0); x2 = iadd(x2, x3); x3 = ixor(turn(x3, 20), x2)
                  y0 = iadd(y0, y1); y1 = ixor(turn(y1, 6), y0); y2 = iadd(y2, y3); y3 = ixor(turn(y3, 20), y2) }
    if (R > 13) { x0 = iadd(x0, x3); x3 = ixor(turn(x3, 17), x0); x2 = iadd(x2, x1); x1 = ixor(turn(x1, 11), x2)
                  y0 = iadd(y0, y3); y3 = ixor(turn(y3, 17), y0); y2 = iadd(y2, y1); y1 = ixor(turn(y1, 11), y2) }
    if (R > 14) { x0 = iadd(x0, x1); x1 = ixor(turn(x1, 25), x0); x2 = iadd(x2, x3); x3 = ixor(turn(x3, 10), x2)
                  y0 = iadd(y0, y1); y1 = ixor(turn(y1, 25), y0); y2 = iadd(y2, y3); y3 = ixor(turn(y3, 10), y2) }
    if (R > 15) { x0 = iadd(x0, x3); x3 = ixor(turn(x3, 18), x0); x2 = iadd(x2, x1); x1 = ixor(turn(x1, 20), x2)
                  y0 = iadd(y0, y3); y3 = ixor(turn(y3, 18), y0); y2 = iadd(y2, y1); y1 = ixor(turn(y1, 20), y2) }
    if (R > 15) { x0 = iadd(x0, keys(4)); x1 = iadd(x1, keys(0)); x2 = iadd(x2, keys(1)); x3 = iadd(x3, keys(8))
                  y0 = iadd(y0, keys(4)); y1 = iadd(y1, keys(0)); y2 = iadd(y2, keys(1)); y3 = iadd(y3, keys(8)) }
    if (R > 16) { x0 = iadd(x0, x1); x1 = ixor(turn(x1, 10), x0); x2 = iadd(x2, x3); x3 = ixor(turn(x3, 26), x2)
                  y0 = iadd(y0, y1); y1 = ixor(turn(y1, 10), y0); y2 = iadd(y2, y3); y3 = ixor(turn(y3, 26), y2) }
    if (R > 17) { x0 = iadd(x0, x3); x3 = ixor(turn(x3, 11), x0); x2 = iadd(x2, x1); x1 = ixor(turn(x1, 21), x2)
                  y0 = iadd(y0, y3); y3 = ixor(turn(y3, 11), y0); y2 = iadd(y2, y1); y1 = ixor(turn(y1, 21), y2) }
    if (R > 18) { x0 = iadd(x0, x1); x1 = ixor(turn(x1, 13), x0); x2 = iadd(x2, x3); x3 = ixor(turn(x3, 27), x2)
                  y0 = iadd(y0, y1); y1 = ixor(turn(y1, 13), y0); y2 = iadd(y2, y3); y3 = ixor(turn(y3, 27), y2) }
    if (R > 19) { x0 = iadd(x0, x3); x3 = ixor(turn(x3, 23), x0); x2 = iadd(x2, x1); x1 = ixor(turn(x1, 5), x2)
                  y0 = iadd(y0, y3); y3 = ixor(turn(y3, 23), y0); y2 = iadd(y2, y1); y1 = ixor(turn(y1, 5), y2) }
    if (R > 19) { x0 = iadd(x0, keys(0)); x1 = iadd(x1, keys(1)); x2 = iadd(x2, keys(2)); x3 = iadd(x3, keys(9))
                  y0 = iadd(y0, keys(0)); y1 = iadd(y1, keys(1)); y2 = iadd(y2, keys(2)); y3 = iadd(y3, keys(9)) }
    const p = out + (<usize>c << 2), q = p + (LANES << 2)
    istore(p, x0); istore(p + 64, x1); istore(p + 128, x2); istore(p + 192, x3)
    istore(q, y0); istore(q + 64, y1); istore(q + 128, y2); istore(q + 192, y3)
  }
}

/** Words of four purposes (an i32 each at `purposes`) of one customer: word w of purpose l stands at out[16 w + l]. */
export function words4(own: i32, cell: i32, tick: i32, purposes: usize, out: usize): void {
  for (let l: usize = 0; l < 16; l += LANES << 2) evaluate(isplat(own), isplat(cell), isplat(tick), iload(purposes + l), out + l)
}

/** The four words of one counter, to be read by `word` until the next call. */
export function words(c0: u32, c1: u32, c2: u32, c3: u32): void {
  let x0 = c0 + k0, x1 = c1 + k1, x2 = c2 + k2, x3 = c3 + k3
  if (R > 0) { x0 += x1; x1 = rotl<u32>(x1, 10) ^ x0; x2 += x3; x3 = rotl<u32>(x3, 26) ^ x2 }
  if (R > 1) { x0 += x3; x3 = rotl<u32>(x3, 11) ^ x0; x2 += x1; x1 = rotl<u32>(x1, 21) ^ x2 }
  if (R > 2) { x0 += x1; x1 = rotl<u32>(x1, 13) ^ x0; x2 += x3; x3 = rotl<u32>(x3, 27) ^ x2 }
  if (R > 3) { x0 += x3; x3 = rotl<u32>(x3, 23) ^ x0; x2 += x1; x1 = rotl<u32>(x1, 5) ^ x2 }
  if (R > 3) { x0 += k1; x1 += k2; x2 += k3; x3 += k4 + 1 }
  if (R > 4) { x0 += x1; x1 = rotl<u32>(x1, 6) ^ x0; x2 += x3; x3 = rotl<u32>(x3, 20) ^ x2 }
  if (R > 5) { x0 += x3; x3 = rotl<u32>(x3, 17) ^ x0; x2 += x1; x1 = rotl<u32>(x1, 11) ^ x2 }
  if (R > 6) { x0 += x1; x1 = rotl<u32>(x1, 25) ^ x0; x2 += x3; x3 = rotl<u32>(x3, 10) ^ x2 }
  if (R > 7) { x0 += x3; x3 = rotl<u32>(x3, 18) ^ x0; x2 += x1; x1 = rotl<u32>(x1, 20) ^ x2 }
  if (R > 7) { x0 += k2; x1 += k3; x2 += k4; x3 += k0 + 2 }
  if (R > 8) { x0 += x1; x1 = rotl<u32>(x1, 10) ^ x0; x2 += x3; x3 = rotl<u32>(x3, 26) ^ x2 }
  if (R > 9) { x0 += x3; x3 = rotl<u32>(x3, 11) ^ x0; x2 += x1; x1 = rotl<u32>(x1, 21) ^ x2 }
  if (R > 10) { x0 += x1; x1 = rotl<u32>(x1, 13) ^ x0; x2 += x3; x3 = rotl<u32>(x3, 27) ^ x2 }
  if (R > 11) { x0 += x3; x3 = rotl<u32>(x3, 23) ^ x0; x2 += x1; x1 = rotl<u32>(x1, 5) ^ x2 }
  if (R > 11) { x0 += k3; x1 += k4; x2 += k0; x3 += k1 + 3 }
  if (R > 12) { x0 += x1; x1 = rotl<u32>(x1, 6) ^ x0; x2 += x3; x3 = rotl<u32>(x3, 20) ^ x2 }
  if (R > 13) { x0 += x3; x3 = rotl<u32>(x3, 17) ^ x0; x2 += x1; x1 = rotl<u32>(x1, 11) ^ x2 }
  if (R > 14) { x0 += x1; x1 = rotl<u32>(x1, 25) ^ x0; x2 += x3; x3 = rotl<u32>(x3, 10) ^ x2 }
  if (R > 15) { x0 += x3; x3 = rotl<u32>(x3, 18) ^ x0; x2 += x1; x1 = rotl<u32>(x1, 20) ^ x2 }
  if (R > 15) { x0 += k4; x1 += k0; x2 += k1; x3 += k2 + 4 }
  if (R > 16) { x0 += x1; x1 = rotl<u32>(x1, 10) ^ x0; x2 += x3; x3 = rotl<u32>(x3, 26) ^ x2 }
  if (R > 17) { x0 += x3; x3 = rotl<u32>(x3, 11) ^ x0; x2 += x1; x1 = rotl<u32>(x1, 21) ^ x2 }
  if (R > 18) { x0 += x1; x1 = rotl<u32>(x1, 13) ^ x0; x2 += x3; x3 = rotl<u32>(x3, 27) ^ x2 }
  if (R > 19) { x0 += x3; x3 = rotl<u32>(x3, 23) ^ x0; x2 += x1; x1 = rotl<u32>(x1, 5) ^ x2 }
  if (R > 19) { x0 += k0; x1 += k1; x2 += k2; x3 += k3 + 5 }
  store<u32>(L.WORDS, x0); store<u32>(L.WORDS, x1, 4); store<u32>(L.WORDS, x2, 8); store<u32>(L.WORDS, x3, 12)
}

@inline export function word(k: i32): u32 {
  return load<u32>(L.WORDS + (<usize>k << 2))
}
