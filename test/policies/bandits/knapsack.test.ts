import { fc, test } from "@fast-check/vitest"
import { describe, expect, test as plainly } from "vitest"
import { type KnapsackBandit, lagrangian, primalDual } from "../../../policies/bandits/knapsack.ts"
import { randomAt } from "./linear.ts"

interface Arm {
  reward: number
  cost: number
}
/** The fluid bound of one budget: the best of each arm alone and of each two that use budget and rounds up exactly (a linear programme has a solution with as many arms as constraints). */
function fluid(arms: readonly Arm[], budget: number, rounds: number): number {
  let best = 0
  for (const a of arms) {
    best = Math.max(best, a.reward * Math.min(rounds, budget / a.cost))
    for (const b of arms) {
      const share = (budget / rounds - b.cost) / (a.cost - b.cost)
      if (share >= 0 && share <= 1) best = Math.max(best, rounds * (share * a.reward + (1 - share) * b.reward))
    }
  }
  return best
}
/** Plays until all is over: Bernoulli rewards and costs. */
function live(bandit: KnapsackBandit, arms: readonly Arm[], seed: number, delay = 0) {
  const random = randomAt(0, seed)
  const late: [number, number, number][] = []
  const plays = arms.map(() => 0)
  let earned = 0
  let spent = 0
  for (;;) {
    const arm = bandit.choose()
    if (arm === undefined && late.length === 0) break
    if (arm !== undefined) {
      const { reward, cost } = arms[arm] as Arm
      const [r, c] = [random.next() < reward ? 1 : 0, random.next() < cost ? 1 : 0]
      plays[arm] = (plays[arm] as number) + 1
      earned += r
      spent += c
      late.push([arm, r, c])
    }
    if (late.length > delay || arm === undefined) {
      const [k, r, c] = late.shift() as [number, number, number]
      bandit.reward(k, r, [c])
    }
  }
  return { earned, spent, plays }
}
const arms = [
  { reward: 0.8, cost: 0.8 },
  { reward: 0.4, cost: 0.2 },
  { reward: 0.3, cost: 0.6 },
]
const kinds = { primalDual, lagrangian }

describe.each(Object.entries(kinds))("bandits with knapsacks, %s", (_, make) => {
  plainly("approach the fluid bound as budget and rounds grow, which no single arm reaches", () => {
    const ratios = [500, 4000, 32_000].map((rounds) => {
      const budget = 0.4 * rounds
      const seeds = rounds > 10_000 ? [1, 2] : [1, 2, 3, 4, 5, 6]
      const earned = seeds.map((seed) => live(make({ arms: 3, budgets: [budget], rounds }), arms, seed).earned)
      return earned.reduce((a, b) => a + b, 0) / seeds.length / fluid(arms, budget, rounds)
    })
    // by hand: arms 0 and 1 a third and two thirds of the time earn 8/15 a round
    expect(fluid(arms, 400, 1000)).toBeCloseTo((1000 * 8) / 15, 9)
    const [small, middle, large] = ratios as [number, number, number]
    expect(middle).toBeGreaterThan(small)
    expect(large).toBeGreaterThan(middle)
    expect(large).toBeGreaterThan(0.93)
    expect(large).toBeLessThan(1.02)
    // the best arm alone earns .4 a round, three quarters of the bound
    expect(middle).toBeGreaterThan(0.8)
  })

  plainly("have nothing left to decide where the budget never binds, and buy the most for the money where rounds never do", () => {
    const rich = live(make({ arms: 3, budgets: [5000], rounds: 5000 }), arms, 3)
    expect(rich.plays[0]).toBeGreaterThan(0.8 * 5000)
    const poor = live(make({ arms: 3, budgets: [400], rounds: 100_000 }), arms, 4)
    expect(poor.plays[1]).toBeGreaterThan(10 * (poor.plays[2] as number))
    expect(poor.earned).toBeGreaterThan(0.7 * fluid(arms, 400, 100_000))
  })

  const arm = fc
    .record({ reward: fc.integer({ min: 0, max: 10 }), cost: fc.integer({ min: 0, max: 10 }) })
    .map(({ reward, cost }) => ({ reward: reward / 10, cost: cost / 10 }))
  test.prop([fc.array(arm, { minLength: 1, maxLength: 4 }), fc.nat(40), fc.nat(60), fc.nat(7), fc.nat(100)], { seed: 31 })(
    "never overdraw a budget or play past the last round, however late they are told, and stop",
    (some, budget, rounds, delay, seed) => {
      const bandit = make({ arms: some.length, budgets: [budget], rounds })
      const { spent, plays } = live(bandit, some, seed, delay)
      expect(spent).toBeLessThanOrEqual(budget)
      expect(plays.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(rounds)
      expect(bandit.left()[0]).toBeCloseTo(budget - spent, 9)
      expect(bandit.choose()).toBeUndefined()
      for (const price of bandit.prices()) expect(price).toBeGreaterThanOrEqual(0)
    },
  )

  plainly("go on exactly from what they saved", () => {
    const problem = { arms: 3, budgets: [300], rounds: 800 }
    const [first, second] = [make(problem), make(problem)]
    const random = randomAt(0)
    const step = (bandit: KnapsackBandit, u: number) => {
      const k = bandit.choose()
      if (k !== undefined) bandit.reward(k, u, [u / 2])
      return k
    }
    for (let n = 0; n < 100; n++) step(first, random.next())
    first.choose()
    second.load(JSON.parse(JSON.stringify(first.save())))
    for (let n = 0; n < 300; n++) {
      const u = random.next()
      expect(step(second, u)).toBe(step(first, u))
    }
  })

  plainly("say what they cannot take, and cope with 10,000 arms", () => {
    expect(() => make({ arms: 0, budgets: [1], rounds: 1 })).toThrow("arms: expected a whole number of at least 1; found 0")
    expect(() => make({ arms: 1, budgets: [-1], rounds: 1 })).toThrow("budgets: expected numbers of at least 0; found -1")
    expect(() => make({ arms: 1, budgets: [1], rounds: 1 }).reward(0, 2, [0])).toThrow("reward: expected a number from 0 to 1; found 2")
    expect(() => make({ arms: 1, budgets: [1], rounds: 1 }).reward(0, 1, [])).toThrow("used: expected 1 numbers from 0 to 1; found []")
    expect(make({ arms: 2, budgets: [0], rounds: 10 }).choose()).toBeUndefined()
    const many = make({ arms: 10_000, budgets: [50], rounds: 50 })
    const seen = Array.from({ length: 20 }, () => {
      const k = many.choose() as number
      many.reward(k, 0, [1])
      return k
    })
    // those that brought nothing and cost the most give way to others not yet tried
    expect(new Set(seen).size).toBeGreaterThan(3)
  })
})
