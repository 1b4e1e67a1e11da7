import type { Columns } from "./memory.ts"
import type { Cell } from "./population.ts"

/** Two 32-bit lanes, chained over words in order. Not cryptographic: it tells runs apart, not forgers. */
export type Digest = [number, number]

export const EMPTY: Digest = [0x9e3779b9 | 0, 0x85ebca6b | 0]

/** Chains the bits of an array, whatever its element. */
export function chain(hash: Digest, values: ArrayBufferView): void {
  const { buffer, byteOffset, byteLength } = values
  const whole = byteOffset % 4 === 0 ? byteLength >>> 2 : 0
  const words = new Int32Array(buffer, whole > 0 ? byteOffset : 0, whole)
  const bytes = new Uint8Array(buffer, byteOffset + whole * 4, byteLength - whole * 4)
  let [a, b] = hash
  for (let k = 0; k < whole + bytes.length; k++) {
    const word = (k < whole ? words[k] : bytes[k - whole]) as number
    a = Math.imul(a ^ word, 0x01000193)
    a ^= a >>> 15
    b = Math.imul(b, 0x85ebca6b) ^ Math.imul(word, 0xcc9e2d51)
    b = (((b << 13) | (b >>> 19)) + 0x27d4eb2f) | 0
  }
  hash[0] = a
  hash[1] = b
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
