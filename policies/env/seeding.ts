import alea from "seedrandom/lib/alea.js"
import * as math from "../../sim/math.ts"
import { key, POLICY_STREAM, threefry, uniform } from "../../sim/random.ts"
import type { Random } from "../random.ts"

/** Counters of `row` draws start here: no seat of a market draws from them. */
const ENVIRONMENT = 0xe4

/**
 * A sequence of uniforms from a seed, one for each name: what `np_random` is to Gymnasium.
 * @param seed an integer in [0, 2^53)
 * @throws RangeError for any other seed
 */
export function seeded(seed: number, name: string): Random {
  checkSeed(seed)
  const sequence = alea(`${seed}/${name}`)
  const k = key({ seed, replication: 0 }, POLICY_STREAM)
  const words = new Uint32Array(4)
  return {
    next: () => sequence.double(),
    normal: () => math.normalQuantile(Math.max(sequence.double(), 2 ** -54)),
    row(number) {
      threefry(k, number, 0, ENVIRONMENT, 0, words)
      return uniform(words[0] as number)
    },
  }
}

/** @throws RangeError where a seed is no integer in [0, 2^53) */
export function checkSeed(seed: number): void {
  if (!(Number.isSafeInteger(seed) && seed >= 0)) throw new RangeError(`seed: expected an integer from 0 to 2^53 - 1; found ${seed}`)
}
