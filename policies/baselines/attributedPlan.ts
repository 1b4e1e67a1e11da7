import * as math from "../../sim/math.ts"
import { choice, number } from "../options.ts"
import { heldShares } from "../planning/heldShares.ts"
import { recent } from "../planning/pace.ts"
import { policy } from "../policy.ts"

/** Whose credit a plan believes. */
export const attributionOption = choice(
  "last",
  ["last", "first", "linear", "position", "timeDecay", "shapley", "markov"],
  "attribution model that returns are read from",
)

const card = {
  name: "attributed",
  seat: "plan",
  about: "Last year's spend × (attributed return)^follow, replanned each quarter",
  source: "Practice: planning from an analytics report's return on spend",
  options: {
    model: attributionOption,
    lookBackDays: number(365, "days of the books that are read", { above: 0 }),
    follow: number(0.25, "how far shares follow return: 1 all the way (share ∝ attributed revenue), 0 not at all (last year's plan)", { least: 0, most: 5 }),
    holdDays: number(91, "days for which shares stand once planned", { above: 0 }),
    least: number(0.05, "a channel never gets less than this share: nothing is learned about one that is off", { least: 0, most: 1 }),
  },
} as const

/**
 * Plans each channel's share from last year's plan and what the books attribute to it, as planners do from an analytics report:
 * share ∝ last year's spend × (attributed return)^follow. Shares stand for a quarter; money is paced evenly.
 */
export const attributedPlan = policy(card, (o) =>
  heldShares(o.holdDays, (observation) => {
    const { paid } = observation.books
    const spent = paid.map((channel) => recent(observation, `spend.${channel}`, o.lookBackDays))
    const earned = paid.map((channel) => recent(observation, `revenue.${o.model}.${channel}`, o.lookBackDays))
    const returns = spent.map((money, k) => (money > 0 ? (earned[k] as number) / money : 0))
    return {
      // spend · return^follow
      shares: withFloor(
        spent.map((money, k) => (money > 0 ? money * math.pow(returns[k] as number, o.follow) : 0)),
        o.least,
      ),
      reason: `${o.model}-click return of ${o.lookBackDays} days: ${paid.map((name, k) => `${name} ${(returns[k] as number).toFixed(1)}`).join(", ")}`,
      because: { kind: "attributedReturn", figures: Object.fromEntries(paid.map((name, k) => [name, returns[k] as number])) },
    }
  }),
)

/** Shares in proportion to weights, none under a floor. Equal when all weights are 0. */
export function withFloor(weights: readonly number[], least: number): number[] {
  const n = weights.length
  const total = weights.reduce((a, b) => a + Math.max(0, b), 0)
  const free = Math.max(0, 1 - n * least)
  return weights.map((w) => (total > 0 ? (1 - free) / n + (free * Math.max(0, w)) / total : 1 / n))
}
