import { shown } from "../../scenarios/errors.ts"
import { type ContextualBandit, checkArm, checkContexts, checkSize, featuresOf, greatest } from "./contextual.ts"
import { LinearArms, type LinearShape } from "./linearArms.ts"

/** Each prior precision 1, nothing shared: the algorithm as published. */
export function plain(arms: number, features: number): LinearShape {
  const one = { precision: new Float64Array(features).fill(1) }
  return { arms, features, own: () => one }
}

/**
 * LinUCB: takes the arm whose mean reward's upper confidence bound xᵀθ̂_k + α √s_k is greatest, each mean a ridge regression. Disjoint by default; with
 * shared coefficients hybrid. Nothing is random, so every propensity is 1.
 * Li, Chu, Langford & Schapire, "A contextual-bandit approach to personalized news article recommendation", WWW 2010, Algorithms 1 and 2 (eq. 5–6; z = x).
 * @param alpha deviations above the mean, in units of the rewards, ≥ 0
 */
export function linUcb(shape: LinearShape, alpha: number): ContextualBandit {
  const { arms, features } = shape
  checkSize(arms, features)
  if (!(alpha >= 0)) throw new RangeError(`alpha: expected a number of at least 0; found ${shown(alpha)}`)
  const model = new LinearArms(shape)
  const seen = new Float64Array(features)
  return {
    arms,
    features,
    judge(contexts) {
      checkContexts(contexts, arms, features)
      const { rows, x, known } = contexts
      const worth = new Float64Array(rows.length * arms)
      const shared = model.sharedMean()
      const own = Array.from({ length: arms }, (_, k) => model.own(k, shared))
      for (let r = 0; r < rows.length; r++) {
        featuresOf(x, r * features, features, seen)
        for (let k = 0; k < arms; k++) {
          let mean = 0
          for (let j = 0; j < features; j++) mean += (seen[j] as number) * ((shared[j] as number) + ((own[k] as Float64Array)[j] as number))
          worth[r * arms + k] = mean + (alpha > 0 ? alpha * Math.sqrt(model.variance(k, seen)) : 0) + (known?.[r * arms + k] ?? 0)
        }
      }
      return { worth, chance: (r, k, price) => (greatest(worth, r * arms, arms, price) === k ? 1 : 0) }
    },
    update(x, arm, reward) {
      checkArm(arm, arms)
      if (!Number.isNaN(reward)) model.add(arm, featuresOf(x, 0, features, seen), reward)
    },
    save: () => model.save(),
    load: (state) => model.load(state),
  }
}
