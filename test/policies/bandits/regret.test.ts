import { describe, expect, test } from "vitest"
import { makeBandit } from "../../../policies/bandits/kinds.ts"
import { klBernoulli } from "../../../policies/bandits/klUcb.ts"
import { bernoulliRegret, luckOf, meanAndError, playOut } from "./testbed.ts"

/** Lai & Robbins, Advances in Applied Mathematics 6 (1985): regret of a consistent rule is at least Σ Δ/d(mean, best) · ln t in the limit. */
function laiRobbins(means: readonly number[]): number {
  const best = Math.max(...means)
  return means.reduce((sum, mean) => sum + (mean < best ? (best - mean) / klBernoulli(mean, best) : 0), 0)
}

describe("the Lai–Robbins bound", () => {
  test("its constant for Bernoulli arms: closed forms", () => {
    // d(.1, .9) = .8 ln 9
    expect(laiRobbins([0.9, 0.1])).toBeCloseTo(1 / Math.log(9), 12)
    expect(laiRobbins([0.5, 0.5])).toBe(0)
    // near the best, Δ/d → 2 p (1 − p)/Δ
    expect(laiRobbins([0.5, 0.499]) / (2 * 0.25 * 1000)).toBeCloseTo(1, 4)
  })

  const means = [0.9, 0.6]
  const constant = laiRobbins(means)
  const at = [100, 1000, 10_000]
  /** Regret by C ln t at each horizon. */
  const ratios = (kind: string, runs: number) =>
    bernoulliRegret(() => makeBandit(kind, 2), means, at, runs, kind).map((row, k) =>
      meanAndError(row.map((lost) => lost / (constant * Math.log(at[k] as number)))),
    )

  test("regret of Thompson sampling and KL-UCB grows as the constant times ln t, UCB1's far faster (Kaufmann, Korda & Munos 2012, fig. 2)", () => {
    const [thompson, kl, plain] = [ratios("thompson-beta", 60), ratios("kl-ucb", 30), ratios("ucb1", 5)]
    for (const rows of [thompson, kl]) {
      const last = rows[2] as (typeof rows)[number]
      expect(last.mean).toBeGreaterThan(0.6 - 3 * last.error)
      expect(last.mean).toBeLessThan(1.1 + 3 * last.error)
      // a regret that grows faster than ln t has a ratio that grows without end: √t would make it 3 times as large from 1000 to 10,000
      expect(last.mean / (rows[1] as typeof last).mean).toBeLessThan(1.5)
      expect((plain[2] as typeof last).mean).toBeGreaterThan(4 * last.mean)
    }
    // KL-UCB comes to the bound from below: its level starts at ln 1 = 0
    expect((kl[0] as { mean: number }).mean).toBeLessThan((kl[1] as { mean: number }).mean)
    expect((kl[1] as { mean: number }).mean).toBeLessThan((kl[2] as { mean: number }).mean)
  })
})

describe("EXP3", () => {
  test("regret stays under (e − 1) γ T + K ln K / γ ≤ 2.63 √(T K ln K), with an adversary who turns the arms about (Auer et al. 2002, theorem 3.1, corollary 3.2)", () => {
    const [arms, rounds] = [4, 4000]
    const bound = 2 * Math.sqrt(Math.exp(1) - 1) * Math.sqrt(rounds * arms * Math.log(arms))
    // the arm that pays is the first in the first half, then the last: best in hindsight is the one that pays .5 always
    const reward = (arm: number, t: number): number => (arm === 1 ? 0.5 : arm === (t < rounds / 2 ? 0 : 3) ? 0.9 : 0)
    const totals = [0, 1, 2, 3].map((arm) => Array.from({ length: rounds }, (_, t) => reward(arm, t)).reduce((a, b) => a + b, 0))
    const regrets = Array.from({ length: 20 }, (_, run) => {
      let earned = 0
      playOut(makeBandit("exp3", arms, { horizon: rounds }), rounds, luckOf(`exp3/${run}`), reward, (arm, t) => {
        earned += reward(arm, t)
      })
      return Math.max(...totals) - earned
    })
    const { mean, error } = meanAndError(regrets)
    expect(mean + 4 * error).toBeLessThan(bound)
    // what was learned is worth something: choosing at random loses more
    const random = Math.max(...totals) - totals.reduce((a, b) => a + b, 0) / arms
    expect(mean + 4 * error).toBeLessThan(random)
  })

  test("where UCB1 can be led by the nose: a deterministic rule loses without end to rewards made against it, EXP3 does not", () => {
    const rounds = 3000
    const lost = (kind: string, options: Record<string, unknown>) => {
      const bandit = makeBandit(kind, 2, options)
      const random = luckOf(kind)
      const totals = [0, 0]
      let earned = 0
      for (let t = 0; t < rounds; t++) {
        // pays the arm that is less likely: for a deterministic rule always the other one
        const chances = bandit.chances()
        const paid = (chances[0] as number) < (chances[1] as number) ? 0 : 1
        const pull = bandit.choose(random)
        totals[paid] = (totals[paid] as number) + 1
        const reward = pull.arm === paid ? 1 : 0
        earned += reward
        bandit.reward(pull, reward)
      }
      return Math.max(...totals) - earned
    }
    const bound = 2.63 * Math.sqrt(rounds * 2 * Math.log(2))
    expect(lost("exp3", { horizon: rounds })).toBeLessThan(bound)
    expect(lost("ucb1", {})).toBeGreaterThan(0.4 * rounds)
  })
})

describe("late rewards", () => {
  test("a constant delay costs at most Σ Δ · delay more (Joulani, György & Szepesvári 2013, theorem 6)", () => {
    const means = [0.7, 0.4, 0.4]
    const [rounds, delay, runs] = [1500, 100, 30]
    for (const kind of ["ucb1", "kl-ucb", "thompson-beta"]) {
      const at = (wait: number) => meanAndError(bernoulliRegret(() => makeBandit(kind, 3), means, [rounds], runs, kind, wait)[0] as number[])
      const [prompt, late] = [at(0), at(delay)]
      const extra = late.mean - prompt.mean
      const error = Math.sqrt(late.error ** 2 + prompt.error ** 2)
      expect(extra).toBeLessThan((0.3 + 0.3) * delay + 3 * error)
      expect(extra).toBeGreaterThan(0)
    }
  })
})
