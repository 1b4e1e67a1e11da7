import { same } from "./box.ts"
import { brightest } from "./discrete.ts"
import { between, element, listed, pick, type Space, sampling } from "./space.ts"

export interface MultiDiscrete extends Space<Int32Array> {
  readonly kind: "multiDiscrete"
  /** How many choices each place has. */
  readonly nvec: readonly number[]
  /** The first choice of each place. */
  readonly start: readonly number[]
}

/**
 * A whole number at each of several places, each with its own range (`gymnasium.spaces.MultiDiscrete`). Flat, each is a one among zeros.
 * @throws RangeError unless every place has at least one choice
 */
export function multiDiscrete(nvec: readonly number[], start: readonly number[] = nvec.map(() => 0)): MultiDiscrete {
  nvec.forEach((n, k) => {
    if (!(Number.isSafeInteger(n) && n >= 1 && n <= 2 ** 31))
      throw new RangeError(`multiDiscrete: nvec[${k}]: expected a whole number of at least 1; found ${n}`)
  })
  if (start.length !== nvec.length) throw new RangeError(`multiDiscrete: start: expected ${nvec.length} whole numbers; found ${start.length}`)
  start.forEach((s, k) => {
    if (!Number.isSafeInteger(s)) throw new RangeError(`multiDiscrete: start[${k}]: expected a whole number; found ${s}`)
  })
  const [counts, starts] = [[...nvec], [...start]]
  const size = counts.reduce((a, b) => a + b, 0)
  const space: MultiDiscrete = {
    kind: "multiDiscrete",
    nvec: counts,
    start: starts,
    size,
    ...sampling((random) => Int32Array.from(counts, (n, k) => pick(random, n, starts[k]))),
    contains: (x): x is Int32Array =>
      x instanceof Int32Array &&
      x.length === counts.length &&
      x.every((v, k) => v >= (starts[k] as number) && v < (starts[k] as number) + (counts[k] as number)),
    equals: (other) => isMultiDiscrete(other) && same(other.nvec, counts) && same(other.start, starts),
    flatten(x) {
      const flat = new Float64Array(size)
      let from = 0
      counts.forEach((n, k) => {
        flat[from + (x[k] as number) - (starts[k] as number)] = 1
        from += n
      })
      return flat
    },
    unflatten(values) {
      let from = 0
      return Int32Array.from(counts, (n, k) => {
        const choice = (starts[k] as number) + brightest(values, from, n)
        from += n
        return choice
      })
    },
    bounds: () => between(0, 1, size),
    toJson: (x) => [...x],
    fromJson: (json) => element(space, wholes(listed(json)), `${counts.length} whole numbers within their ranges`),
  }
  return space
}

export const isMultiDiscrete = (space: Space): space is MultiDiscrete => space.kind === "multiDiscrete"

/** Nothing where one is not whole: a typed array would cut it. */
const wholes = (list: readonly unknown[]) => (list.every(Number.isSafeInteger) ? Int32Array.from(list as number[]) : list)
