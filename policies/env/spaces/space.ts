import type { Json } from "../../policy.ts"
import type { Random } from "../../random.ts"
import { seeded } from "../seeding.ts"

/**
 * A set of values: what may be done, or what may be seen (`gymnasium.spaces.Space`).
 * Elements are numbers (Discrete), typed arrays (Box, MultiDiscrete, MultiBinary, Simplex), or records and lists of elements (Dict, Tuple).
 */
export interface Space<T = unknown> {
  /** `box`, `discrete`, …: what kind of space it is. */
  readonly kind: string
  /** How many numbers an element laid flat has. */
  readonly size: number
  /** Restarts the luck of the space's own: the same seed, the same samples. */
  seed(seed: number): void
  /** An element at random. @param random luck; without it the space's own, from seed 0 where `seed` was never called */
  sample(random?: Random): T
  contains(x: unknown): x is T
  equals(other: Space): boolean
  /** An element as numbers in a row; categories as ones among zeros. */
  flatten(x: T): Float64Array
  /** The element that was laid flat. */
  unflatten(values: ArrayLike<number>): T
  /** Bounds of what `flatten` writes, as many as `size`. */
  bounds(): Bounds
  /** An element as plain data. */
  toJson(x: T): Json
  /** @throws RangeError where the data is no element */
  fromJson(json: Json): T
}

export interface Bounds {
  low: Float64Array
  high: Float64Array
}

/** What a space's elements are. */
export type ElementOf<S> = S extends Space<infer T> ? T : never

/** `seed` and `sample` of a space that draws like this. */
export function sampling<T>(draw: (random: Random) => T): Pick<Space<T>, "seed" | "sample"> {
  let own: Random | undefined
  return {
    seed(seed) {
      own = seeded(seed, "space")
    },
    sample(random) {
      own ??= seeded(0, "space")
      return draw(random ?? own)
    },
  }
}

/** One of the numbers from `from` to `from + count − 1`, each as likely. */
export const pick = (random: Random, count: number, from = 0): number => from + Math.min(count - 1, Math.floor(random.next() * count))

/** Bounds that are the same for all. */
export const between = (low: number, high: number, size: number): Bounds => ({
  low: new Float64Array(size).fill(low),
  high: new Float64Array(size).fill(high),
})

/** An element read from data. @throws RangeError where the space does not contain it */
export function element<T>(space: Space<T>, x: unknown, expected: string): T {
  if (space.contains(x)) return x
  throw new RangeError(`fromJson: expected ${expected}; found ${JSON.stringify(x)?.slice(0, 60)}`)
}

/** Numbers of a list in data, as typed arrays read them; nothing where it is no list. */
export const listed = (json: Json): Json[] => (Array.isArray(json) ? [...json] : [])
