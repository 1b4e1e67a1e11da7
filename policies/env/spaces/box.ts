import * as math from "../../../sim/math.ts"
import type { Json } from "../../policy.ts"
import type { Random } from "../../random.ts"
import { element, listed, type Space, sampling } from "./space.ts"

const arrays = { float64: Float64Array, float32: Float32Array } as const
export type Dtype = keyof typeof arrays
export type Floats<D extends Dtype = Dtype> = { float64: Float64Array; float32: Float32Array }[D]

export interface Box<D extends Dtype = Dtype> extends Space<Floats<D>> {
  readonly kind: "box"
  /** Lowest and highest values, in row-major order; may be infinite. */
  readonly low: Float64Array
  readonly high: Float64Array
  readonly shape: readonly number[]
  readonly dtype: D
}

/** @param shape where it is left out, as long as the bounds are, else one number */
export interface BoxOptions<D extends Dtype = Dtype> {
  shape?: readonly number[]
  dtype?: D
}

/**
 * Real numbers within bounds, each with its own (`gymnasium.spaces.Box`). NaN is in no Box.
 * Samples: uniform between two finite bounds, exponential (rate 1) away from the only finite one, standard normal where there is none.
 * @param low a bound for each number, or one for all
 * @throws RangeError where lengths differ from the shape, a bound is NaN, or no number lies between two
 */
export function box<D extends Dtype = "float64">(low: number | ArrayLike<number>, high: number | ArrayLike<number>, options: BoxOptions<D> = {}): Box<D> {
  const dtype = options.dtype ?? ("float64" as D)
  const make = arrays[dtype]
  const shape = [...(options.shape ?? [lengthOf(low) ?? lengthOf(high) ?? 1])]
  if (!shape.every((n) => Number.isSafeInteger(n) && n >= 0)) throw new RangeError(`box: shape: expected counts; found ${JSON.stringify(shape)}`)
  const size = shape.reduce((a, b) => a * b, 1)
  // bounds are numbers of the dtype, so that a bound is within them
  const lows = Float64Array.from(make.from(spread("low", low, size)))
  const highs = Float64Array.from(make.from(spread("high", high, size)))
  lows.forEach((l, k) => {
    const h = highs[k] as number
    if (!(l <= h) || l === Number.POSITIVE_INFINITY || h === Number.NEGATIVE_INFINITY)
      throw new RangeError(`box: [${k}]: expected a lower bound that is not above the upper; found ${l} and ${h}`)
  })
  const draw = (random: Random) => make.from(Array.from(lows, (l, k) => within(l, highs[k] as number, random))) as Floats<D>
  const space: Box<D> = {
    kind: "box",
    low: lows,
    high: highs,
    shape,
    dtype,
    size,
    ...sampling(draw),
    contains: (x): x is Floats<D> =>
      x instanceof make && x.length === size && (x as Float64Array).every((v, k) => v >= (lows[k] as number) && v <= (highs[k] as number)),
    equals: (other) => isBox(other) && other.dtype === dtype && same(other.shape, shape) && same(other.low, lows) && same(other.high, highs),
    flatten: (x) => Float64Array.from(x),
    unflatten: (values) => make.from(values) as Floats<D>,
    bounds: () => ({ low: lows.slice(), high: highs.slice() }),
    toJson: (x) => Array.from(x, (v): Json => (Number.isFinite(v) ? v : String(v))),
    fromJson: (json) => element(space, make.from(listed(json).map(Number)), `${size} numbers within bounds`),
  }
  return space
}

export const isBox = (space: Space): space is Box => space.kind === "box"

const lengthOf = (bound: number | ArrayLike<number>) => (typeof bound === "number" ? undefined : bound.length)

function spread(name: string, bound: number | ArrayLike<number>, size: number): Float64Array {
  if (typeof bound === "number") return new Float64Array(size).fill(bound)
  if (bound.length !== size) throw new RangeError(`box: ${name}: expected ${size} bounds; found ${bound.length}`)
  return Float64Array.from(bound)
}

function within(low: number, high: number, random: Random): number {
  if (Number.isFinite(low) && Number.isFinite(high)) return Math.min(high, Math.max(low, low + random.next() * (high - low)))
  if (Number.isFinite(low)) return low - math.log(1 - random.next())
  if (Number.isFinite(high)) return high + math.log(1 - random.next())
  return random.normal()
}

/** Equal number for number. */
export const same = (a: ArrayLike<number>, b: ArrayLike<number>): boolean => {
  if (a.length !== b.length) return false
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false
  return true
}
