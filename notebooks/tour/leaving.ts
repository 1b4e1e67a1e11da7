import { mean } from "../../bench/statistics/mean.ts"
import { after, quiet, quietly, quietSegment, valuesOf } from "../../bench/validate/quiet.ts"
import { bgNbd } from "../../policies/prediction/bgNbd.ts"
import { type Check, meanCheck } from "../check.ts"

const CUSTOMERS = 5000
const WEEKS = 78
const STEP = 6
/** The purchase rates of the CDNOW customers, a week: gamma of shape r and rate α (Fader, Hardie & Lee 2005). */
const [R, ALPHA] = [0.243, 4.414]

export interface LeavingOptions {
  /** Mean chance to leave for good after a purchase. */
  leaves: number
  /** How alike people are in it: a + b of the beta. */
  alike: number
}

/** Purchases of customers who may leave after each: the BG/NBD model of lifetime value (docs/model.md 7.15), against the very formula that the lab's policies predict with. */
export function leavingOf({ leaves, alike }: LeavingOptions) {
  const [a, b] = [leaves * alike, (1 - leaves) * alike]
  const model = bgNbd({ r: R, alpha: ALPHA, a, b })
  const world = quiet({
    customers: CUSTOMERS,
    clock: { tick: "week", days: WEEKS * 7, burnIn: 0 },
    segments: [{ ...quietSegment, needRate: { mean: R / ALPHA / 7, shape: R }, defection: { a, b } }],
    customer: { defection: { from: "category" } },
  })
  const market = quietly(world, 79)
  const simulated = Array.from({ length: WEEKS / STEP }, (_, k) => {
    after(market, STEP)
    return { week: STEP * (k + 1), bought: valuesOf(market, "purchases") }
  })
  const at = (week: number) => simulated.find((s) => s.week === week)?.bought as number[]
  const checks: Check[] = [
    meanCheck({ en: "Purchases in half a year", zh: "半年内人均购买" }, at(24), model.expected(24)),
    meanCheck({ en: "Purchases in a year and a half", zh: "一年半内人均购买" }, at(WEEKS), model.expected(WEEKS)),
  ]
  return {
    curve: Array.from({ length: WEEKS + 1 }, (_, week) => ({ week, purchases: model.expected(week), stayed: (R / ALPHA) * week })),
    simulated: simulated.map(({ week, bought }) => ({ week, purchases: mean(bought)?.mean as number })),
    checks,
  }
}
