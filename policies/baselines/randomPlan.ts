import * as math from "../../sim/math.ts"
import { number } from "../options.ts"
import { Pace } from "../planning/pace.ts"
import { type Json, policy } from "../policy.ts"

const card = {
  name: "random",
  seat: "plan",
  about: "Shares drawn evenly from all that sum to 1, and held for four weeks",
  source: "Dirichlet(1, …, 1) by normalised exponentials: Devroye, Non-Uniform Random Variate Generation (1986), ch. XI, theorem 4.1",
  options: { holdDays: number(28, "days for which a draw stands", { above: 0 }) },
} as const

/** Random shares: what any policy must beat before it can be said to know something. */
export const randomPlan = policy(card, (o) => {
  const pace = new Pace()
  let shares: number[] = []
  let drawnAt: number | null = null
  return {
    needs: [],
    learn: (feedback) => pace.learn(feedback),
    act(observation, random) {
      const day = (observation.tick * observation.hoursPerTick) / 24
      if (drawnAt === null || day - drawnAt >= o.holdDays) {
        drawnAt = day
        const draws = observation.books.paid.map(() => -math.log(Math.max(random.next(), 2 ** -54)))
        const total = draws.reduce((a, b) => a + b, 0)
        shares = draws.map((d) => d / total)
      }
      return { action: pace.plan(observation, shares), reason: "a random draw" }
    },
    save: () => ({ shares, drawnAt, pace: pace.save() }),
    load(state) {
      const s = state as { shares: number[]; drawnAt: number | null; pace: Json }
      shares = [...s.shares]
      drawnAt = s.drawnAt
      pace.load(s.pace)
    },
  }
})
