import { inside } from "../../../sim/index.ts"
import * as L from "../../../sim/kernel/layout.ts"
import { type Check, counted } from "../check.ts"
import { after, quiet, quietly, quietSegment, total } from "../quiet.ts"

const BETA = 2.5
const NONE = 0.5
const prices = [10, 11, 8.5, 14]
const weights = [0.4, 0.3, 0.2, 0.1]

export const logit: Check = {
  name: "logit",
  about: "With equal attractions for everybody, shares are the multinomial logit's",
  source: "McFadden 1974, in Frontiers in Econometrics",
  run(seed) {
    const world = quiet({
      customers: 20_000,
      segments: [{ ...quietSegment, needRate: { mean: 0.4, shape: 5 }, none: 0, priceSensitivity: { mean: BETA, sigma: 0 } }],
      brands: prices.map((price, b) => ({ name: `brand${b}`, price, attraction: weights[b] })),
      choice: { none: NONE },
    })
    const market = quietly(world, seed)
    const { attraction } = inside(market).memory.columns
    const log = [...weights, NONE].map(Math.log)
    for (let k = 0; k < attraction.length; k++) attraction[k] = log[k % log.length] as number
    const seen = prices.map(() => 0)
    let needs = 0
    for (let t = 0; t < 20; t++) {
      after(market, 1)
      needs += total(market, L.NEEDS)
      prices.forEach((_, b) => {
        seen[b] = (seen[b] as number) + total(market, L.ORDERS + b)
      })
    }
    const scores = [...prices.map((p, b) => (weights[b] as number) * (p / 10) ** -BETA), NONE]
    const all = scores.reduce((sum, x) => sum + x, 0)
    const counts = [...seen, needs - seen.reduce((sum, x) => sum + x, 0)]
    return counts.map((count, b) => counted(b < prices.length ? `brand at ${prices[b]}` : "nothing", count, needs, (scores[b] as number) / all))
  },
}
