/**
 * Counter-based random numbers: every draw is a pure function of a key and a counter, so order never matters.
 * Threefry4x32 (Salmon, Moraes, Dror & Shaw, SC 2011); the kernel draws the same words. What is drawn by which counter, how many rounds
 * and why: docs/randomness.md.
 */
import { THREEFRY_ROUNDS } from "./kernel/layout.ts"

/** What decides all luck of a market. Seeds are integers in [0, 2^53); replications in [0, 2^32). */
export interface Luck {
  seed: number
  replication: number
}

export type Key = readonly [number, number, number, number]

/** Streams apart: the market's and the policies' luck never share a key. */
export const MARKET_STREAM = 0
export const POLICY_STREAM = 1

/**
 * The key of a luck's stream: Threefry of (seed low, seed high, replication, stream) under the key 0, a permutation, so that no two share one.
 * Keys that stood for the luck as it is would be related: counters are added to keys, so replication r at tick t + 1 and replication
 * r + 1 at tick t would be one state for the first four rounds.
 */
export function key(luck: Luck, stream: number): Key {
  const words = new Uint32Array(4)
  threefry([0, 0, 0, 0], luck.seed >>> 0, Math.floor(luck.seed / 4294967296), luck.replication, stream, words)
  return [...words] as unknown as Key
}

const ROTATIONS = [10, 26, 11, 21, 13, 27, 23, 5, 6, 20, 17, 11, 25, 10, 18, 20] as const

/** The four words of counter (c0, c1, c2, c3), written to `out`. */
export function threefry(k: Key, c0: number, c1: number, c2: number, c3: number, out: Uint32Array): void {
  const [k0, k1, k2, k3] = k
  const k4 = k0 ^ k1 ^ k2 ^ k3 ^ 0x1bd11bda
  let x0 = (c0 + k0) | 0
  let x1 = (c1 + k1) | 0
  let x2 = (c2 + k2) | 0
  let x3 = (c3 + k3) | 0
  const schedule = [k0, k1, k2, k3, k4]
  for (let round = 0; round < THREEFRY_ROUNDS; round++) {
    const a = ROTATIONS[(round & 7) << 1] as number
    const b = ROTATIONS[((round & 7) << 1) | 1] as number
    if (round & 1) {
      x0 = (x0 + x3) | 0
      x3 = ((x3 << a) | (x3 >>> (32 - a))) ^ x0
      x2 = (x2 + x1) | 0
      x1 = ((x1 << b) | (x1 >>> (32 - b))) ^ x2
    } else {
      x0 = (x0 + x1) | 0
      x1 = ((x1 << a) | (x1 >>> (32 - a))) ^ x0
      x2 = (x2 + x3) | 0
      x3 = ((x3 << b) | (x3 >>> (32 - b))) ^ x2
    }
    if ((round & 3) === 3) {
      const group = (round + 1) >> 2
      x0 = (x0 + (schedule[group % 5] as number)) | 0
      x1 = (x1 + (schedule[(group + 1) % 5] as number)) | 0
      x2 = (x2 + (schedule[(group + 2) % 5] as number)) | 0
      x3 = (x3 + (schedule[(group + 3) % 5] as number) + group) | 0
    }
  }
  out[0] = x0
  out[1] = x1
  out[2] = x2
  out[3] = x3
}

/** A 32-bit word as a uniform in the open interval (0, 1). */
export function uniform(word: number): number {
  return (word + 0.5) * 2 ** -32
}

/** A source of uniforms in (0, 1). */
export type Uniforms = () => number

/**
 * A named stream: uniforms for one thing (a customer, a rival, a creative) and one purpose, in a sequence of its own.
 * @param purpose a DRAW_… number of sim/kernel/layout.ts
 */
export function stream(k: Key, purpose: number, a = 0, b = 0): Uniforms {
  const words = new Uint32Array(4)
  let drawn = 0
  return () => {
    if ((drawn & 3) === 0) threefry(k, a, b, drawn >>> 2, purpose, words)
    return uniform(words[drawn++ & 3] as number)
  }
}
