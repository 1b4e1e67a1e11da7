import { number } from "../options.ts"
import { heldShares } from "../planning/heldShares.ts"
import { recent } from "../planning/pace.ts"
import { policy } from "../policy.ts"
import { attributionOption, withFloor } from "./attributedPlan.ts"

const options = {
  model: attributionOption,
  lookBackDays: number(91, "days of the books that are read", { above: 0 }),
  holdDays: number(28, "days for which shares stand once planned", { above: 0 }),
  least: number(0.02, "a channel never gets less than this share", { least: 0, most: 1 }),
}

/** Share ∝ attributed revenue for each unit of money: the channel with twice the return gets twice the money. */
export const proportionalReturn = proportional(
  "proportional-return",
  "Money in proportion to attributed return on spend of the last quarter",
  (revenue, spent) => (spent > 0 ? revenue / spent : 0),
)

/** Share ∝ share of attributed revenue: what brought a third of the credited sales gets a third of the money. */
export const proportionalShare = proportional(
  "proportional-share",
  "Money in proportion to the share of attributed sales of the last quarter",
  (revenue) => revenue,
)

function proportional(name: string, about: string, weight: (revenue: number, spent: number) => number) {
  const card = { name, seat: "plan", about, source: "Practice: allocation by attributed results", options } as const
  return policy(card, (o) =>
    heldShares(o.holdDays, (observation) => {
      const { paid } = observation.books
      const sum = (what: string, channel: string) => recent(observation, `${what}.${channel}`, o.lookBackDays)
      const shares = withFloor(
        paid.map((channel) => weight(sum(`revenue.${o.model}`, channel), sum("spend", channel))),
        o.least,
      )
      return { shares, reason: `${o.model}-click shares: ${paid.map((c, k) => `${c} ${(100 * (shares[k] as number)).toFixed(0)} %`).join(", ")}` }
    }),
  )
}
