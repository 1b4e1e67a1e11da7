import * as math from "../../sim/math.ts"
import { number } from "../options.ts"
import { heldShares } from "../planning/heldShares.ts"
import { recent } from "../planning/pace.ts"
import { usualShares } from "../planning/responseModel.ts"
import { policy } from "../policy.ts"
import { BayesLinear } from "../prediction/bayesLinear.ts"
import { attributionOption } from "./attributedPlan.ts"

const card = {
  name: "greedy-marginal",
  seat: "plan",
  about: "Each month moves a step of the budget from the channel of least to the one of most marginal attributed return",
  source: "Practice: incremental reallocation by marginal return on ad spend; steepest ascent by pairs",
  options: {
    model: attributionOption,
    step: number(0.02, "share of the budget that moves at once", { above: 0, most: 1 }),
    holdDays: number(28, "days between moves", { above: 0 }),
    lookBackDays: number(91, "days of the books that returns are read from", { above: 0 }),
    exponent: number(0.5, "prior mean of the exponent b in attributed revenue ∝ spend^b: a square root", { least: 0, most: 1 }),
    doubt: number(0.25, "prior standard deviation of that exponent", { above: 0 }),
    least: number(0.02, "no channel is brought under this share", { least: 0, most: 1 }),
  },
} as const

/**
 * Greedy marginal reallocation. Attributed revenue of a channel is taken as c · spend^b; b is regressed from weekly books, in logarithms, with a prior;
 * the marginal return is b · revenue/spend. Each period one step moves from the least to the most. It follows whatever attribution credits: with
 * last clicks, the channels that catch those who were coming anyway.
 */
export const greedyMarginal = policy(card, (o) =>
  heldShares(o.holdDays, (observation, _random, before) => {
    const { paid } = observation.books
    const shares = before.length > 0 ? before : usualShares(observation)
    const week = Math.max(1, Math.round(168 / observation.hoursPerTick))
    const returns = paid.map((name) => {
      const spend = observation.series(`spend.${name}`)
      const earned = observation.series(`revenue.${o.model}.${name}`)
      const money = recent(observation, `spend.${name}`, o.lookBackDays)
      if (!spend || !earned || !(money > 0)) return Number.NaN
      return (exponentOf(spend, earned, week, o.exponent, o.doubt) * recent(observation, `revenue.${o.model}.${name}`, o.lookBackDays)) / money
    })
    const known = [...returns.keys()].filter((k) => !Number.isNaN(returns[k]))
    const givers = known.filter((k) => (shares[k] as number) > o.least)
    const worst = givers.reduce((a, k) => (a < 0 || (returns[k] as number) < (returns[a] as number) ? k : a), -1)
    const best = known.reduce((a, k) => (a < 0 || (returns[k] as number) > (returns[a] as number) ? k : a), -1)
    if (worst < 0 || !((returns[worst] as number) < (returns[best] as number))) return { shares, reason: "no channel with books returns more than another" }
    const moved = Math.min(o.step, (shares[worst] as number) - o.least)
    return {
      shares: shares.map((s, k) => s + (k === best ? moved : 0) - (k === worst ? moved : 0)),
      reason: `${(100 * moved).toFixed(1)} % from ${paid[worst]} to ${paid[best]}: marginal return by ${o.model}-click books ${(returns[worst] as number).toFixed(2)} and ${(returns[best] as number).toFixed(2)}`,
    }
  }),
)

/** Posterior mean of b in ln revenue = a + b ln spend over a year's weeks, kept within 0 and 1. */
function exponentOf(spend: Float64Array, earned: Float64Array, week: number, prior: number, doubt: number): number {
  const weeks = Math.min(52, Math.floor(Math.min(spend.length, earned.length) / week))
  const length = Math.min(spend.length, earned.length)
  const total = (s: Float64Array, w: number) => s.slice(length - (w + 1) * week, length - w * week).reduce((a, b) => a + b, 0)
  const rows = Array.from({ length: weeks }, (_, w) => [total(spend, w), total(earned, w)] as const).filter(([x, y]) => x > 0 && y > 0)
  const model = new BayesLinear([0, prior], [100, doubt], 0.3)
  const centre = rows.reduce((sum, [x]) => sum + math.log(x) / rows.length, 0)
  for (const [x, y] of rows) model.add([1, math.log(x) - centre], math.log(y))
  return Math.min(1, Math.max(0, model.mean()[1] as number))
}
