import { fc, test } from "@fast-check/vitest"
import { describe, expect } from "vitest"
import { evaluate, type Training, trainEpisode } from "../../../bench/training.ts"
import { doubleQPlan, type Json, makePolicy, type Policy, qLearningPlan, type Strategy, sarsaPlan, tileQPlan } from "../../../policies/index.ts"
import { policyRandom } from "../../../policies/random.ts"
import type { Observation } from "../../../sim/index.ts"
import { firm, quiet, quietMedia, quietSegment } from "../../sim/worlds.ts"

const kinds = { "q-learning": qLearningPlan, sarsa: sarsaPlan, "double-q": doubleQPlan, "tile-q-learning": tileQPlan }
const all = Object.entries(kinds)

interface Seen {
  week: number
  paid: readonly string[]
  /** Last year's spend a day. */
  spend?: readonly number[]
  budget?: number
}

/** What a firm sees in a week of a year, of channels that got the same each day before. */
function seen({ week, paid, spend, budget = 52_000 }: Seen): Observation {
  const tick = week * 7
  return {
    tick,
    hoursPerTick: 24,
    books: {
      available: budget * (1 - week / 52),
      budget,
      remaining: 364 - tick,
      margin: tick * 500,
      paid,
      deposits: new Float64Array(paid.length),
      rivals: ["other"],
    },
    series: (name: string) => {
      const k = paid.indexOf(name.replace("spend.", ""))
      return spend && name.startsWith("spend.") && k >= 0 ? new Float64Array(365 + tick).fill(spend[k] as number) : undefined
    },
  } as unknown as Observation
}

const feedback = (n: number, margin: number) => ({ seat: "plan" as const, spent: new Float64Array(n).fill(7000 / n), undelivered: new Float64Array(n), margin })

/** Shares of a year of weekly decisions. @param earns margin of a week by the shares in force */
function year(policy: Policy<"plan">, what: Omit<Seen, "week">, replication = 0, from = 0, to = 52, earns = (_: Float64Array) => 100): Float64Array[] {
  const plans: Float64Array[] = []
  for (let week = from; week < to; week++) {
    const last = plans.at(-1)
    if (last) policy.learn?.(feedback(what.paid.length, earns(last)))
    const { action } = policy.act(seen({ ...what, week }), policyRandom({ seed: 1, replication }, "plan", week))
    plans.push(action.shares)
  }
  return plans
}

const named = (n: number) => Array.from({ length: n }, (_, k) => `c${k}`)

describe.each(all)("%s", (_, kind) => {
  test("untrained, it holds last year's shares", () => {
    const plans = year(kind(), { paid: named(3), spend: [50, 30, 20] })
    for (const shares of plans) expect([...shares].map((s) => Number(s.toFixed(12)))).toEqual([0.5, 0.3, 0.2])
    expect([...(year(kind(), { paid: named(4) })[0] as Float64Array)]).toEqual([0.25, 0.25, 0.25, 0.25]) // without books
  })

  test.prop([fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 99 }), fc.constantFrom(0, 1, 52_000)], { numRuns: 8 })(
    "in training it spends all of the budget's shares and no more, whatever the channels and the money",
    (n, replication, budget) => {
      const policy = kind({ explore: 1 })
      policy.train?.(true)
      policy.begin?.()
      for (const shares of year(policy, { paid: named(n), spend: named(n).map((_, k) => (k === 1 ? 0 : k + 1)), budget }, replication)) {
        expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9)
        for (const share of shares) expect(share).toBeGreaterThan(0)
      }
    },
  )

  test("ten thousand channels are as many small choices", () => {
    const policy = kind({ explore: 1 })
    policy.train?.(true)
    policy.begin?.()
    const [first, , , , moved] = year(policy, { paid: named(10_000) }, 0, 0, 6) as Float64Array[]
    expect((moved as Float64Array).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9)
    expect(moved).not.toEqual(first)
  })

  test("goes on exactly from what it saved, in the middle of a run of training", () => {
    const what = { paid: named(4), spend: [4, 3, 2, 1] }
    const earns = (shares: Float64Array) => 1000 * (shares[0] as number)
    const policy = kind({ explore: 0.5, holdDays: 7, watch: ["stock"] })
    policy.train?.(true)
    for (let run = 0; run < 3; run++) {
      policy.begin?.()
      year(policy, what, run, 0, 52, earns)
    }
    policy.begin?.()
    year(policy, what, 3, 0, 20, earns)
    const again = kind({ explore: 0.5, holdDays: 7, watch: ["stock"] })
    again.load(JSON.parse(JSON.stringify(policy.save())) as Json)
    expect(year(again, what, 3, 20, 52, earns)).toEqual(year(policy, what, 3, 20, 52, earns))
    expect(again.save()).toEqual(policy.save())
  })

  test("says with what chance it chose: over many draws, chances of what was chosen average one over the number of choices met", () => {
    // E[1/p(chosen)] = number of actions that have a chance: 3² with ε > 0
    let sum = 0
    const runs = 400
    for (let run = 0; run < runs; run++) {
      const policy = kind({ explore: 0.9, exploreFalls: 0 })
      policy.train?.(true)
      policy.begin?.()
      const { propensity } = policy.act(seen({ week: 0, paid: named(2) }), policyRandom({ seed: 5, replication: run }, "plan", 0))
      sum += 1 / ((propensity as Float32Array)[0] as number)
    }
    // p is (.4)², .4 × .3 or .3²: the variance of 1/p is at most 1/.09 × 9 − 81 = 19
    expect(Math.abs(sum / runs - 9)).toBeLessThan(4 * Math.sqrt(19 / runs))
  })

  test("learns over runs to feed the channel that pays and to starve the one that does not", () => {
    const what = { paid: named(3), spend: [1, 1, 1] }
    const policy = kind()
    policy.train?.(true)
    for (let run = 0; run < 60; run++) {
      policy.begin?.()
      year(policy, what, run, 0, 52, (shares) => 7000 * (shares[0] as number) - 7000 * (shares[2] as number))
    }
    policy.train?.(false)
    policy.begin?.()
    const last = year(policy, what).at(-1) as Float64Array
    expect(last[0]).toBeGreaterThan(0.45)
    expect(last[2]).toBeLessThan(0.25)
  })

  test("refuses what it did not save", () => {
    expect(() => kind().load({ shares: [] })).toThrow("trained: expected what this policy saved; found")
  })
})

test("a trained allocator moves money away from a channel that brings nothing, and earns more on luck that it never met", () => {
  const media = (name: string, gain: number) => ({ ...quietMedia, name, gain })
  const world = quiet({
    customers: 1000,
    budget: 6000,
    clock: { days: 140, burnIn: 28, runOut: 14 },
    segments: [{ ...quietSegment, needRate: { mean: 0.2, shape: 2 }, usage: { works: 4, dead: 4 } }],
    brands: [
      { name: "ours", price: 10, attraction: 0.5 },
      { name: "rival", price: 10, attraction: 0.5 },
    ],
    channels: [media("works", 0.1), media("dead", 0), { name: "mail", kind: "owned", costPerMessage: 0 }],
    customer: { goodwill: { elasticity: 0.5, halfLife: "7 days" } },
    history: { spend: 15_000, shares: { works: 0.5, dead: 0.5 } },
  })
  const { organisation, sources } = firm
  const strategy: Strategy = {
    name: "test",
    about: "",
    organisation: { ...organisation, cadence: { plan: 168 } },
    sources,
    outcomeDays: 7,
    policies: { plan: { policy: "q-learning", options: { holdDays: 14, discount: 0.5 } } },
  }
  const training: Training = { world, strategy, seat: "plan", seed: 7 }
  let state: Json | undefined
  for (let episode = 0; episode < 40; episode++) state = trainEpisode(training, state, episode).state
  const gains = Array.from({ length: 6 }, (_, repeat) => {
    const { trained, untrained } = evaluate(training, state as Json, repeat)
    return trained - untrained
  })
  const mean = gains.reduce((a, b) => a + b, 0) / gains.length
  const error = Math.sqrt(gains.reduce((a, b) => a + (b - mean) ** 2, 0) / 5 / 6)
  expect(mean).toBeGreaterThan(4 * error)
  const mind = makePolicy("plan", { ...strategy.policies.plan, policy: "q-learning", trained: state as Json })
  const shares = Object.fromEntries(year(mind, { paid: ["works", "dead"], spend: [1, 1] }, 0, 0, 20).map((plan, week) => [week, plan[1] as number]))
  expect(shares[19]).toBeLessThan((shares[0] as number) - 0.1)
})
