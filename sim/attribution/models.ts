import { decay } from "../decay.ts"
import type { Path } from "./path.ts"

/** Shares the credit for one order among the touches of its path (not empty) into `out`; what is written adds up to 1. */
export type Rule = (path: Path, out: Float64Array) => void

/** All credit to the touch before the order. */
const last: Rule = ({ length }, out) => {
  for (let k = 0; k < length; k++) out[k] = k === length - 1 ? 1 : 0
}

/** All credit to the touch that began the path. */
const first: Rule = ({ length }, out) => {
  for (let k = 0; k < length; k++) out[k] = k === 0 ? 1 : 0
}

/** Equal credit. */
const linear: Rule = ({ length }, out) => {
  for (let k = 0; k < length; k++) out[k] = 1 / length
}

/** Two fifths to the first and the last touch, the rest to those between. */
const position: Rule = (path, out) => {
  const { length } = path
  if (length < 3) linear(path, out)
  else for (let k = 0; k < length; k++) out[k] = k === 0 || k === length - 1 ? 0.4 : 0.2 / (length - 2)
}

const HALF_LIFE_DAYS = 7
const left = Float64Array.from({ length: 4096 }, (_, age) => decay(HALF_LIFE_DAYS, age))

/** Credit halves with each seven days before the order. */
const timeDecay: Rule = ({ length, age }, out) => {
  let total = 0
  for (let k = 0; k < length; k++) total += out[k] = left[age[k] as number] as number
  for (let k = 0; k < length; k++) out[k] = (out[k] as number) / total
}

/**
 * Shapley value of the game in which a set of channels is worth the orders of all paths that touched no other channel: an order is shared
 * equally among the distinct channels of its path, φ_j = Σ_{S ∋ j} R(S)/|S|. Zhao, Mahboobi & Bagheri, "Shapley value methods for
 * attribution modeling in online advertising" (2018). Paths without an order are worth nothing in it.
 */
const shapley: Rule = ({ length, channel }, out) => {
  let met = 0
  let distinct = 0
  for (let k = 0; k < length; k++) {
    const bit = 1 << (channel[k] as number)
    out[k] = met & bit ? 0 : 1
    distinct += out[k] as number
    met |= bit
  }
  for (let k = 0; k < length; k++) out[k] = (out[k] as number) / distinct
}

/** Models that judge each path alone. */
export const rules = { last, first, linear, position, timeDecay, shapley } as const satisfies Record<string, Rule>

/** Every model; Markov's judges channels by all paths of a period, those without an order included (sim/attribution/journeys.ts). */
export const models = ["last", "first", "linear", "position", "timeDecay", "shapley", "markov"] as const
export type Model = (typeof models)[number]
