import * as math from "../../sim/math.ts"
import { number } from "../options.ts"
import { bandit } from "./bandit.ts"
import { Evidence, memoryOptions } from "./evidence.ts"
import { banditOf, each, highest, rangeOption } from "./learned.ts"

const card = {
  name: "ucb-v",
  about: "An upper confidence bound that is tight for arms whose rewards vary little",
  source: "Audibert, Munos & Szepesvári, Theoretical Computer Science 410 (2009), eq. 1 with 𝓔 = ζ ln t",
  options: {
    zeta: number(1.2, "ζ of the exploration function ζ ln t: the regret theorem asks for more than 1", { above: 0 }),
    c: number(1, "weight of the term for a range that the sample has not shown: 1 in the theorem", { least: 0 }),
    ...rangeOption,
    ...memoryOptions,
  },
} as const

/**
 * UCB-V: the highest mean + √(2 V 𝓔/n) + 3 c 𝓔/n, by Bernstein's inequality, V the rewards' variance and the range 1.
 * Audibert, Munos & Szepesvári 2009. Departs: t counts the rewards told so far. A reward of weight w counts as w equal ones, so that a mean of many trials shows too
 * small a variance. Chances: exact.
 */
export const ucbV = bandit(card, (arms, o) => {
  const told = new Evidence(arms, o)
  return banditOf(told, {
    range: o.range,
    chances(among) {
      const exploration = o.zeta * Math.max(0, math.log(told.total))
      return highest(
        each(among, (arm) => {
          const n = told.count(arm)
          return n > 0 ? told.mean(arm) + Math.sqrt((2 * told.variance(arm) * exploration) / n) + (3 * o.c * exploration) / n : Number.POSITIVE_INFINITY
        }),
      )
    },
  })
})
