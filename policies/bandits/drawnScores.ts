import * as math from "../../sim/math.ts"
import type { Random } from "../random.ts"
import { type Contexts, checkContexts, featuresOf } from "./contextual.ts"
import type { LinearArms } from "./linearArms.ts"

/** Scores x·(β + θ_k) of rows × arms: normal given the shared coefficients, with these means and deviations, and one draw of each. */
export interface DrawnScores {
  mean: Float64Array
  sd: Float64Array
  draw: Float64Array
}

/**
 * Draws a score for each row and arm from the posterior: the shared coefficients once for all rows, and then, since the arms' own are independent, one normal for a
 * row and an arm, which has the distribution of x·θ_k. Rows do not share draws of θ_k: a batch that did would take one arm in unison.
 * @param width multiplies deviations
 */
export function drawnScores(model: LinearArms, width: number, contexts: Contexts, random: Random): DrawnScores {
  const { arms, features } = model.shape
  checkContexts(contexts, arms, features)
  const { rows, x } = contexts
  const size = rows.length * arms
  const [mean, sd, draw] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)]
  const seen = new Float64Array(features)
  const shared = model.sharedDraw(
    width,
    Float64Array.from(seen, () => random.normal()),
  )
  const weights = Array.from({ length: arms }, (_, k) => model.own(k, shared).map((own, j) => own + (shared[j] as number)))
  for (let r = 0; r < rows.length; r++) {
    featuresOf(x, r * features, features, seen)
    for (let k = 0; k < arms; k++) {
      const w = weights[k] as Float64Array
      let m = 0
      for (let j = 0; j < features; j++) m += (seen[j] as number) * (w[j] as number)
      const s = width * Math.sqrt(model.ownVariance(k, seen))
      const at = r * arms + k
      mean[at] = m
      sd[at] = s
      draw[at] = m + (s > 0 ? s * math.normalQuantile(random.row(rows[r] as number, k)) : 0)
    }
  }
  return { mean, sd, draw }
}
