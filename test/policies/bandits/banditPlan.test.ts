import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { armsOf, banditPlan, exp3Plan, thompsonPlan } from "../../../policies/bandits/banditPlan.ts"
import { holdShares } from "../../../policies/bandits/planRewards.ts"
import { kindOf } from "../../../policies/catalogue.ts"
import type { Policy } from "../../../policies/policy.ts"
import type { Feedback } from "../../../sim/observation.ts"
import { seen } from "./books.ts"
import { luckOf } from "./testbed.ts"

const paid = ["search", "video", "tv"]
const feedback = (margin = 100): Feedback<"plan"> => ({ seat: "plan", spent: Float64Array.of(1, 1, 1), undelivered: new Float64Array(3), margin })

/**
 * A market of weeks whose log revenue is the share of goodwill bought under allocations with much video, times `worth`, plus luck.
 * @returns how often the policy put more than half of the money on video in the last `late` weeks
 */
function planted(
  policy: Policy<"plan">,
  { weeks, late, worth, luck }: { weeks: number; late: number; worth: number; luck: number },
  seed: string,
  silent = false,
) {
  const before = 60
  const noise = luckOf(`${seed}/noise`)
  const random = luckOf(seed)
  const revenue: number[] = []
  let goodwill = 0
  const left = 0.5 ** (7 / 30)
  let hits = 0
  const shares: number[][] = []
  const propensities: number[] = []
  for (let week = -before; week < weeks; week++) {
    if (week >= 0) {
      const series = silent
        ? {}
        : {
            revenue: Float64Array.from(revenue),
            orders: Float64Array.from(revenue),
            ...Object.fromEntries(paid.map((name, k) => [`spend.${name}`, new Float64Array(revenue.length).fill([5, 3, 2][k] as number)])),
          }
      const { action, propensity } = policy.act(seen(week, { paid, remaining: weeks - week, deposits: new Float64Array(3) }, series, 168), random)
      shares.push([...action.shares])
      propensities.push(propensity?.[0] as number)
      const video = (action.shares[1] as number) > 0.5 ? 1 : 0
      if (week >= weeks - late) hits += video / late
      goodwill = left * goodwill + (1 - left) * video
    }
    revenue.push(1000 * Math.exp(worth * goodwill + luck * noise.normal()))
    policy.learn?.(feedback((revenue.at(-1) as number) - 3))
  }
  return { hits, shares, propensities }
}

describe("allocations as arms", () => {
  test("each sums to one, none is negative, and a tilt multiplies one channel's share at the others' cost in proportion", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 8 }), fc.double({ min: 0.1, max: 5, noNaN: true }), (weights, tilt) => {
        const total = weights.reduce((a, b) => a + b, 0)
        fc.pre(total > 0)
        const names = weights.map((_, k) => `c${k}`)
        const shares = weights.map((w) => w / total)
        const arms = armsOf(names, shares, [tilt])
        expect(arms.length).toBe(2 + names.length)
        for (const arm of arms) {
          expect(arm.shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9)
          expect(Math.min(...arm.shares)).toBeGreaterThanOrEqual(0)
        }
        shares.forEach((share, k) => {
          const own = (arms[2 + k] as (typeof arms)[number]).shares
          if (share < 1 && share * tilt <= 0.9) expect(own[k]).toBeCloseTo(share * tilt, 9)
        })
      }),
      { seed: 3 },
    )
  })

  test("goodwill at work is owed to allocations by geometric adstock: 1 − λⁿ to the one that has stood for n ticks", () => {
    const hold = (arm: number, from: number, until: number | null) => ({ arm, chance: 1, day: from, from, until, margin: 0 })
    const rows = holdShares([hold(2, 5, 15), hold(1, 15, null)], 3, 25, 0.9)
    expect(rows.length).toBe(20)
    for (const row of rows) expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
    expect(rows[9]?.[2]).toBeCloseTo(1 - 0.9 ** 10, 12)
    expect(rows[19]?.[1]).toBeCloseTo(1 - 0.9 ** 10, 12)
    expect(rows[19]?.[2]).toBeCloseTo(0.9 ** 10 * (1 - 0.9 ** 10), 12)
    expect(rows[19]?.[0]).toBeCloseTo(0.9 ** 20, 12)
  })
})

describe("a bandit over allocations", () => {
  test("finds the allocation whose sales come late, given time: by the booked margin too", () => {
    const long = { weeks: 400, late: 200, worth: 0.1, luck: 0.02 }
    expect(planted(thompsonPlan(), long, "late").hits).toBeGreaterThan(0.8)
    expect(planted(banditPlan({ bandit: "kl-ucb" }), long, "late").hits).toBeGreaterThan(0.5)
    expect(planted(thompsonPlan({ goal: "margin" }), long, "late", true).hits).toBeGreaterThan(0.6)
  })

  test.each([
    "epsilon-greedy",
    "softmax",
    "ucb1",
    "kl-ucb",
    "thompson-beta",
    "thompson-gaussian",
    "top-two-thompson",
    "successive-elimination",
    "exp3",
  ] as const)("with %s: shares are shares, chances are chances, an allocation stands for its weeks, and it goes on exactly from what it saved", (bandit) => {
    const short = { weeks: 30, late: 10, worth: 0.1, luck: 0.02 }
    const { shares, propensities } = planted(banditPlan({ bandit }), short, bandit)
    shares.forEach((row, week) => {
      expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9)
      if (week % 4 !== 0) expect(row).toEqual(shares[week - 1])
    })
    for (const chance of propensities) expect(chance > 0 && chance <= 1 + 1e-6).toBe(true)

    const first = banditPlan({ bandit })
    planted(first, short, bandit)
    const second = banditPlan({ bandit })
    second.load(JSON.parse(JSON.stringify(first.save())))
    const go = (policy: Policy<"plan">) =>
      [31, 32, 33, 40].map((tick) =>
        policy.act(seen(tick, { paid, deposits: new Float64Array(3) }, { revenue: new Float64Array(100).fill(1000) }, 168), luckOf(tick)),
      )
    expect(go(second)).toEqual(go(first))
    expect(second.save()).toEqual(first.save())
  })

  test("what runs before taught stays: after a run of two years the next one begins on the good allocation more often than a newcomer", () => {
    const run = { weeks: 52, late: 52, worth: 0.15, luck: 0.01 }
    const hits = { fresh: 0, taught: 0 }
    for (let k = 0; k < 6; k++) {
      hits.fresh += planted(thompsonPlan(), run, `fresh/${k}`).hits / 6
      const policy = thompsonPlan()
      planted(policy, { ...run, weeks: 104 }, `school/${k}`)
      if (k % 2 === 0) policy.begin?.() // else the time that runs back tells it
      hits.taught += planted(policy, run, `fresh/${k}`).hits / 6
    }
    expect(hits.taught).toBeGreaterThan(hits.fresh + 0.15)
  })

  test("once it is told to learn no more, it plays the best allocation it knows and learns nothing", () => {
    const policy = thompsonPlan()
    planted(policy, { weeks: 300, late: 1, worth: 0.15, luck: 0.01 }, "school")
    policy.train?.(false)
    policy.begin?.()
    const next = thompsonPlan()
    next.load(JSON.parse(JSON.stringify(policy.save())))
    const { latest } = next.save() as { latest: unknown }
    const { hits, propensities } = planted(next, { weeks: 40, late: 40, worth: 0.15, luck: 0.01 }, "after")
    expect(hits).toBeCloseTo(1, 9)
    expect(new Set(propensities)).toEqual(new Set([1]))
    expect((next.save() as { latest: unknown }).latest).toEqual(latest)
  })

  test("copes without series, without money and with one channel", () => {
    for (const books of [
      { paid: ["search"], deposits: new Float64Array(1) },
      { paid, deposits: new Float64Array(3), available: 0, budget: 0 },
    ]) {
      const policy = exp3Plan()
      for (const tick of [0, 7, 28, 56]) {
        const { action } = policy.act(seen(tick, books), luckOf(tick))
        expect(action.shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9)
        expect(action.spend).toBeGreaterThanOrEqual(0)
        policy.learn?.({ seat: "plan", spent: new Float64Array(books.paid.length), undelivered: new Float64Array(books.paid.length), margin: -5 })
      }
    }
  })

  test("bandits go by name, with options of their own, which are checked when the policy is made", () => {
    expect(kindOf("exp3-plan").card.seat).toBe("plan")
    expect(() => banditPlan({ bandit: "ucb2" as never })).toThrow(/bandit: expected one of epsilon-greedy.*found "ucb2"/)
    expect(() => banditPlan({ bandit: "ucb-v" as never })).toThrow(/expected one of/)
    expect(() => banditPlan({ bandit: "exp3", with: { gamma: 2 } })).toThrow("gamma: expected a number above 0 and at most 1; found 2")
    expect(() => thompsonPlan({ bandit: "exp3" } as never)).toThrow(/expected an option/)
  })
})
