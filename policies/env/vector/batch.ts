import { box, type Floats, isBox, same } from "../spaces/box.ts"
import { dict, isDict } from "../spaces/dict.ts"
import { isDiscrete } from "../spaces/discrete.ts"
import { isMultiBinary, multiBinary } from "../spaces/multiBinary.ts"
import { isMultiDiscrete, multiDiscrete } from "../spaces/multiDiscrete.ts"
import { isSimplex, simplex } from "../spaces/simplex.ts"
import type { Space } from "../spaces/space.ts"
import { isTuple, tuple } from "../spaces/tuple.ts"

type Numbers = Float64Array | Float32Array | Int32Array | Uint8Array

/**
 * Several elements as one: typed arrays one after another (row-major, an element a row), numbers as an Int32Array, records and lists part by part.
 * Sequences, whose lengths differ, stay a list of elements.
 */
export type BatchOf<T> = T extends number ? Int32Array : T extends Numbers ? T : T extends object ? { [K in keyof T]: BatchOf<T[K]> } : unknown

const again = <T>(list: readonly T[], n: number): T[] => Array.from({ length: n * list.length }, (_, k) => list[k % list.length] as T)
const tiled = (bounds: Float64Array, n: number) => Float64Array.from(again([...bounds], n))

/**
 * The space of n elements as one (`gymnasium.vector.utils.batch_space`).
 * Departs: MultiDiscrete and MultiBinary stay what they are, longer, where Gymnasium makes boxes of whole numbers.
 */
export function batchSpace(space: Space, n: number): Space {
  if (isBox(space)) return box(tiled(space.low, n), tiled(space.high, n), { shape: [n, ...space.shape], dtype: space.dtype })
  if (isDiscrete(space)) return multiDiscrete(again([space.n], n), again([space.start], n))
  if (isMultiDiscrete(space)) return multiDiscrete(again(space.nvec, n), again(space.start, n))
  if (isMultiBinary(space)) return multiBinary(space.n * n)
  if (isSimplex(space)) return simplex(space.n, space.rows * n)
  if (isDict(space)) return dict(Object.fromEntries(Object.entries(space.spaces).map(([name, part]) => [name, batchSpace(part, n)])))
  if (isTuple(space)) return tuple(...space.spaces.map((part) => batchSpace(part, n)))
  return tuple(...again([space], n))
}

/** Elements of a space as one of its batch. */
export function concatenate<T>(space: Space<T>, items: readonly T[]): BatchOf<T> {
  return join(space, items) as BatchOf<T>
}

function join(space: Space, items: readonly unknown[]): unknown {
  if (isDict(space))
    return Object.fromEntries(
      Object.entries(space.spaces).map(([name, part]) => [
        name,
        join(
          part,
          items.map((x) => (x as Record<string, unknown>)[name]),
        ),
      ]),
    )
  if (isTuple(space))
    return space.spaces.map((part, k) =>
      join(
        part,
        items.map((x) => (x as readonly unknown[])[k]),
      ),
    )
  if (isDiscrete(space)) return Int32Array.from(items as readonly number[])
  const width = widthOf(space)
  if (width === undefined) return [...items]
  const all = isBox(space) && space.dtype === "float32" ? new Float32Array(width * items.length) : new (arrayOf(space))(width * items.length)
  items.forEach((x, k) => {
    all.set(x as Numbers, k * width)
  })
  return all
}

/** The n elements of a batch, as copies. @throws RangeError where the batch is not of n */
export function iterate<T>(space: Space<T>, batch: BatchOf<T>, n: number): T[] {
  return Array.from({ length: n }, (_, k) => at(space, batch, k, n) as T)
}

function at(space: Space, batch: unknown, k: number, n: number): unknown {
  if (isDict(space))
    return Object.fromEntries(Object.entries(space.spaces).map(([name, part]) => [name, at(part, (batch as Record<string, unknown>)?.[name], k, n)]))
  if (isTuple(space)) return space.spaces.map((part, j) => at(part, (batch as readonly unknown[])?.[j], k, n))
  const width = isDiscrete(space) ? 1 : widthOf(space)
  const found = (batch as ArrayLike<unknown> | undefined)?.length
  if (found !== (width ?? 1) * n) throw new RangeError(`a batch of ${n} ${space.kind}: expected ${(width ?? 1) * n} values; found ${found ?? "nothing"}`)
  if (isDiscrete(space) || width === undefined) return (batch as ArrayLike<unknown>)[k]
  return (batch as Floats<"float64">).slice(k * width, (k + 1) * width)
}

/** Numbers of an element that is a typed array of fixed length. */
function widthOf(space: Space): number | undefined {
  if (isMultiDiscrete(space)) return space.nvec.length
  return isBox(space) || isMultiBinary(space) || isSimplex(space) ? space.size : undefined
}

const arrayOf = (space: Space) => (isMultiDiscrete(space) ? Int32Array : isMultiBinary(space) ? Uint8Array : Float64Array)

/** Are two elements of a space the same, number for number? NaN is NaN's equal. */
export function sameElement(a: unknown, b: unknown): boolean {
  if (Object.is(a, b) || a === b) return true
  if (ArrayBuffer.isView(a) && ArrayBuffer.isView(b)) {
    const [x, y] = [a as Numbers, b as Numbers]
    return a.constructor === b.constructor && (same(x, y) || (x.length === y.length && [...x].every((v, k) => Object.is(v, y[k]) || v === y[k])))
  }
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false
  const [names, others] = [Object.keys(a), Object.keys(b)]
  return (
    names.length === others.length &&
    names.every((k) => Object.hasOwn(b, k) && sameElement((a as Record<string, unknown>)[k], (b as Record<string, unknown>)[k]))
  )
}
