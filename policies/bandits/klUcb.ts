import * as math from "../../sim/math.ts"
import { number } from "../options.ts"
import { bandit } from "./bandit.ts"
import { Evidence, memoryOptions } from "./evidence.ts"
import { banditOf, each, highest, rangeOption } from "./learned.ts"

const card = {
  name: "kl-ucb",
  about: "The highest upper confidence bound by Chernoff's inequality: meets the Lai–Robbins bound for Bernoulli arms",
  source: "Garivier & Cappé, COLT 2011, algorithm 1",
  options: {
    c: number(0, "the bound's level is ln t + c ln ln t: 3 in the theorem, 0 recommended in practice (section 2)", { least: 0 }),
    ...rangeOption,
    ...memoryOptions,
  },
} as const

/**
 * KL-UCB: the highest max{q : n d(mean, q) ≤ ln t + c ln ln t}, d the Kullback–Leibler divergence of Bernoulli laws, which bounds that of any law on the range.
 * Garivier & Cappé 2011. Departs: t counts the rewards told so far. Chances: exact.
 */
export const klUcb = bandit(card, (arms, o) => {
  const told = new Evidence(arms, o)
  return banditOf(told, {
    range: o.range,
    chances(among) {
      const t = Math.max(1, told.total)
      const level = math.log(t) + (o.c > 0 && t > math.exp(1) ? o.c * math.log(math.log(t)) : 0)
      return highest(
        each(among, (arm) => {
          const n = told.count(arm)
          return n > 0 ? klUpper(told.mean(arm), level / n) : Number.POSITIVE_INFINITY
        }),
      )
    },
  })
})

/** Kullback–Leibler divergence of Bernoulli laws, d(p, q), nats; infinite where q excludes what p allows. */
export function klBernoulli(p: number, q: number): number {
  const part = (a: number, b: number) => (a <= 0 ? 0 : b <= 0 ? Number.POSITIVE_INFINITY : a * math.log(a / b))
  return part(p, q) + part(1 - p, 1 - q)
}

/**
 * The largest q in [p, 1] with d(p, q) ≤ level. Newton's steps on d, which is convex in q, started above the root, where they fall towards it; halving where a step would leave the bracket.
 */
export function klUpper(p: number, level: number): number {
  const mean = Math.min(1, Math.max(0, p))
  if (!(level > 0) || mean >= 1) return mean
  if (mean <= 0) return 1 - math.exp(-level)
  let low = mean
  let high = Math.min(1, mean + Math.sqrt(level / 2)) // Pinsker
  let q = high < 1 ? high : (1 + mean) / 2
  for (let step = 0; step < 60 && high - low > 1e-15; step++) {
    const over = klBernoulli(mean, q) - level
    if (over > 0) high = q
    else low = q
    const next = q - (over * q * (1 - q)) / (q - mean)
    const to = next > low && next < high ? next : (low + high) / 2
    if (Math.abs(to - q) < 1e-14) return to
    q = to
  }
  return q
}
