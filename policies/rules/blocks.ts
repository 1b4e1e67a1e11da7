import { exp, log, pow } from "../../sim/math.ts"
import { type Bits, bitsOf, wordsOf } from "./bits.ts"
import type { Arithmetic, Comparison, Condition, Quantity } from "./condition.ts"

/** Rows that are worked on at a time: all buffers of a few rules stay near the processor. */
const BLOCK = 2048

/** Whether conditions hold for rows of a table, a block of rows after the other. */
export interface Sheet {
  /**
   * @param column what is known of the customers, a value a row; undefined: nothing
   * @param visit is given a block's first row (a multiple of 32), how many words it has, and for each condition the rows for which it is certainly true;
   * 0 beyond the last row. The words are written over by the next block.
   */
  over(rows: number, column: (name: string) => Float32Array | undefined, visit: (from: number, words: number, holds: readonly Bits[]) => void): void
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
        const [yes, no] = [truth(of.of, true), truth(of.of, false)]
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
      const out = bitsOf(BLOCK)
      if (of.kind === "always") return out.fill(of.value === wanted ? -1 : 0)
      const compared = (by: typeof less, a: Float64Array, b: Float64Array, bits = out) => {
        const bytes = new Uint8Array(bits.buffer)
        steps.push((n) => by(a, b, bytes, 4 * wordsOf(n)))
        return bits
      }
      if (of.kind === "unknown") {
        const x = numbers(of.of)
        compared(atMost, x, infinite) // all but NaN
        return wanted ? after(out, (n) => notWords(out, out, wordsOf(n))) : out
      }
      if (of.kind === "compare") {
        const [a, b] = of.args.map(numbers) as [Float64Array, Float64Array]
        const by = wanted ? of.by : opposite[of.by]
        if (by === "<") return compared(less, a, b)
        if (by === "<=") return compared(atMost, a, b)
        if (by === ">") return compared(less, b, a)
        if (by === ">=") return compared(atMost, b, a)
        const with_ = by === "==" ? atMost : less
        const there = compared(with_, a, b)
        const back = compared(with_, b, a, bitsOf(BLOCK))
        return after(out, (n) => (by === "==" ? andWords : orWords)(there, back, out, wordsOf(n)))
      }
      const [a, b] = of.args.map((side) => truth(side, wanted)) as [Bits, Bits]
      const join = (of.kind === "and") === wanted ? andWords : orWords
      return after(out, (n) => join(a, b, out, wordsOf(n)))
    })
  }

  const holds = conditions.map((condition) => truth(condition, true))
  return {
    over(rows, column, visit) {
      const inputs = [...columns].map(([name, buffer]) => ({ buffer, values: column(name) }))
      for (const { buffer, values } of inputs) if (!values) buffer.fill(Number.NaN)
      for (let from = 0; from < rows; from += BLOCK) {
        const count = Math.min(BLOCK, rows - from)
        for (const { buffer, values } of inputs) if (values) buffer.set(values.subarray(from, from + count))
        for (const step of steps) step(count)
        const words = wordsOf(count)
        if (count % 32 === 0) visit(from, words, holds)
        else
          visit(
            from,
            words,
            holds.map((bits) => beginning(bits, count)),
          )
      }
    },
  }
}

const opposite: Readonly<Record<Comparison, Comparison>> = { "<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "==" }

// Hot: loops over arrays of one kind each, and no branch: `+(x < y)` is compiled without one, `x < y ? 1 : 0` with one that is often mispredicted (a third of
// the speed). Eight rows are a byte of the bits: bytes of a word stand in the order of all machines that browsers and Node run on, the lowest first.

const infinite = new Float64Array(BLOCK).fill(Number.POSITIVE_INFINITY)

/** @param n bytes of eight rows each */
function less(a: Float64Array, b: Float64Array, out: Uint8Array, n: number): void {
  const at = (i: number) => +((a[i] as number) < (b[i] as number))
  for (let k = 0, i = 0; k < n; k++, i += 8)
    out[k] = at(i) | (at(i + 1) << 1) | (at(i + 2) << 2) | (at(i + 3) << 3) | (at(i + 4) << 4) | (at(i + 5) << 5) | (at(i + 6) << 6) | (at(i + 7) << 7)
}

function atMost(a: Float64Array, b: Float64Array, out: Uint8Array, n: number): void {
  const at = (i: number) => +((a[i] as number) <= (b[i] as number))
  for (let k = 0, i = 0; k < n; k++, i += 8)
    out[k] = at(i) | (at(i + 1) << 1) | (at(i + 2) << 2) | (at(i + 3) << 3) | (at(i + 4) << 4) | (at(i + 5) << 5) | (at(i + 6) << 6) | (at(i + 7) << 7)
}

function andWords(a: Int32Array, b: Int32Array, out: Int32Array, n: number): void {
  for (let i = 0; i < n; i++) out[i] = (a[i] as number) & (b[i] as number)
}

function notWords(a: Bits, out: Bits, n: number): void {
  for (let i = 0; i < n; i++) out[i] = ~(a[i] as number)
}

function orWords(a: Int32Array, b: Int32Array, out: Int32Array, n: number): void {
  for (let i = 0; i < n; i++) out[i] = (a[i] as number) | (b[i] as number)
}

/** 1 where true, 0 where false, NaN where neither is certain. */
function asNumbers(yes: Bits, no: Bits, out: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) out[i] = (yes[i >> 5] as number) & (1 << (i & 31)) ? 1 : (no[i >> 5] as number) & (1 << (i & 31)) ? 0 : Number.NaN
}

/** Bits of the first rows alone. */
function beginning(bits: Bits, rows: number): Bits {
  const out = bits.slice(0, wordsOf(rows))
  out[rows >> 5] = (out[rows >> 5] as number) & ((1 << (rows & 31)) - 1)
  return out
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
