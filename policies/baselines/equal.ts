import { Pace } from "../planning/pace.ts"
import { policy } from "../policy.ts"

const card = {
  name: "equal",
  seat: "plan",
  about: "The same money for every channel, paced evenly",
  source: "The 1/N rule: DeMiguel, Garlappi & Uppal 2009, Review of Financial Studies 22(5), a baseline that is hard to beat",
  options: {},
} as const

/** Equal shares of all paid channels. */
export const equal = policy(card, () => {
  const pace = new Pace()
  return {
    needs: [],
    learn: (feedback) => pace.learn(feedback),
    act: (observation) => ({
      action: pace.plan(
        observation,
        observation.books.paid.map(() => 1 / observation.books.paid.length),
      ),
      reason: "equal shares",
    }),
    save: () => pace.save(),
    load: (state) => pace.load(state),
  }
})
