import { fc, test } from "@fast-check/vitest"
import { expect } from "vitest"
import { bitCount, bitsWhere, lowest, wordsOf } from "../../../policies/rules/bits.ts"

test.prop([fc.array(fc.boolean(), { maxLength: 100 })])("bits count, and one after the other name, the rows that they hold", (held) => {
  const bits = bitsWhere(held.length, (r) => held[r] as boolean)
  expect(bits).toHaveLength(wordsOf(held.length))
  const rows: number[] = []
  bits.forEach((word, w) => {
    for (let left = word; left !== 0; left &= left - 1) rows.push(32 * w + lowest(left))
  })
  expect(rows).toEqual([...held.keys()].filter((r) => held[r]))
  expect(bits.reduce((sum, word) => sum + bitCount(word), 0)).toBe(rows.length)
})
