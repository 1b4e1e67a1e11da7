import { shown } from "../../scenarios/errors.ts"
import { type ContextualBandit, checkArm, checkSize, featuresOf } from "./contextual.ts"
import { drawnScores } from "./drawnScores.ts"
import { normalChances } from "./greatestOf.ts"
import { LinearArms, type LinearShape } from "./linearArms.ts"

/**
 * Thompson sampling with linear payoffs: coefficients are drawn from N(θ̂, v² A⁻¹), and the arm whose drawn mean reward is greatest is taken.
 * Agrawal & Goyal, "Thompson sampling for contextual bandits with linear payoffs", ICML 2013, Algorithm 1. Departs: rows have draws of their own, but for shared
 * coefficients, which are drawn once a batch; propensities hold given that draw.
 * @param width v, the deviation of a reward's noise, above 0: then the draws are from the posterior of a regression with normal noise
 */
export function linearThompson(shape: LinearShape, width: number): ContextualBandit {
  const { arms, features } = shape
  checkSize(arms, features)
  if (!(width > 0)) throw new RangeError(`width: expected a number above 0; found ${shown(width)}`)
  const model = new LinearArms(shape)
  const seen = new Float64Array(features)
  return {
    arms,
    features,
    judge(contexts, random) {
      const { known } = contexts
      const { mean, sd, draw } = drawnScores(model, width, contexts, random)
      return {
        worth: known ? draw.map((value, at) => value + (known[at] as number)) : draw,
        chance(row, arm, price) {
          const from = row * arms
          const means = mean.slice(from, from + arms).map((m, k) => m + (known?.[from + k] ?? 0) - (price?.[k] ?? 0))
          return normalChances(means, sd.subarray(from, from + arms))[arm] as number
        },
      }
    },
    update(x, arm, reward) {
      checkArm(arm, arms)
      if (!Number.isNaN(reward)) model.add(arm, featuresOf(x, 0, features, seen), reward)
    },
    save: () => model.save(),
    load: (state) => model.load(state),
  }
}
