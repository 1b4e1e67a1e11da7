import { describe, expect, test } from "vitest"
import { makeBandit } from "../../../policies/bandits/kinds.ts"
import { alwaysValid } from "../../../policies/bandits/successiveElimination.ts"
import { luckOf, meanAndError, playOut } from "./testbed.ts"

describe("successive elimination", () => {
  test("bounds hold at all times at once: a fair coin's mean leaves them in no more than α of the runs (Robbins 1970)", () => {
    const alpha = 0.2
    const runs = 400
    let left = 0
    for (let run = 0; run < runs; run++) {
      const luck = luckOf(`walk/${run}`)
      let sum = 0
      for (let n = 1; n <= 1500; n++) {
        sum += luck.next() < 0.5 ? 1 : 0
        if (Math.abs(sum / n - 0.5) > alwaysValid(n, alpha, 10)) {
          left++
          break
        }
      }
    }
    const rate = left / runs
    expect(rate).toBeLessThan(alpha + 3 * Math.sqrt((alpha * (1 - alpha)) / runs))
    expect(rate).toBeGreaterThan(alpha / 10) // and not by being idle
  })

  test("the best arm is ever dropped in at most δ of the runs; one that is much worse is dropped, and never comes back", () => {
    const [delta, runs, rounds] = [0.2, 150, 1500]
    const means = [0.5, 0.47, 0.1]
    let [wrong, kept] = [0, 0]
    for (let run = 0; run < runs; run++) {
      const luck = luckOf(`elimination/${run}`)
      const bandit = makeBandit("successive-elimination", 3, { delta, tuned: 200 })
      playOut(bandit, rounds, luckOf(run), (arm) => (luck.next() < (means[arm] as number) ? 1 : 0))
      const chances = bandit.chances()
      if (chances[0] === 0) wrong++
      if ((chances[2] as number) > 0) kept++
    }
    expect(wrong / runs).toBeLessThan(delta)
    expect(kept).toBe(0)
  })

  test("arms that are alike stay, in at least 1 − δ of the runs", () => {
    const runs = 100
    let dropped = 0
    for (let run = 0; run < runs; run++) {
      const luck = luckOf(`alike/${run}`)
      const bandit = makeBandit("successive-elimination", 2, { delta: 0.1 })
      playOut(bandit, 1000, luckOf(run), () => (luck.next() < 0.3 ? 1 : 0))
      if (bandit.chances().some((chance) => chance === 0)) dropped++
    }
    expect(dropped / runs).toBeLessThanOrEqual(0.1 + 3 * Math.sqrt((0.1 * 0.9) / runs))
  })
})

describe("top-two Thompson sampling", () => {
  test("gives the best arm β of its choices, in the long run (Russo 2020, proposition 7)", () => {
    for (const beta of [0.5, 0.8]) {
      const shares = Array.from({ length: 8 }, (_, run) => {
        const luck = luckOf(`topTwo/${run}`)
        let hits = 0
        playOut(
          makeBandit("top-two-thompson", 4, { beta }),
          800,
          luckOf(`${beta}/${run}`),
          (arm) => (luck.next() < ([0.2, 0.8, 0.4, 0.3][arm] as number) ? 1 : 0),
          (arm, t) => {
            if (t >= 400 && arm === 1) hits += 1 / 400
          },
        )
        return hits
      })
      const { mean, error } = meanAndError(shares)
      expect(Math.abs(mean - beta)).toBeLessThan(4 * error + 0.01)
    }
  })

  test("is surer of the best arm after the same rounds than Thompson sampling, which hardly looks at the others", () => {
    const doubt = (kind: string) =>
      meanAndError(
        Array.from({ length: 20 }, (_, run) => {
          const luck = luckOf(`doubt/${run}`)
          const bandit = makeBandit(kind, 3)
          playOut(bandit, 600, luckOf(`${kind}/${run}`), (arm) => (luck.next() < ([0.3, 0.5, 0.4][arm] as number) ? 1 : 0))
          // as a posterior: chances of Thompson sampling with the same evidence
          const judge = makeBandit("thompson-beta", 3)
          const saved = bandit.save() as { learned: never }
          judge.load({ choices: 0, latest: null, learned: saved.learned })
          return 1 - (judge.chances()[1] as number)
        }),
      )
    const [two, one] = [doubt("top-two-thompson"), doubt("thompson-beta")]
    expect(two.mean).toBeLessThan(one.mean)
  })
})

describe("bootstrapped Thompson sampling", () => {
  test("the spread of replicates is the standard error of a mean: with normal rewards that of the posterior under a flat prior", () => {
    const n = 400
    const spreads = Array.from({ length: 20 }, (_, run) => {
      const bandit = makeBandit("bootstrapped-thompson", 1, { replicates: 200, priorWeight: 1e-6 })
      const luck = luckOf(`bootstrap/${run}`)
      for (let k = 0; k < n; k++) bandit.reward({ arm: 0, at: k }, luck.normal())
      const { sums, weights } = (bandit.save() as unknown as { learned: { sums: number[][]; weights: number[][] } }).learned
      const means = (sums[0] as number[]).map((sum, j) => sum / ((weights[0] as number[])[j] as number))
      const { mean } = meanAndError(means)
      return Math.sqrt(means.reduce((sum, x) => sum + (x - mean) ** 2, 0) / means.length) * Math.sqrt(n)
    })
    const { mean, error } = meanAndError(spreads)
    expect(Math.abs(mean - 1)).toBeLessThan(4 * error + 0.02)
  })
})
