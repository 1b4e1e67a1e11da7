import { negativeBinomial } from "../../bench/validate/closedForms.ts"
import { after, quiet, quietly, quietSegment, valuesOf } from "../../bench/validate/quiet.ts"
import { type Check, meanCheck, shareCheck } from "../check.ts"

const CUSTOMERS = 5000
const DAYS = 28

export interface NeedOptions {
  /** Mean purchases of a customer in four weeks. */
  mean: number
  /** Shape of the gamma by which rates differ between people: small, few heavy buyers; large, all alike. */
  shape: number
}

/** Purchases of 5,000 customers in four weeks, one brand and nothing else going on: Poisson needs at gamma rates (docs/model.md 7.5; Ehrenberg 1959). */
export function needOf({ mean, shape }: NeedOptions): { counts: { count: number; market: number; expected: number }[]; checks: Check[] } {
  const world = quiet({
    customers: CUSTOMERS,
    clock: { days: DAYS, burnIn: 0 },
    segments: [{ ...quietSegment, needRate: { mean: mean / DAYS, shape } }],
  })
  const bought = valuesOf(after(quietly(world, 72), DAYS), "purchases")
  const share = (count: number) => bought.filter((x) => x === count).length
  const none = (shape / (shape + mean)) ** shape
  return {
    counts: Array.from({ length: 16 }, (_, count) => ({
      count,
      market: share(count) / CUSTOMERS,
      expected: negativeBinomial(count, mean, shape),
    })),
    checks: [
      meanCheck({ en: "Mean purchases, m", zh: "人均购买次数 m" }, bought, mean),
      shareCheck({ en: "Bought nothing, (1 + m/k)^(−k)", zh: "一次未买的比例 (1 + m/k)^(−k)" }, share(0), CUSTOMERS, none),
      shareCheck({ en: "Bought exactly once", zh: "恰好买一次的比例" }, share(1), CUSTOMERS, negativeBinomial(1, mean, shape)),
    ],
  }
}
