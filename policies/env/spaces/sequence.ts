import type { Json } from "../../policy.ts"
import { type Box, type Dtype, type Floats, isBox } from "./box.ts"
import type { Discrete } from "./discrete.ts"
import type { MultiBinary } from "./multiBinary.ts"
import { element, listed, type Space, sampling } from "./space.ts"

/** What a sequence may be of: parts that are numbers in a row. */
export type Part = Box | Discrete | MultiBinary
type Column<P extends Part> = P extends Box<infer D extends Dtype> ? Floats<D> : P extends Discrete ? Int32Array : Uint8Array

export interface Sequence<P extends Part = Part> extends Space<Column<P>> {
  readonly kind: "sequence"
  readonly part: P
  /** Numbers of one part. */
  readonly width: number
}

/** Chance that a sample ends before its next part: lengths are geometric, as Gymnasium's. */
const STOP = 0.25

/**
 * Any number of elements of a space, one after another in a typed array (`gymnasium.spaces.Sequence`, stacked): a row for each customer.
 * It cannot be laid flat, since elements differ in length: its size is infinite.
 */
export function sequence<P extends Part>(part: P): Sequence<P> {
  type T = Column<P>
  const width = part.kind === "discrete" ? 1 : part.size
  const gather = (parts: readonly unknown[]) =>
    arrayOf(part, part.kind === "discrete" ? (parts as number[]) : parts.flatMap((p) => [...(p as Float64Array)])) as T
  const slices = (x: ArrayLike<number>): unknown[] =>
    part.kind === "discrete" ? Array.from(x) : Array.from({ length: x.length / width }, (_, k) => (x as Float64Array).subarray(k * width, (k + 1) * width))
  const cannot = (): never => {
    throw new RangeError("sequence: expected a space whose elements have one length to lay flat; found one of any length")
  }
  const space: Sequence<P> = {
    kind: "sequence",
    part,
    width,
    size: Number.POSITIVE_INFINITY,
    ...sampling((random) => {
      const parts: unknown[] = []
      while (random.next() >= STOP) parts.push(part.sample(random))
      return gather(parts)
    }),
    contains: (x): x is T =>
      ArrayBuffer.isView(x) &&
      x.constructor === arrayOf(part, []).constructor &&
      (width === 0 ? (x as Uint8Array).length === 0 : (x as Uint8Array).length % width === 0) &&
      slices(x as Uint8Array).every((p) => part.contains(p)),
    equals: (other) => isSequence(other) && other.part.equals(part),
    flatten: cannot,
    unflatten: cannot,
    bounds: cannot,
    toJson: (x) => slices(x).map((p) => (part as Space).toJson(p)),
    fromJson(json) {
      if (!Array.isArray(json)) return element(space, json, "a list")
      return gather(listed(json).map((p: Json) => part.fromJson(p)))
    },
  }
  return space
}

export const isSequence = (space: Space): space is Sequence => space.kind === "sequence"

function arrayOf(part: Part, values: readonly number[]): Float64Array | Float32Array | Int32Array | Uint8Array {
  if (isBox(part)) return part.dtype === "float64" ? Float64Array.from(values) : Float32Array.from(values)
  return part.kind === "discrete" ? Int32Array.from(values) : Uint8Array.from(values)
}
