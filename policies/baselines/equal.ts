import { heldShares } from "../planning/heldShares.ts"
import { policy } from "../policy.ts"

const card = {
  name: "equal",
  seat: "plan",
  about: "The same money for every channel, paced evenly",
  source: "The 1/N rule: DeMiguel, Garlappi & Uppal 2009, Review of Financial Studies 22(5), a baseline that is hard to beat",
  options: {},
} as const

/** Equal shares of all paid channels. */
export const equal = policy(card, () =>
  heldShares(Number.POSITIVE_INFINITY, ({ books: { paid } }) => ({ shares: paid.map(() => 1 / paid.length), reason: "equal shares" })),
)
