import * as math from "../../../sim/math.ts"
import type { Random } from "../../random.ts"
import { between, element, listed, type Space, sampling } from "./space.ts"

export interface Simplex extends Space<Float64Array> {
  readonly kind: "simplex"
  /** Shares of a row. */
  readonly n: number
  readonly rows: number
}

/** How far a row's sum may be from 1: as far as a market lets the shares of a plan be. */
const TOLERANCE = 1e-9

/**
 * Shares, none below 0, that sum to 1: how a budget is divided. Gymnasium has no such space.
 * Samples: uniform on the simplex, a Dirichlet(1, …, 1) as normalised exponentials (Devroye 1986, XI.4).
 * @param rows each of which sums to 1, in row-major order: a batch of divisions
 * @throws RangeError unless there is a share to give
 */
export function simplex(n: number, rows = 1): Simplex {
  if (!(Number.isSafeInteger(n) && n >= 1)) throw new RangeError(`simplex: n: expected a whole number of at least 1; found ${n}`)
  if (!(Number.isSafeInteger(rows) && rows >= 0)) throw new RangeError(`simplex: rows: expected a count; found ${rows}`)
  const size = n * rows
  const space: Simplex = {
    kind: "simplex",
    n,
    rows,
    size,
    ...sampling((random) => draw(n, rows, random)),
    contains: (x): x is Float64Array => x instanceof Float64Array && x.length === size && x.every((v) => v >= 0 && v <= 1) && sumsToOne(x, n),
    equals: (other) => isSimplex(other) && other.n === n && other.rows === rows,
    flatten: (x) => x.slice(),
    unflatten: (values) => Float64Array.from(values),
    bounds: () => between(0, 1, size),
    toJson: (x) => [...x],
    fromJson: (json) => element(space, Float64Array.from(listed(json), Number), `${n} shares that sum to 1`),
  }
  return space
}

export const isSimplex = (space: Space): space is Simplex => space.kind === "simplex"

function sumsToOne(x: Float64Array, n: number): boolean {
  for (let from = 0; from < x.length; from += n) {
    let sum = 0
    for (let k = from; k < from + n; k++) sum += x[k] as number
    if (!(Math.abs(sum - 1) <= TOLERANCE)) return false
  }
  return true
}

function draw(n: number, rows: number, random: Random): Float64Array {
  const x = Float64Array.from({ length: n * rows }, () => -math.log(Math.max(random.next(), 2 ** -54)))
  for (let from = 0; from < x.length; from += n) normalise(x.subarray(from, from + n))
  return x
}

/** Divides by the sum, in place; equal shares where there is nothing to divide. */
export function normalise(x: Float64Array): Float64Array {
  const sum = x.reduce((a, b) => a + b, 0)
  for (let k = 0; k < x.length; k++) x[k] = sum > 0 ? Math.min(1, (x[k] as number) / sum) : 1 / x.length
  return x
}
