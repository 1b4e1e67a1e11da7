import type { Columns } from "./memory.ts"
import type { Cell } from "./population.ts"

/** Two 32-bit lanes, chained over words in order. Not cryptographic: it tells runs apart, not forgers. */
export type Digest = [number, number]

export const EMPTY: Digest = [0x9e3779b9 | 0, 0x85ebca6b | 0]

function mix(hash: Digest, word: number): void {
  hash[0] = Math.imul(hash[0] ^ word, 0x01000193)
  hash[0] ^= hash[0] >>> 15
  hash[1] = Math.imul(hash[1], 0x85ebca6b) ^ Math.imul(word, 0xcc9e2d51)
  hash[1] = ((hash[1] << 13) | (hash[1] >>> 19)) + 0x27d4eb2f
}

/** Chains the bits of an array, whatever its element. */
export function chain(hash: Digest, values: ArrayBufferView): void {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
  const whole = bytes.byteOffset % 4 === 0 ? bytes.byteLength >>> 2 : 0
  const words = whole > 0 ? new Int32Array(bytes.buffer, bytes.byteOffset, whole) : []
  for (let k = 0; k < words.length; k++) mix(hash, words[k] as number)
  for (let k = whole * 4; k < bytes.length; k++) mix(hash, bytes[k] as number)
}

/** Chains every customer's state, column by column, without the padding between cells. */
export function chainColumns(hash: Digest, columns: Columns, cells: readonly Cell[]): void {
  for (const column of Object.values(columns) as { length: number; subarray(a: number, b: number): ArrayBufferView }[]) {
    const width = column.length / columns.flags.length
    for (const { start, count } of cells) chain(hash, column.subarray(start * width, (start + count) * width))
  }
}

/** Sixteen hex digits. */
export function show([a, b]: Digest): string {
  return [a, b].map((lane) => (lane >>> 0).toString(16).padStart(8, "0")).join("")
}
