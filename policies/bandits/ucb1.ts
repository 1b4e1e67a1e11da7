import * as math from "../../sim/math.ts"
import { number } from "../options.ts"
import { bandit } from "./bandit.ts"
import { Evidence, memoryOptions } from "./evidence.ts"
import { banditOf, each, highest, rangeOption } from "./learned.ts"

const card = {
  name: "ucb1",
  about: "The highest upper confidence bound by Hoeffding's inequality",
  source: "Auer, Cesa-Bianchi & Fischer, Machine Learning 47 (2002), fig. 1; Sutton & Barto 2018, eq. 2.10, for any c",
  options: {
    c: number(Math.sqrt(2), "the bound is the mean plus c √(ln n / nⱼ), in units of the range: √2 is UCB1", { least: 0 }),
    ...rangeOption,
    ...memoryOptions,
  },
} as const

/**
 * UCB1: play the arm with the highest mean + c √(ln n / nⱼ); one without rewards first.
 * Auer, Cesa-Bianchi & Fischer 2002. Departs: n counts the rewards told so far, of all arms, and ties are broken at random, so that late rewards do not keep it on one arm.
 * Chances: exact.
 */
export const ucb1 = bandit(card, (arms, o) => {
  const told = new Evidence(arms, o)
  return banditOf(told, {
    range: o.range,
    chances(among) {
      const wide = o.c * Math.sqrt(Math.max(0, math.log(told.total)))
      return highest(each(among, (arm) => ucb(told.mean(arm), told.count(arm), wide)))
    },
  })
})

/** Mean plus `wide`/√n; infinite without evidence. */
export const ucb = (mean: number, n: number, wide: number) => (n > 0 ? mean + wide / Math.sqrt(n) : Number.POSITIVE_INFINITY)
