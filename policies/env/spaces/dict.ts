import type { Json } from "../../policy.ts"
import { type ElementOf, element, type Space, sampling } from "./space.ts"
import { joined } from "./tuple.ts"

export type Spaces = { readonly [name: string]: Space }

export interface Dict<S extends Spaces = Spaces> extends Space<{ [K in keyof S]: ElementOf<S[K]> }> {
  readonly kind: "dict"
  readonly spaces: S
}

/** A record with an element of each of several spaces, by name (`gymnasium.spaces.Dict`). Flat, they follow each other in the order given. */
export function dict<S extends Spaces>(spaces: S): Dict<S> {
  type T = { [K in keyof S]: ElementOf<S[K]> }
  const names = Object.keys(spaces)
  const parts = Object.values(spaces)
  const each = (value: (space: Space, name: string) => unknown) => Object.fromEntries(names.map((name, k) => [name, value(parts[k] as Space, name)])) as T
  const space: Dict<S> = {
    kind: "dict",
    spaces,
    size: parts.reduce((sum, part) => sum + part.size, 0),
    ...sampling((random) => each((part) => part.sample(random))),
    contains: (x): x is T =>
      isRecord(x) && Object.keys(x).length === names.length && names.every((name, k) => Object.hasOwn(x, name) && (parts[k] as Space).contains(x[name])),
    equals: (other) =>
      isDict(other) &&
      Object.keys(other.spaces).length === names.length &&
      Object.keys(other.spaces).every((name, k) => name === names[k] && (parts[k] as Space).equals(other.spaces[name] as Space)),
    flatten: (x) => joined(parts.map((part, k) => part.flatten(x[names[k] as string]))),
    unflatten(values) {
      let from = 0
      return each((part) => part.unflatten(Array.prototype.slice.call(values, from, (from += part.size))))
    },
    bounds: () => ({ low: joined(parts.map((part) => part.bounds().low)), high: joined(parts.map((part) => part.bounds().high)) }),
    toJson: (x) => each((part, name) => part.toJson(x[name])) as Json,
    fromJson(json) {
      if (!isRecord(json) || Object.keys(json).length !== names.length) return element(space, json, `a record of ${names.join(", ")}`)
      return each((part, name) => part.fromJson((json as Record<string, Json>)[name] ?? null))
    },
  }
  return space
}

export const isDict = (space: Space): space is Dict => space.kind === "dict"

const isRecord = (x: unknown): x is Record<string, unknown> => typeof x === "object" && x !== null && !Array.isArray(x) && !ArrayBuffer.isView(x)
