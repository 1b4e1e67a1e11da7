import { choice, number, numbers } from "../options.ts"
import { bandit } from "./bandit.ts"
import { Evidence, memoryOptions } from "./evidence.ts"
import { banditOf, rangeOption } from "./learned.ts"
import { betaPosterior, normalPosterior, thompson } from "./posteriors.ts"
import { betaOf } from "./thompsonBeta.ts"
import { normalOf, normalOptions } from "./thompsonGaussian.ts"

const card = {
  name: "top-two-thompson",
  about: "Thompson sampling that gives part of its choices to the likeliest rival of the best: finds the best arm sooner",
  source: "Russo, Operations Research 68 (2020), top-two Thompson sampling (COLT 2016)",
  options: {
    beta: number(0.5, "share of choices that go to the best draw", { above: 0, most: 1 }),
    posterior: choice("beta", ["beta", "normal"], "family of posteriors; the normal one takes rewards without a range"),
    prior: numbers([1, 1], "Beta(α, β) before any reward, of the beta family", { above: 0, length: 2 }),
    ...rangeOption,
    ...normalOptions,
    ...memoryOptions,
  },
} as const

/** Draws after which the second of the last draw is taken for the rival. */
const TRIES = 100

/**
 * Top-two Thompson sampling: with probability β the best arm of a draw I, else draw anew until another arm than I is best, and play that. For finding the best arm; regret is not its aim.
 * Russo 2020, section 3.3. Departs: after 100 draws that I won, the rival is the best of a draw without I.
 * Chances: α_k (β + (1 − β) Σ_{i≠k} α_i/(1 − α_i)) with α by integration, and what is left by tries alike; within about 1e-3.
 */
export const topTwoThompson = bandit(card, (arms, o) => {
  const told = new Evidence(arms, o)
  const { chances, draw } = o.posterior === "beta" ? thompson(betaPosterior, betaOf(told, o.prior)) : thompson(normalPosterior, normalOf(told, o))
  return banditOf(told, {
    ...(o.posterior === "beta" && { range: o.range }),
    chances(among) {
      const best = chances(among)
      const out = best.map((share) => o.beta * share)
      if (among.length === 1) return Float64Array.of(1)
      best.forEach((share, i) => {
        if (share < 1e-9) return
        const never = tail(share)
        const others = never > 1e-6 ? without(chances(among.filter((_, k) => k !== i)), i) : undefined
        best.forEach((other, k) => {
          if (k === i) return
          const found = never < 1 ? ((1 - never) * other) / (1 - share) : 0
          out[k] = (out[k] as number) + (1 - o.beta) * share * (found + never * (others?.[k] ?? 0))
        })
      })
      const all = out.reduce((a, b) => a + b, 0)
      return out.map((share) => share / all)
    },
    draw(among, random) {
      const leader = draw(among, random)
      if (among.length === 1 || random.next() < o.beta) return leader
      for (let tries = 0; tries < TRIES; tries++) {
        const rival = draw(among, random)
        if (rival !== leader) return rival
      }
      const rest = draw(
        among.filter((_, k) => k !== leader),
        random,
      )
      return rest < leader ? rest : rest + 1
    },
  })
})

/** Chance that no try finds another than the leader. */
function tail(share: number): number {
  let power = 1
  for (let k = 0; k < TRIES; k++) power *= share
  return power
}

/** Chances of all but one, with 0 at its place. */
const without = (chances: Float64Array, place: number) => [...chances.slice(0, place), 0, ...chances.slice(place)]
