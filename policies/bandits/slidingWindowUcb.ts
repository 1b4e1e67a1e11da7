import * as math from "../../sim/math.ts"
import { number } from "../options.ts"
import { bandit } from "./bandit.ts"
import { Evidence } from "./evidence.ts"
import { banditOf, each, highest, rangeOption } from "./learned.ts"
import { ucb } from "./ucb1.ts"

const card = {
  name: "sliding-window-ucb",
  about: "Upper confidence bounds on the rewards of late alone",
  source: "Garivier & Moulines, ALT 2011 (arXiv 0805.3415), SW-UCB, eq. 5–6",
  options: {
    window: number(500, "τ: time for which a reward counts. 2 √(horizon · ln horizon / changes) in the paper's corollary", { above: 0 }),
    xi: number(0.6, "ξ: the theorem asks for more than 1/2", { above: 0 }),
    ...rangeOption,
  },
} as const

/**
 * SW-UCB: the highest mean within the window + √(ξ ln min(t, τ) / N), the range being 1 (their B).
 * Garivier & Moulines 2011. Departs: min(t, τ) is the number of rewards within the window. Chances: exact.
 */
export const slidingWindowUcb = bandit(card, (arms, o) => {
  const told = new Evidence(arms, { discount: 1, window: o.window })
  return banditOf(told, {
    range: o.range,
    chances(among) {
      const wide = Math.sqrt(o.xi * Math.max(0, math.log(told.total)))
      return highest(each(among, (arm) => ucb(told.mean(arm), told.count(arm), wide)))
    },
  })
})
