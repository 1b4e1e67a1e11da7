import { shown } from "../../scenarios/errors.ts"
import { number } from "../options.ts"
import { bandit } from "./bandit.ts"
import { Evidence, memoryOptions } from "./evidence.ts"
import { banditOf } from "./learned.ts"
import { gammaPosterior, thompson } from "./posteriors.ts"

const card = {
  name: "thompson-gamma-poisson",
  about: "Thompson sampling of a rate at which counts come, whatever the exposure",
  source: "Thompson, Biometrika 1933; Chapelle & Li, NeurIPS 2011; Raj & Kalyani 2017 (discount)",
  options: {
    priorShape: number(1, "shape of the gamma prior", { above: 0 }),
    priorRate: number(1, "its rate, in exposure: shape/rate is the prior mean", { above: 0 }),
    ...memoryOptions,
  },
} as const

/**
 * Thompson sampling with a gamma posterior for counts: count ~ Poisson(rate · exposure), rate ~ Gamma(shape + Σ count, prior rate + Σ exposure). A reward is a count by exposure, its weight
 * the exposure. Chances: by integration, within about 1e-4.
 */
export const thompsonGammaPoisson = bandit(card, (arms, o) => {
  const told = new Evidence(arms, o)
  const made = banditOf(
    told,
    thompson(gammaPosterior, (arm) => {
      const exposure = told.count(arm)
      return [o.priorShape + (exposure > 0 ? Math.max(0, exposure * told.mean(arm)) : 0), o.priorRate + Math.max(0, exposure)]
    }),
  )
  const { reward } = made
  made.reward = (pull, value, weight) => {
    if (value < 0) throw new RangeError(`reward: expected a count by exposure, at least 0; found ${shown(value)}`)
    reward(pull, value, weight)
  }
  return made
})
