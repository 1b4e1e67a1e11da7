import { after, quiet, quietly, quietSegment, total } from "../../bench/validate/quiet.ts"
import * as L from "../../sim/kernel/layout.ts"
import { inside } from "../../sim/market.ts"
import { type Check, meanCheck, shareCheck } from "../check.ts"

const CUSTOMERS = 4000
const TICKS = 16
/** Of each point of the picture. */
const TICKS_A_POINT = 4
const REFERENCE = 10
/** Three rivals' prices and everybody's weights; ours is the first. */
const RIVALS = [11, 8.5, 14]
const WEIGHTS = [0.4, 0.3, 0.2, 0.1]
const NONE = 0.5
/** Half the change of price over which elasticity is measured. */
const STEP = 0.05

export interface ChoiceOptions {
  /** Our price; the reference is 10. */
  price: number
  /** Price sensitivity β, the same for everybody. */
  beta: number
}

/** Our share of needs in McFadden's logit: A p^−β over the sum of all, buying nothing among them. */
export function logitShare(price: number, beta: number): number {
  const scores = [price, ...RIVALS].map((p, b) => (WEIGHTS[b] as number) * (p / REFERENCE) ** -beta)
  return (scores[0] as number) / (scores.reduce((sum, x) => sum + x, 0) + NONE)
}

/** Needs and our orders of each day of a market in which all like the brands alike. */
function days(price: number, beta: number, ticks = TICKS): { needs: number; orders: number }[] {
  const world = quiet({
    customers: CUSTOMERS,
    segments: [{ ...quietSegment, needRate: { mean: 0.4, shape: 5 }, none: 0, priceSensitivity: { mean: beta, sigma: 0 } }],
    brands: [price, ...RIVALS].map((p, b) => ({ name: `brand${b}`, price: p, attraction: WEIGHTS[b] })),
    choice: { none: NONE, priceReference: REFERENCE },
  })
  const market = quietly(world, 77)
  const { attraction } = inside(market).memory.columns
  const log = [...WEIGHTS, NONE].map(Math.log)
  for (let k = 0; k < attraction.length; k++) attraction[k] = log[k % log.length] as number
  return Array.from({ length: ticks }, () => {
    after(market, 1)
    return { needs: total(market, L.NEEDS), orders: total(market, L.ORDERS) }
  })
}

const sums = (of: ReturnType<typeof days>) => of.reduce((sum, day) => ({ needs: sum.needs + day.needs, orders: sum.orders + day.orders }))

/** Choice among four brands and nothing by the greatest utility with Gumbel noise (docs/model.md 7.14), and what a change of price does to it. */
export function choiceOf({ price, beta }: ChoiceOptions) {
  const { needs, orders } = sums(days(price, beta))
  const [low, high] = [price * (1 - STEP), price * (1 + STEP)]
  const dearer = days(high, beta)
  const wide = Math.log(high / low)
  // the same customers with the same luck at both prices, day by day
  const elasticities = days(low, beta).map((day, t) => Math.log((dearer[t]?.orders as number) / day.orders) / wide)
  const checks: Check[] = [
    shareCheck({ en: "Our share of needs", zh: "我们占需求的份额" }, orders, needs, logitShare(price, beta)),
    meanCheck(
      { en: "Elasticity over ±5 % of price", zh: "价格上下5%之间的弹性" },
      elasticities,
      Math.log(logitShare(high, beta) / logitShare(low, beta)) / wide,
    ),
  ]
  return {
    curve: Array.from({ length: 61 }, (_, k) => 6 + 0.15 * k).map((p) => ({ price: p, share: logitShare(p, beta) })),
    simulated: [6, 8, 10, 12, 14].map((p) => {
      const seen = sums(days(p, beta, TICKS_A_POINT))
      return { price: p, share: seen.orders / seen.needs }
    }),
    /** −β(1 − share): the logit's elasticity at a point. */
    elasticity: -beta * (1 - logitShare(price, beta)),
    checks,
  }
}
