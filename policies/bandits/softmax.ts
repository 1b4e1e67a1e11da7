import * as math from "../../sim/math.ts"
import { number } from "../options.ts"
import { bandit } from "./bandit.ts"
import { banditOf, each } from "./learned.ts"
import { ValueEstimates } from "./valueEstimates.ts"

const card = {
  name: "softmax",
  about: "Arms in proportion to exp(value / temperature)",
  source: "Luce 1959; Sutton & Barto, Reinforcement Learning, 1st ed. (1998), section 2.3",
  options: {
    temperature: number(0.1, "in units of the reward: 0 would be greedy, infinity at random", { above: 0 }),
    step: number(0, "constant step size, which forgets; 0 averages all rewards", { least: 0, most: 1 }),
    initial: number(0, "value of an arm before its first reward"),
  },
} as const

/** Boltzmann exploration on action values. Chances: exact. */
export const softmax = bandit(card, (arms, o) => {
  const values = new ValueEstimates(arms, o.step, o.initial)
  return banditOf(values, { chances: (among) => shares(each(among, (arm) => values.value(arm) / o.temperature)) })
})

/** exp(x) over its sum, whatever the size of x. */
export function shares(x: Float64Array): Float64Array {
  let most = Number.NEGATIVE_INFINITY
  for (const v of x) most = Math.max(most, v)
  const weights = x.map((v) => math.exp(v - most))
  let total = 0
  for (const w of weights) total += w
  return weights.map((w) => w / total)
}
