import type { Columns } from "../memory.ts"
import type { Cell } from "../population.ts"
import type { Play } from "../state.ts"

/**
 * A column that a source guesses: a score with mean 50 and standard deviation 10 (T score, McCall 1922) whose correlation with what it is
 * about is the source's reliability r: 50 + 10 (r z + √(1 − r²) ε), z the latent in standard deviations among all customers.
 */
export interface Score {
  kind: "score"
  unit: string
  meaning: string
  /** Of a trait ε is fixed for a (source, customer), of a reading it is new with each extract. */
  of: "trait" | "reading"
  /** Columns of the market that it is about; none: it is about nothing that matters here. */
  about: readonly (keyof Columns)[]
  /** z, by place. */
  take(play: Play): Float32Array
}

/** A column that a source guesses: a class that is right with chance r + (1 − r)/classes, r the source's reliability, fixed for a (source, customer). */
export interface Class {
  kind: "class"
  unit: string
  meaning: string
  about: "taste" | "segment"
  classes(play: Play): number
  take(play: Play): Uint8Array
}

/** The latent of a score about nothing: all customers are alike in it. */
export const UNRELATED = () => () => 0

export function scoreOf(
  of: Score["of"],
  meaning: string,
  about: keyof Columns | readonly (keyof Columns)[],
  latent: (play: Play) => (place: number) => number,
): Score {
  return { kind: "score", unit: "T score", meaning, of, about: typeof about === "string" ? [about] : about, take: (play) => standardised(play, latent(play)) }
}

export function classOf(meaning: string, about: Class["about"], classes: Class["classes"], of: (cell: Cell) => number): Class {
  return {
    kind: "class",
    unit: "number",
    meaning,
    about,
    classes,
    take({ cells, memory }) {
      const out = new Uint8Array(memory.columns.flags.length)
      for (const cell of cells) out.fill(of(cell), cell.start, cell.start + cell.count)
      return out
    },
  }
}

/** In standard deviations from the mean; 0 where all are alike. What is not finite counts as the least that is. */
function standardised({ cells, memory, world }: Play, latent: (place: number) => number): Float32Array {
  const out = new Float32Array(memory.columns.flags.length)
  let least = 0
  for (const { start, count } of cells)
    for (let i = start; i < start + count; i++) {
      const x = latent(i)
      out[i] = x
      if (x < least && x > Number.NEGATIVE_INFINITY) least = x
    }
  let sum = 0
  let squares = 0
  for (const { start, count } of cells)
    for (let i = start; i < start + count; i++) {
      const x = Math.max(least, out[i] as number)
      out[i] = x
      sum += x
      squares += x * x
    }
  const mean = sum / world.customers
  const variance = squares / world.customers - mean * mean
  const scale = variance > 1e-12 * Math.max(1, mean * mean) ? 1 / Math.sqrt(variance) : 0
  for (const { start, count } of cells) for (let i = start; i < start + count; i++) out[i] = ((out[i] as number) - mean) * scale
  return out
}
