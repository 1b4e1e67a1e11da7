import alea from "seedrandom/lib/alea.js"
import * as math from "../sim/math.ts"
import { type Seat, seats } from "../sim/observation.ts"
import { key, type Luck, POLICY_STREAM, threefry, uniform } from "../sim/random.ts"

/**
 * A policy's luck for one decision, fresh for each (seed, replication, seat, tick): how much an earlier decision drew never matters,
 * so exploration keeps common random numbers.
 */
export interface Random {
  /** The next uniform in [0, 1) of a sequence. */
  next(): number
  /** The next standard normal of the sequence. */
  normal(): number
  /** A uniform in (0, 1) for a customer's number, the same whoever else is due. @param draw which of its uniforms: 0, 1, …; the first when left out */
  row(number: number, draw?: number): number
}

export function policyRandom(luck: Luck, seat: Seat, tick: number): Random {
  const sequence = alea(`${luck.seed}/${luck.replication}/${seat}/${tick}`)
  const k = key(luck, POLICY_STREAM)
  const words = new Uint32Array(4)
  const seatNumber = seats.indexOf(seat)
  return {
    next: () => sequence.double(),
    normal: () => math.normalQuantile(Math.max(sequence.double(), 2 ** -54)),
    row(number, draw = 0) {
      threefry(k, number, tick, seatNumber, draw >>> 2, words)
      return uniform(words[draw & 3] as number)
    },
  }
}
