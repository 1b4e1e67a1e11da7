/** A bit a row, in words of 32 rows: row r is bit r mod 32 of word ⌊r/32⌋. */
export type Bits = Int32Array

/** Bits of so many rows, all 0. */
export const bitsOf = (rows: number): Bits => new Int32Array(wordsOf(rows))

export const wordsOf = (rows: number): number => (rows + 31) >> 5

/** Rows of a table for which something holds. */
export function bitsWhere(rows: number, holds: (row: number) => boolean): Bits {
  const out = bitsOf(rows)
  for (let r = 0; r < rows; r++) if (holds(r)) out[r >> 5] = (out[r >> 5] as number) | (1 << (r & 31))
  return out
}

/** How many bits of a word are 1 (Warren, Hacker's Delight, 2nd ed., fig. 5-2). */
export function bitCount(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** Place of a word's lowest 1. */
export const lowest = (word: number): number => 31 - Math.clz32(word & -word)
