import { describe, expect, test } from "vitest"
import { Evidence } from "../../../policies/bandits/evidence.ts"
import { makeBandit } from "../../../policies/bandits/kinds.ts"
import { luckOf, meanAndError, playOut } from "./testbed.ts"

describe("forgetting", () => {
  test("goes by the pull's time: discounted sums are Σ γ^(now − at), whatever the order, over any length of time", () => {
    const told = new Evidence(1, { discount: 0.9, window: 0 })
    const rewards = [0, 3, 1, 5000, 4999, 4997].map((at) => ({ at, value: at % 4 }))
    for (const { at, value } of rewards) told.add({ arm: 0, at }, value, 1)
    told.look(5000)
    const weights = rewards.map(({ at }) => 0.9 ** (5000 - at))
    const total = weights.reduce((a, b) => a + b, 0)
    expect(told.count(0)).toBeCloseTo(total, 9)
    expect(told.mean(0)).toBeCloseTo(rewards.reduce((sum, { value }, k) => sum + value * (weights[k] as number), 0) / total, 9)
    expect(told.total).toBeCloseTo(total, 9)
  })

  test("a window holds the pulls of (now − window, now], told early or late", () => {
    const told = new Evidence(2, { discount: 1, window: 10 })
    for (const at of [12, 2, 7, 3, 13]) told.add({ arm: 0, at }, at, 1)
    told.look(13)
    expect(told.count(0)).toBe(3)
    expect(told.mean(0)).toBeCloseTo((12 + 7 + 13) / 3, 12)
    told.look(23)
    expect(told.count(0)).toBe(0)
    expect(told.total).toBe(0)
    told.add({ arm: 1, at: 4 }, 1, 1)
    told.look(23)
    expect(told.count(1)).toBe(0)
  })

  test.each([
    ["discounted-ucb", { discount: 0.99 }, "ucb1", {}],
    ["sliding-window-ucb", { window: 300 }, "ucb1", {}],
    ["thompson-beta", { discount: 0.99 }, "thompson-beta", {}],
    ["thompson-beta", { window: 300 }, "thompson-beta", {}],
    ["epsilon-greedy", { step: 0.05 }, "epsilon-greedy", {}],
    ["exp3", { gamma: 0.1, sharing: 0.001 }, "exp3", { gamma: 0.1 }],
  ])("%s %j follows a change that %s %j misses (an abrupt change, as in Garivier & Moulines 2011, section 5)", (kind, forgets, other, keeps) => {
    // the best Bernoulli arm falls below the second: what remembers all has a thousand good rewards to unlearn
    const [rounds, change] = [1500, 1000]
    const mean = (arm: number, t: number) => (t < change ? [0.9, 0.6, 0.2] : [0.3, 0.6, 0.2])[arm] as number
    const late = (name: string, options: Record<string, unknown>) =>
      meanAndError(
        Array.from({ length: 15 }, (_, run) => {
          const luck = luckOf(`change/${run}`)
          let hits = 0
          playOut(
            makeBandit(name, 3, options),
            rounds,
            luckOf(`${name}/${run}`),
            (arm, t) => (luck.next() < mean(arm, t) ? 1 : 0),
            (arm, t) => {
              if (t >= change && arm === 1) hits += 1 / 500
            },
          )
          return hits
        }),
      )
    const [quick, slow] = [late(kind, forgets), late(other, keeps)]
    expect(quick.mean, String(slow.mean)).toBeGreaterThan(0.4)
    expect(quick.mean - slow.mean).toBeGreaterThan(3 * Math.sqrt(quick.error ** 2 + slow.error ** 2))
  })
})
