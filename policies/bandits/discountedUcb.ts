import * as math from "../../sim/math.ts"
import { number } from "../options.ts"
import { bandit } from "./bandit.ts"
import { Evidence } from "./evidence.ts"
import { banditOf, each, highest, rangeOption } from "./learned.ts"
import { ucb } from "./ucb1.ts"

const card = {
  name: "discounted-ucb",
  about: "Upper confidence bounds on rewards that count less the older they are",
  source: "Garivier & Moulines, ALT 2011 (arXiv 0805.3415), D-UCB, eq. 2–3",
  options: {
    discount: number(0.99, "γ: what a unit of time leaves of evidence. 1 − √(changes/horizon)/4 in the paper's corollary", { above: 0, most: 1 }),
    xi: number(0.6, "ξ: the theorem asks for more than 1/2", { above: 0 }),
    ...rangeOption,
  },
} as const

/**
 * D-UCB: the highest discounted mean + 2 √(ξ ln nᵧ / Nᵧ), both the arm's Nᵧ and the sum nᵧ over arms discounted.
 * Garivier & Moulines 2011, the range being 1 (their B). Departs: evidence is discounted to the time of the choice, so that a pull just made has aged by one step.
 * Chances: exact.
 */
export const discountedUcb = bandit(card, (arms, o) => {
  const told = new Evidence(arms, { discount: o.discount, window: 0 })
  return banditOf(told, {
    range: o.range,
    chances(among) {
      const wide = 2 * Math.sqrt(o.xi * Math.max(0, math.log(told.total)))
      return highest(each(among, (arm) => ucb(told.mean(arm), told.count(arm), wide)))
    },
  })
})
