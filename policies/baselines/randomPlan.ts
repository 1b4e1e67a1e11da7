import * as math from "../../sim/math.ts"
import { number } from "../options.ts"
import { heldShares } from "../planning/heldShares.ts"
import { policy } from "../policy.ts"

const card = {
  name: "random",
  seat: "plan",
  about: "Shares drawn evenly from all that sum to 1, and held for four weeks",
  source: "Dirichlet(1, …, 1) by normalised exponentials: Devroye, Non-Uniform Random Variate Generation (1986), ch. XI, theorem 4.1",
  options: { holdDays: number(28, "days for which a draw stands", { above: 0 }) },
} as const

/** Random shares: what any policy must beat before it can be said to know something. */
export const randomPlan = policy(card, (o) =>
  heldShares(o.holdDays, ({ books }, random) => {
    const draws = books.paid.map(() => -math.log(Math.max(random.next(), 2 ** -54)))
    const total = draws.reduce((a, b) => a + b, 0)
    return { shares: draws.map((d) => d / total), reason: "a random draw" }
  }),
)
