import { number } from "../options.ts"
import { Pace, recent } from "../planning/pace.ts"
import { type Json, policy } from "../policy.ts"
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
  return policy(card, (o) => {
    const pace = new Pace()
    let shares: number[] = []
    let plannedAt: number | null = null
    return {
      needs: [],
      learn: (feedback) => pace.learn(feedback),
      act(observation) {
        const { paid } = observation.books
        const day = (observation.tick * observation.hoursPerTick) / 24
        if (plannedAt === null || day - plannedAt >= o.holdDays) {
          plannedAt = day
          const sum = (what: string, channel: string) => recent(observation, `${what}.${channel}`, o.lookBackDays)
          shares = withFloor(
            paid.map((channel) => weight(sum(`revenue.${o.model}`, channel), sum("spend", channel))),
            o.least,
          )
        }
        return {
          action: pace.plan(observation, shares),
          reason: `${o.model}-click shares: ${paid.map((c, k) => `${c} ${(100 * (shares[k] as number)).toFixed(0)} %`).join(", ")}`,
        }
      },
      save: () => ({ shares, plannedAt, pace: pace.save() }),
      load(state) {
        const s = state as { shares: number[]; plannedAt: number | null; pace: Json }
        shares = [...s.shares]
        plannedAt = s.plannedAt
        pace.load(s.pace)
      },
    }
  })
}
