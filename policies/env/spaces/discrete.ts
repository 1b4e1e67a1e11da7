import { between, element, pick, type Space, sampling } from "./space.ts"

export interface Discrete extends Space<number> {
  readonly kind: "discrete"
  /** How many there are, from `start` on. */
  readonly n: number
  readonly start: number
}

/**
 * Whole numbers from `start` to `start + n − 1` (`gymnasium.spaces.Discrete`). Flat, one is a one among zeros.
 * @throws RangeError unless n is at least 1 and start is whole
 */
export function discrete(n: number, start = 0): Discrete {
  if (!(Number.isSafeInteger(n) && n >= 1)) throw new RangeError(`discrete: n: expected a whole number of at least 1; found ${n}`)
  if (!Number.isSafeInteger(start)) throw new RangeError(`discrete: start: expected a whole number; found ${start}`)
  const space: Discrete = {
    kind: "discrete",
    n,
    start,
    size: n,
    ...sampling((random) => pick(random, n, start)),
    contains: (x): x is number => Number.isSafeInteger(x) && (x as number) >= start && (x as number) < start + n,
    equals: (other) => isDiscrete(other) && other.n === n && other.start === start,
    flatten(x) {
      const flat = new Float64Array(n)
      flat[x - start] = 1
      return flat
    },
    unflatten: (values) => start + brightest(values, 0, n),
    bounds: () => between(0, 1, n),
    toJson: (x) => x,
    fromJson: (json) => element(space, json, `a whole number from ${start} to ${start + n - 1}`),
  }
  return space
}

export const isDiscrete = (space: Space): space is Discrete => space.kind === "discrete"

/** Place of the highest of `count` values from one on; the first where several are. */
export function brightest(values: ArrayLike<number>, from: number, count: number): number {
  let best = 0
  for (let k = 1; k < count; k++) if ((values[from + k] as number) > (values[from + best] as number)) best = k
  return best
}
