import { heldShares } from "../planning/heldShares.ts"
import { recent } from "../planning/pace.ts"
import { policy } from "../policy.ts"
import { withFloor } from "./attributedPlan.ts"

const card = {
  name: "last-year",
  seat: "plan",
  about: "Last year's shares of media money, unchanged",
  source: "Practice: the plan that most budgets start from (percentage-of-history budgeting; Bigné 1995, International Journal of Advertising 14(4))",
  options: {},
} as const

/** Shares as the books show them for the year before, held for the whole horizon; equal without books. */
export const lastYear = policy(card, () =>
  heldShares(Number.POSITIVE_INFINITY, (observation) => ({
    shares: withFloor(
      observation.books.paid.map((channel) => recent(observation, `spend.${channel}`, 365)),
      0,
    ),
    reason: "last year's shares",
    because: { kind: "lastYear", figures: {} },
  })),
)
