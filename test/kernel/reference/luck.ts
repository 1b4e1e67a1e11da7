import * as L from "../../../sim/kernel/layout.ts"
import type { Memory } from "../../../sim/memory.ts"
import { type Key, threefry } from "../../../sim/random.ts"

/** Every draw is a function of (key, tick, cell, index in the cell, purpose): luck follows the customer. */
export interface Luck {
  key: Key
  tick: number
}

/** The luck of the tick that the header stands at. */
export function luckOf(memory: Memory): Luck {
  const [a, b, c, d] = Array.from(memory.header.subarray(L.KEY, L.KEY + 4), (word) => word >>> 0) as [number, number, number, number]
  return { key: [a, b, c, d], tick: memory.header[L.TICK]! }
}

/** Four words of one customer and purpose, for what happens to few. */
export function ownWords({ key, tick }: Luck, cell: number, index: number, purpose: number): Uint32Array {
  const words = new Uint32Array(4)
  threefry(key, index, cell, tick, purpose, words)
  return words
}

/**
 * One word of one customer and purpose, for what is drawn for everybody. 64 neighbours share the 64 words of 16 counters: the first
 * sixteen have the counters' first words, the next sixteen their second words, and so on; no word is wasted.
 */
export function sharedWord(luck: Luck, cell: number, index: number, purpose: number): number {
  const counter = Math.floor(index / 64) * 16 + (index % 16)
  return ownWords(luck, cell, counter, purpose)[Math.floor((index % 64) / 16)]!
}

/** The words of one need's choice and purchase: four counters, of which word by word everything is drawn at once. */
export interface OccasionWords {
  /** Of each alternative, none first. */
  noise(alternative: number): number
  time: number
  units: number
  experience: number
  defection: number
  /** Whether brand b is taken up again, and whether it is known. */
  considered(b: number): { again: number; known: number }
}

export function occasionWords(luck: Luck, cell: number, index: number, occasion: number): OccasionWords {
  const counters = [0, 1, 2, 3].map((l) => ownWords(luck, cell, index, L.DRAW_OCCASION + 256 * (4 * occasion + l)))
  const word = (w: number) => counters.map((words) => words[w]!) as [number, number, number, number]
  const [time, units, experience, defection] = word(2)
  return {
    noise: (alternative) => counters[alternative % 4]![Math.floor(alternative / 4)]!,
    time,
    units,
    experience,
    defection,
    considered(b) {
      const pair = Math.floor(b / 2)
      const words = pair === 0 ? word(3) : ownWords(luck, cell, index, L.DRAW_CONSIDER + 256 * (4 * occasion + pair))
      return { again: words[2 * (b % 2)]!, known: words[2 * (b % 2) + 1]! }
    },
  }
}
