import { Pace, recent } from "../planning/pace.ts"
import { type Json, policy } from "../policy.ts"
import { withFloor } from "./attributedPlan.ts"

const card = {
  name: "last-year",
  seat: "plan",
  about: "Last year's shares of media money, unchanged",
  source: "Practice: the plan that most budgets start from (percentage-of-history budgeting; Bigné 1995, International Journal of Advertising 14(4))",
  options: {},
} as const

/** Shares as the books show them for the year before, held for the whole horizon; equal without books. */
export const lastYear = policy(card, () => {
  const pace = new Pace()
  let shares: number[] = []
  return {
    needs: [],
    learn: (feedback) => pace.learn(feedback),
    act(observation) {
      const { paid } = observation.books
      if (shares.length === 0)
        shares = withFloor(
          paid.map((channel) => recent(observation, `spend.${channel}`, 365)),
          0,
        )
      return { action: pace.plan(observation, shares), reason: "last year's shares" }
    },
    save: () => ({ shares, pace: pace.save() }),
    load(state) {
      const s = state as { shares: number[]; pace: Json }
      shares = [...s.shares]
      pace.load(s.pace)
    },
  }
})
