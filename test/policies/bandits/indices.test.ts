import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { makeBandit } from "../../../policies/bandits/kinds.ts"
import { klBernoulli, klUpper } from "../../../policies/bandits/klUcb.ts"
import { ucb } from "../../../policies/bandits/ucb1.ts"

describe("indices", () => {
  test("UCB1 as MABWiser publishes it (tests/test_ucb.py: test_alpha1_expectations, test_confidence)", () => {
    // MABWiser: mean + α √(2 ln N / n); decisions 1 ×3, 2 ×2, 3 ×5 with mean rewards 1/3, 0, 3/5
    const wide = Math.sqrt(2 * Math.log(10))
    expect(ucb(1 / 3, 3, wide)).toBeCloseTo(1.5723073962832794, 14)
    expect(ucb(0, 2, wide)).toBeCloseTo(1.5174271293851465, 14)
    expect(ucb(3 / 5, 5, wide)).toBeCloseTo(1.5597051824376162, 14)
    expect(ucb(20, 150, Math.sqrt(2 * Math.log(500)))).toBeCloseTo(20.287856633260894, 12)
    expect(ucb(20, 150, 0.25 * Math.sqrt(2 * Math.log(500)))).toBeCloseTo(20.07196415831522, 12)
    const bandit = makeBandit("ucb1", 3)
    bandit.reward({ arm: 0, at: 0 }, 1 / 3, 3)
    bandit.reward({ arm: 1, at: 0 }, 0, 2)
    bandit.reward({ arm: 2, at: 0 }, 3 / 5, 5)
    expect([...bandit.chances()]).toEqual([1, 0, 0])
  })

  test.each([
    [0.1, 0.2, 0.378391],
    [0.5, 0.2, 0.787088],
    [0.9, 0.2, 0.994489],
    [0.1, 0.4, 0.519475],
    [0.1, 0.9, 0.734714],
    [0.5, 0.4, 0.871035],
    [0.5, 0.9, 0.956809],
    [0.9, 0.4, 0.999285],
    [0.9, 0.9, 0.999995],
  ])("KL-UCB of mean %s at level %s as SMPyBandits publishes it (Policies/kullback.py, klucbBern)", (mean, level, published) => {
    // published digits are cut, after a search to 1e-6
    expect(Math.abs(klUpper(mean, level) - published)).toBeLessThan(2e-6)
  })

  test("KL-UCB solves its equation (Garivier & Cappé 2011, algorithm 1), grows with the level and with the mean", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 1e-6, max: 20, noNaN: true }), (mean, level) => {
        const q = klUpper(mean, level)
        expect(q).toBeGreaterThanOrEqual(mean)
        expect(q).toBeLessThanOrEqual(1)
        if (q < 1 - 1e-9 && q > mean + 1e-9) expect(Math.abs(klBernoulli(mean, q) - level)).toBeLessThan(1e-6 * (1 + level) + 1e-13 / (1 - q))
        expect(klUpper(mean, 1.1 * level)).toBeGreaterThanOrEqual(q - 1e-12)
        expect(klUpper(mean + 0.01 * (1 - mean), level)).toBeGreaterThanOrEqual(q - 1e-12)
        expect(q).toBeLessThanOrEqual(mean + Math.sqrt(level / 2) + 1e-12) // Pinsker: never above UCB's
      }),
      { numRuns: 500, seed: 2 },
    )
    expect(klUpper(0, 0.5)).toBeCloseTo(1 - Math.exp(-0.5), 12)
    expect(klUpper(1, 3)).toBe(1)
    expect(klUpper(0.3, 0)).toBe(0.3)
  })

  test("UCB-V prefers, of two arms of one mean and count, the one whose rewards vary (Audibert et al. 2009, eq. 1)", () => {
    const bandit = makeBandit("ucb-v", 2)
    for (let k = 0; k < 100; k++) {
      bandit.reward({ arm: 0, at: k }, 0.5)
      bandit.reward({ arm: 1, at: k }, k % 2)
    }
    expect([...bandit.chances()]).toEqual([0, 1])
    // of two that never vary, the one seen less: 3 ζ ln t/n alone tells them apart
    bandit.addArm()
    bandit.reward({ arm: 2, at: 100 }, 0.5, 10_000)
    expect([...bandit.chances({ among: [0, 2] })]).toEqual([1, 0])
  })
})
