import { exp, log, pow } from "../../sim/math.ts"
import type { Arithmetic, Comparison, Condition, Quantity } from "./condition.ts"

/** Rows that are worked on at a time: all buffers of a few rules stay near the processor. */
const BLOCK = 2048

/** Whether conditions hold for rows of a table, a block of rows after the other. */
export interface Sheet {
  /**
   * @param column what is known of the customers, a value a row; undefined: nothing
   * @param visit is given a block's first row (a multiple of four), how many words of four rows it has, and for each condition a byte a row, in words: 1 where it
   * is certainly true, 0 elsewhere and beyond the last row. The words are written over by the next block.
   */
  over(rows: number, column: (name: string) => Float32Array | undefined, visit: (from: number, words: number, holds: readonly Int32Array[]) => void): void
}

/** A byte a row of a block, also as words of four. */
interface Bits {
  bytes: Uint8Array
  words: Int32Array
}

type Step = (count: number) => unknown

/**
 * Conditions as operations on columns. Truth is three-valued (Kleene, "Introduction to Metamathematics", 1952, § 64): a comparison with an unknown
 * number is unknown, `not` of it too, `and` and `or` are certain where one side settles them. What is asked is only where a condition is certainly
 * true, so `not` is pushed down to the comparisons (De Morgan) and two values are enough: `not (x < 3)` is `x >= 3`, and both are false where x is unknown.
 * Arithmetic is of doubles. Equal parts of several conditions are worked out once.
 */
export function sheetOf(conditions: readonly Condition[]): Sheet {
  const steps: Step[] = []
  const columns = new Map<string, Float64Array>()
  const made = new Map<string, unknown>()
  const once = <T>(of: unknown, make: () => T): T => {
    const key = JSON.stringify(of)
    if (!made.has(key)) made.set(key, make())
    return made.get(key) as T
  }
  const after = <T>(out: T, step: Step): T => {
    steps.push(step)
    return out
  }

  const numbers = (of: Quantity): Float64Array =>
    once(of, () => {
      const out = new Float64Array(BLOCK)
      if (of.kind === "constant") return out.fill(of.value)
      if (of.kind === "column") {
        columns.set(of.name, out)
        return out
      }
      if (of.kind === "truth") {
        const [yes, no] = [truth(of.of, true).bytes, truth(of.of, false).bytes]
        return after(out, (n) => asNumbers(yes, no, out, n))
      }
      const args = of.args.map(numbers)
      const [a, b] = args as [Float64Array, Float64Array]
      const one = unary[of.to]
      if (one) return after(out, (n) => one(a, out, n))
      const two = binary[of.to] as (a: Float64Array, b: Float64Array, out: Float64Array, n: number) => void
      if (args.length === 1) return a
      return after(out, (n) => {
        two(a, b, out, n)
        for (let k = 2; k < args.length; k++) two(out, args[k] as Float64Array, out, n)
      })
    })

  /** @param wanted whether it is asked where the condition is true or where it is false */
  const truth = (of: Condition, wanted: boolean): Bits => {
    if (of.kind === "not") return truth(of.of, !wanted)
    return once([of, wanted], () => {
      const words = new Int32Array(BLOCK / 4)
      const out: Bits = { bytes: new Uint8Array(words.buffer), words }
      if (of.kind === "always") return after(out, (n) => out.bytes.fill(of.value === wanted ? 1 : 0, 0, n))
      if (of.kind === "unknown") {
        const x = numbers(of.of)
        return after(out, wanted ? (n) => isUnknown(x, out.bytes, n) : (n) => isKnown(x, out.bytes, n))
      }
      if (of.kind === "compare") {
        const [a, b] = of.args.map(numbers) as [Float64Array, Float64Array]
        const compare = comparing[wanted ? of.by : opposite[of.by]]
        return after(out, (n) => compare(a, b, out.bytes, n))
      }
      const [a, b] = of.args.map((side) => truth(side, wanted).words) as [Int32Array, Int32Array]
      const both = (of.kind === "and") === wanted
      return after(out, both ? (n) => andWords(a, b, words, (n + 3) >> 2) : (n) => orWords(a, b, words, (n + 3) >> 2))
    })
  }

  const holds = conditions.map((condition) => truth(condition, true))
  const words = holds.map((bits) => bits.words)
  return {
    over(rows, column, visit) {
      const inputs = [...columns].map(([name, buffer]) => ({ buffer, values: column(name) }))
      for (const { buffer, values } of inputs) if (!values) buffer.fill(Number.NaN)
      for (let from = 0; from < rows; from += BLOCK) {
        const count = Math.min(BLOCK, rows - from)
        for (const { buffer, values } of inputs) if (values) buffer.set(values.subarray(from, from + count))
        for (const step of steps) step(count)
        if (count % 4 !== 0) for (const { bytes } of holds) bytes.fill(0, count, count + 4)
        visit(from, (count + 3) >> 2, words)
      }
    },
  }
}

const opposite: Readonly<Record<Comparison, Comparison>> = { "<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "==" }

// Hot: loops over arrays of one kind each. `+(x < y)` is compiled without a branch, `x < y ? 1 : 0` with one that is often mispredicted (a third of the speed).

type Compare = (a: Float64Array, b: Float64Array, out: Uint8Array, n: number) => void
const comparing: Readonly<Record<Comparison, Compare>> = {
  "<": (a, b, out, n) => {
    for (let i = 0; i < n; i++) out[i] = +((a[i] as number) < (b[i] as number))
  },
  "<=": (a, b, out, n) => {
    for (let i = 0; i < n; i++) out[i] = +((a[i] as number) <= (b[i] as number))
  },
  ">": (a, b, out, n) => {
    for (let i = 0; i < n; i++) out[i] = +((a[i] as number) > (b[i] as number))
  },
  ">=": (a, b, out, n) => {
    for (let i = 0; i < n; i++) out[i] = +((a[i] as number) >= (b[i] as number))
  },
  "==": (a, b, out, n) => {
    for (let i = 0; i < n; i++) out[i] = +((a[i] as number) === (b[i] as number))
  },
  "!=": (a, b, out, n) => {
    for (let i = 0; i < n; i++) out[i] = +((a[i] as number) < (b[i] as number)) | +((a[i] as number) > (b[i] as number))
  },
}

function isUnknown(x: Float64Array, out: Uint8Array, n: number): void {
  for (let i = 0; i < n; i++) out[i] = +Number.isNaN(x[i] as number)
}

function isKnown(x: Float64Array, out: Uint8Array, n: number): void {
  for (let i = 0; i < n; i++) out[i] = +!Number.isNaN(x[i] as number)
}

function andWords(a: Int32Array, b: Int32Array, out: Int32Array, n: number): void {
  for (let i = 0; i < n; i++) out[i] = (a[i] as number) & (b[i] as number)
}

function orWords(a: Int32Array, b: Int32Array, out: Int32Array, n: number): void {
  for (let i = 0; i < n; i++) out[i] = (a[i] as number) | (b[i] as number)
}

/** 1 where true, 0 where false, NaN where neither is certain. */
function asNumbers(yes: Uint8Array, no: Uint8Array, out: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) out[i] = yes[i] ? 1 : no[i] ? 0 : Number.NaN
}

const each =
  (of: (x: number) => number) =>
  (a: Float64Array, out: Float64Array, n: number): void => {
    for (let i = 0; i < n; i++) out[i] = of(a[i] as number)
  }

const unary: { readonly [to in Arithmetic]?: (a: Float64Array, out: Float64Array, n: number) => void } = {
  abs: each(Math.abs),
  log: each(log),
  exp: each(exp),
  sqrt: each(Math.sqrt),
  floor: each(Math.floor),
}

const pairs =
  (of: (x: number, y: number) => number) =>
  (a: Float64Array, b: Float64Array, out: Float64Array, n: number): void => {
    for (let i = 0; i < n; i++) out[i] = of(a[i] as number, b[i] as number)
  }

const binary: { readonly [to in Arithmetic]?: (a: Float64Array, b: Float64Array, out: Float64Array, n: number) => void } = {
  "+": (a, b, out, n) => {
    for (let i = 0; i < n; i++) out[i] = (a[i] as number) + (b[i] as number)
  },
  "-": (a, b, out, n) => {
    for (let i = 0; i < n; i++) out[i] = (a[i] as number) - (b[i] as number)
  },
  "*": (a, b, out, n) => {
    for (let i = 0; i < n; i++) out[i] = (a[i] as number) * (b[i] as number)
  },
  "/": (a, b, out, n) => {
    for (let i = 0; i < n; i++) out[i] = (a[i] as number) / (b[i] as number)
  },
  "^": pairs(pow),
  min: pairs(Math.min),
  max: pairs(Math.max),
}
