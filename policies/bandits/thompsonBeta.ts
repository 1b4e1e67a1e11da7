import { numbers } from "../options.ts"
import { bandit } from "./bandit.ts"
import { Evidence, memoryOptions } from "./evidence.ts"
import { banditOf, rangeOption } from "./learned.ts"
import { betaPosterior, thompson } from "./posteriors.ts"

const card = {
  name: "thompson-beta",
  about: "Thompson sampling of a rate: each arm as often as it is likely to be the best",
  source: "Thompson, Biometrika 1933; Chapelle & Li, NeurIPS 2011; Raj & Kalyani 2017 (discount); Trovò et al., JAIR 68 (2020) (window)",
  options: {
    prior: numbers([1, 1], "Beta(α, β) before any reward", { above: 0, length: 2 }),
    ...rangeOption,
    ...memoryOptions,
  },
} as const

/** Prior and rewards that are remembered as a Beta posterior's parameters. Never below a floor, for rounding. */
export const betaOf = (told: Evidence, [alpha, beta]: readonly number[]) => {
  return (arm: number): readonly [number, number] => {
    const n = told.count(arm)
    const mean = n > 0 ? told.mean(arm) : 0
    return [(alpha as number) + n * Math.min(1, Math.max(0, mean)), (beta as number) + n * Math.min(1, Math.max(0, 1 - mean))]
  }
}

/**
 * Thompson sampling with a Beta posterior for Bernoulli rewards: Beta(α + Σ reward, β + Σ (1 − reward)). With a discount the sums fade and the prior stays.
 * Departs: a reward between 0 and 1 counts in parts, where Agrawal & Goyal (COLT 2012, algorithm 2) toss a coin for it. Chances: by integration, within about 1e-4.
 */
export const thompsonBeta = bandit(card, (arms, o) => {
  const told = new Evidence(arms, o)
  return banditOf(told, { range: o.range, ...thompson(betaPosterior, betaOf(told, o.prior)) })
})
