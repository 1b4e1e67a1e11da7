import * as math from "../../../sim/math.ts"
import type { Feedback, Observation, Seat } from "../../../sim/observation.ts"
import type { ActOf } from "./view.ts"

/** What a seat has seen when it decides. */
export interface Seen<S extends Seat = Seat> {
  observation: Observation
  /** The last feedback of the seat; none before the first. */
  feedback: Feedback<S> | undefined
  /** What the seat did last, as an action of its environment. */
  asked: ActOf[S] | undefined
  /** Contribution margin booked since the last decision, before marketing cost, money; and the days since. */
  margin: number
  days: number
}

/** A number that an observation shows, scaled so that it is of the order of 1. */
export interface Feature<S extends Seat = Seat> {
  /** `return.search` */
  name: string
  about: string
  /** NaN: not known. */
  value(seen: Seen<S>): number
}

/** Numbers beyond are cut: what is scaled well never comes near. */
export const BOUND = 10

/** Values of features, 0 where they are not known, and which are. */
export function show<S extends Seat>(features: readonly Feature<S>[], seen: Seen<S>): { firm: Float64Array; known: Uint8Array } {
  const values = features.map((feature) => feature.value(seen))
  return {
    firm: Float64Array.from(values, (x) => (Number.isNaN(x) ? 0 : Math.min(BOUND, Math.max(-BOUND, x)))),
    known: Uint8Array.from(values, (x) => (Number.isNaN(x) ? 0 : 1)),
  }
}

/** A ratio; NaN where there is nothing to divide by. */
export const ratio = (a: number, b: number): number => (b > 0 ? a / b : Number.NaN)

/** Sum of a series over days that end a number of days before its last value; NaN without the series, or where it is not that long. */
export function lately({ series, hoursPerTick }: Observation, name: string, days: number, before = 0): number {
  const values = series(name)
  const ticks = (d: number) => Math.round((d * 24) / hoursPerTick)
  if (!values || values.length < ticks(before) + ticks(days) || ticks(days) === 0) return Number.NaN
  const end = values.length - ticks(before)
  let sum = 0
  for (let t = end - ticks(days); t < end; t++) sum += values[t] as number
  return sum
}

/** ln of a series' last days over the same number of days before; NaN where one of them is not above 0. */
export function trend(observation: Observation, name: string, days: number): number {
  const [now, before] = [lately(observation, name, days), lately(observation, name, days, days)]
  return now > 0 && before > 0 ? math.log(now / before) : Number.NaN
}
