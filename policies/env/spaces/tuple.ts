import type { Json } from "../../policy.ts"
import { type ElementOf, element, listed, type Space, sampling } from "./space.ts"

export interface Tuple<S extends readonly Space[] = readonly Space[]> extends Space<{ [K in keyof S]: ElementOf<S[K]> }> {
  readonly kind: "tuple"
  readonly spaces: S
}

/** A list with an element of each of several spaces (`gymnasium.spaces.Tuple`). Flat, they follow each other. */
export function tuple<const S extends readonly Space[]>(...spaces: S): Tuple<S> {
  type T = { [K in keyof S]: ElementOf<S[K]> }
  const space: Tuple<S> = {
    kind: "tuple",
    spaces,
    size: spaces.reduce((sum, part) => sum + part.size, 0),
    ...sampling((random) => spaces.map((part) => part.sample(random)) as T),
    contains: (x): x is T => Array.isArray(x) && x.length === spaces.length && spaces.every((part, k) => part.contains(x[k])),
    equals: (other) => isTuple(other) && other.spaces.length === spaces.length && other.spaces.every((part, k) => part.equals(spaces[k] as Space)),
    flatten: (x) => joined(spaces.map((part, k) => part.flatten((x as readonly unknown[])[k]))),
    unflatten(values) {
      let from = 0
      return spaces.map((part) => part.unflatten(Array.prototype.slice.call(values, from, (from += part.size)))) as T
    },
    bounds: () => ({ low: joined(spaces.map((part) => part.bounds().low)), high: joined(spaces.map((part) => part.bounds().high)) }),
    toJson: (x) => spaces.map((part, k) => part.toJson((x as readonly unknown[])[k])),
    fromJson(json) {
      const list = listed(json)
      if (list.length !== spaces.length) return element(space, list, `a list of ${spaces.length}`)
      return spaces.map((part, k) => part.fromJson(list[k] as Json)) as T
    },
  }
  return space
}

export const isTuple = (space: Space): space is Tuple => space.kind === "tuple"

/** Arrays one after another. */
export function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0))
  let from = 0
  for (const part of parts) {
    all.set(part, from)
    from += part.length
  }
  return all
}
