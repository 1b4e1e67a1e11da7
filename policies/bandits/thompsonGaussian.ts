import { number } from "../options.ts"
import { bandit } from "./bandit.ts"
import { Evidence, memoryOptions } from "./evidence.ts"
import { banditOf } from "./learned.ts"
import { normalPosterior, thompson } from "./posteriors.ts"

/** Options of a normal prior with a known noise. */
export const normalOptions = {
  priorMean: number(0, "mean of an arm's value before any reward"),
  priorSd: number(1, "standard deviation of arms' values before any reward", { above: 0 }),
  noise: number(1, "standard deviation of a reward of weight 1 about its arm's value", { above: 0 }),
}

const card = {
  name: "thompson-gaussian",
  about: "Thompson sampling of a mean with normal noise of a known size",
  source: "Thompson, Biometrika 1933; Agrawal & Goyal, J. ACM 64 (2017); conjugate update as Bishop 2006, eq. 2.141–2.142",
  options: { ...normalOptions, ...memoryOptions },
} as const

/** Mean and standard deviation of an arm's posterior. */
export const normalOf = (told: Evidence, o: { priorMean: number; priorSd: number; noise: number }) => {
  return (arm: number): readonly [number, number] => {
    const prior = 1 / (o.priorSd * o.priorSd)
    const n = told.count(arm)
    const seen = n / (o.noise * o.noise)
    return [(prior * o.priorMean + (n > 0 ? seen * told.mean(arm) : 0)) / (prior + seen), 1 / Math.sqrt(prior + seen)]
  }
}

/** Thompson sampling with a normal posterior: precision 1/s₀² + n/σ². Chances: by integration, within about 1e-4. */
export const thompsonGaussian = bandit(card, (arms, o) => {
  const told = new Evidence(arms, o)
  return banditOf(told, thompson(normalPosterior, normalOf(told, o)))
})
