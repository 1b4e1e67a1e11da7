import { poisson } from "../../bench/validate/closedForms.ts"
import { after, quiet, quietly, quietMedia, quietSegment, valuesOf } from "../../bench/validate/quiet.ts"
import { carry } from "../../sim/decay.ts"
import { inside } from "../../sim/market.ts"
import { normalCdf, normalQuantile } from "../../sim/math.ts"
import { type Check, meanCheck, shareCheck } from "../check.ts"

const CUSTOMERS = 4000
/** The channel's median price of an exposure and the spread of ln bids. */
const { price: PRICE, sigma: SIGMA } = quietMedia
const HALF_LIFE = 3650

export interface ExposureOptions {
  /** Media money a day, currency. */
  money: number
  /** Exposures on offer a person a day. */
  usage: number
}

/**
 * Exposures a person that money buys when the autobidder finds the bid that spends it: spending the share s of what all would cost puts it s deep into
 * the partial mean of a lognormal, so Φ(z − σ) = s and Φ(z) are won.
 */
export function exposuresFor(money: number, usage: number): number {
  const share = money / (CUSTOMERS * usage * PRICE * Math.exp(SIGMA ** 2 / 2))
  return share >= 1 ? usage : usage * normalCdf(SIGMA + normalQuantile(share))
}

/** One day of a market in which nothing happens but advertising, and goodwill counts exposures. */
function oneDay(money: number, usage: number) {
  const world = quiet({
    customers: CUSTOMERS,
    budget: 1e9,
    segments: [{ ...quietSegment, usage: { social: usage } }],
    channels: [
      { ...quietMedia, gain: 1, bidCap: 1000 },
      { name: "mail", kind: "owned" },
    ],
    customer: { goodwill: { halfLife: `${HALF_LIFE} days`, max: 1e6 } },
  })
  const market = after(quietly(world, 74), 1, money)
  const unit = carry(HALF_LIFE, 1)
  return { counts: valuesOf(market, "goodwill").map((a) => Math.round(a / unit)), charged: inside(market).state.ledger.media / 100 }
}

/** What media money buys, and how it falls on people (docs/model.md 7.6): a curve that bends by itself, and Poisson counts. */
export function exposuresOf({ money, usage }: ExposureOptions) {
  const most = 1200
  const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length
  const { counts, charged } = oneDay(money, usage)
  const m = exposuresFor(money, usage)
  const seen = (n: number) => counts.filter((x) => x === n).length
  const checks: Check[] = [
    meanCheck({ en: "Exposures a person", zh: "人均曝光" }, counts, m),
    shareCheck({ en: "Reached by none, exp(−m)", zh: "一次未见的比例 exp(−m)" }, seen(0), CUSTOMERS, Math.exp(-m)),
    shareCheck({ en: "Money charged beyond the plan", zh: "超出计划的花费" }, Math.max(0, charged - money), 1, 0),
  ]
  return {
    curve: Array.from({ length: 60 }, (_, k) => (most * (k + 1)) / 60).map((x) => ({ money: x, exposures: exposuresFor(x, usage) })),
    simulated: [100, 400, 800, 1200].map((x) => ({ money: x, exposures: mean(oneDay(x, usage).counts) })),
    counts: Array.from({ length: 13 }, (_, count) => ({ count, market: seen(count) / CUSTOMERS, expected: poisson(count, m) })),
    mean: m,
    checks,
  }
}
