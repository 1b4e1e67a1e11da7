import { describe, expect, test } from "vitest"
import { makeBandit } from "../../../policies/bandits/kinds.ts"
import { luckOf, meanAndError, playOut } from "./testbed.ts"

/**
 * The 10-armed testbed of Sutton & Barto, "Reinforcement Learning", 2nd ed. (2018), section 2.3: values ~ N(0, 1), rewards ~ N(value, 1), 1000 steps. The book averages 2000 runs.
 */
const RUNS = 150
const RANGE = [-20, 20] as const

const methods = {
  greedy: ["epsilon-greedy", { epsilon: 0 }],
  "ε .01": ["epsilon-greedy", { epsilon: 0.01 }],
  "ε .1": ["epsilon-greedy", { epsilon: 0.1 }],
  realistic: ["epsilon-greedy", { epsilon: 0.1, step: 0.1 }],
  optimistic: ["epsilon-greedy", { epsilon: 0, step: 0.1, initial: 5 }],
  // the book's c = 2 √(ln t / n) is in units of the reward, ours in units of the range, here 40
  UCB: ["ucb1", { c: 2 / 40, range: RANGE }],
} as const

type Curves = { reward: { mean: number; error: number }; optimal: { mean: number; error: number }; early: { mean: number; error: number } }

/** Mean reward and share of the best arm over the last 100 steps, and the share over steps 20 to 100. */
const results = Object.fromEntries(
  Object.entries(methods).map(([name, [kind, options]]) => {
    const [reward, optimal, early] = [[] as number[], [] as number[], [] as number[]]
    for (let run = 0; run < RUNS; run++) {
      const world = luckOf(`testbed/${run}`)
      const values = Array.from({ length: 10 }, () => world.normal())
      const best = values.indexOf(Math.max(...values))
      let [money, hits, first] = [0, 0, 0]
      playOut(
        makeBandit(kind, 10, options as Record<string, unknown>),
        1000,
        luckOf(`${name}/${run}`),
        (arm) => Math.max(RANGE[0], Math.min(RANGE[1], (values[arm] as number) + world.normal())),
        (arm, t) => {
          if (t >= 900) {
            money += (values[arm] as number) / 100
            hits += arm === best ? 0.01 : 0
          } else if (t >= 20 && t < 100) first += arm === best ? 1 / 80 : 0
        },
      )
      reward.push(money)
      optimal.push(hits)
      early.push(first)
    }
    return [name, { reward: meanAndError(reward), optimal: meanAndError(optimal), early: meanAndError(early) }]
  }),
) as Record<keyof typeof methods, Curves>

/** Within four standard errors of a figure, and what can be read off a printed curve. */
function near({ mean, error }: { mean: number; error: number }, figure: number, readOff: number) {
  expect(Math.abs(mean - figure), `${mean} ± ${error} against ${figure}`).toBeLessThan(4 * error + readOff)
}

describe("Sutton & Barto's 10-armed testbed", () => {
  test("figure 2.2 and its text: greedy about 1, best action in about a third of the tasks; ε = .1 at about 80 %, at most 91 %", () => {
    near(results.greedy.reward, 1, 0.05)
    near(results.greedy.optimal, 1 / 3, 0.03)
    near(results["ε .1"].optimal, 0.8, 0.03)
    expect(results["ε .1"].optimal.mean).toBeLessThan(0.91)
  })

  test("figure 2.2: ε = .01 learns more slowly than ε = .1 and is above greedy at the end", () => {
    expect(results["ε .01"].early.mean).toBeLessThan(results["ε .1"].early.mean)
    expect(results["ε .01"].optimal.mean - results.greedy.optimal.mean).toBeGreaterThan(4 * results["ε .01"].optimal.error)
    expect(results["ε .01"].optimal.mean).toBeLessThan(results["ε .1"].optimal.mean)
    expect(results["ε .1"].reward.mean).toBeGreaterThan(results["ε .01"].reward.mean - 2 * results["ε .01"].reward.error)
  })

  test("figure 2.3: optimism explores at first and is above ε = .1 of the same step size at the end", () => {
    expect(results.optimistic.optimal.mean - results.realistic.optimal.mean).toBeGreaterThan(2 * results.optimistic.optimal.error)
    near(results.optimistic.optimal, 0.85, 0.04)
  })

  test("figure 2.4: UCB with c = 2 earns more than ε = .1", () => {
    expect(results.UCB.reward.mean - results["ε .1"].reward.mean).toBeGreaterThan(2 * results.UCB.reward.error)
    near(results.UCB.reward, 1.5, 0.05)
  })
})
