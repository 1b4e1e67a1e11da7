import { number } from "../options.ts"
import { bandit } from "./bandit.ts"
import { banditOf, each, highest } from "./learned.ts"
import { ValueEstimates } from "./valueEstimates.ts"

const card = {
  name: "epsilon-greedy",
  about: "The best so far, and a share of choices at random",
  source: "Sutton & Barto, Reinforcement Learning, 2nd ed. (2018), section 2.4",
  options: {
    epsilon: number(0.1, "share of choices at random", { least: 0, most: 1 }),
    step: number(0, "constant step size, which forgets; 0 averages all rewards", { least: 0, most: 1 }),
    initial: number(0, "value of an arm before its first reward: well above any makes it optimistic (section 2.6)"),
  },
} as const

/** ε-greedy on action values; ties alike. Sutton & Barto 2018, section 2.4. Chances: exact. */
export const epsilonGreedy = bandit(card, (arms, o) => {
  const values = new ValueEstimates(arms, o.step, o.initial)
  return banditOf(values, {
    chances: (among) => highest(each(among, (arm) => values.value(arm))).map((greedy) => o.epsilon / among.length + (1 - o.epsilon) * greedy),
  })
})
