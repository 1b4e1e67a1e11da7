import { fc, test } from "@fast-check/vitest"
import { describe, expect, test as plainly } from "vitest"
import { allot, chooseWithin } from "../../../policies/bandits/capacities.ts"
import { combinatorialThompson, knapsackOf, topOf } from "../../../policies/bandits/combinatorialThompson.ts"
import { linearThompson } from "../../../policies/bandits/linearThompson.ts"
import { evenly, randomAt, rowsTo } from "./linear.ts"

const rates = [0.9, 0.8, 0.7, 0.4, 0.4, 0.3, 0.2, 0.1]

describe("combinatorial Thompson sampling", () => {
  plainly("finds the best three of eight: regret of the second half is a fraction of the first's", () => {
    const bandit = combinatorialThompson(8, topOf(3))
    const random = randomAt(1)
    const regret = [0, 0]
    const rounds = 3000
    for (let t = 0; t < rounds; t++) {
      const chosen = bandit.choose(random)
      expect(chosen.length).toBe(3)
      for (const k of chosen) bandit.reward(k, random.next() < (rates[k] as number) ? 1 : 0, random)
      const half = t < rounds / 2 ? 0 : 1
      regret[half] = (regret[half] as number) + 2.4 - chosen.reduce((sum, k) => sum + (rates[k] as number), 0)
    }
    expect(regret[1]).toBeLessThan(0.25 * (regret[0] as number))
    // Wang & Chen 2018, Theorem 3 (matroids): at most about Σ ln T/Δ over the arms outside, Δ to the best that it could displace; far under random's
    const bound = [0.3, 0.3, 0.4, 0.5, 0.6].reduce((sum, gap) => sum + Math.log(rounds) / gap, 0)
    expect((regret[0] as number) + (regret[1] as number)).toBeLessThan(bound)
  })

  plainly("learns shares, late, in any order, ignores what is not told, and goes on from what it saved", () => {
    const [first, second] = [combinatorialThompson(3, topOf(1)), combinatorialThompson(3, topOf(1))]
    const random = randomAt(2)
    for (let n = 0; n < 400; n++) {
      first.reward(1, 0.9, random)
      first.reward(0, 0.2, random)
      first.reward(2, Number.NaN, random)
    }
    const { wins, losses } = first.save() as { wins: number[]; losses: number[] }
    expect([wins[2], losses[2]]).toEqual([1, 1])
    expect(Math.abs((wins[1] as number) / 402 - 0.9)).toBeLessThan(4 * Math.sqrt(0.09 / 400))
    second.load(first.save())
    for (let t = 0; t < 50; t++) expect(second.choose(randomAt(t))).toEqual(first.choose(randomAt(t)))
    expect(() => first.reward(3, 1, random)).toThrow("arm: expected a whole number from 0 to 2; found 3")
    expect(() => combinatorialThompson(0, topOf(1))).toThrow("arms: expected")
  })

  test.prop([fc.array(fc.record({ weight: fc.nat(6), worth: fc.integer({ min: -2, max: 9 }) }), { minLength: 1, maxLength: 9 }), fc.nat(20)], { seed: 41 })(
    "has an exact oracle for knapsacks: no other set that fits is worth more",
    (items, capacity) => {
      const chosen = knapsackOf(
        items.map(({ weight }) => weight),
        capacity,
      )(items.map(({ worth }) => worth))
      const total = (set: readonly number[], of: "weight" | "worth") => set.reduce((sum, k) => sum + (items[k]?.[of] as number), 0)
      expect(total(chosen, "weight")).toBeLessThanOrEqual(capacity)
      let best = 0
      for (let bits = 0; bits < 1 << items.length; bits++) {
        const set = items.map((_, k) => k).filter((k) => (bits >> k) & 1)
        if (total(set, "weight") <= capacity) best = Math.max(best, total(set, "worth"))
      }
      expect(total(chosen, "worth")).toBe(best)
    },
  )
})

describe("allotting arms within capacities", () => {
  const worths = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), { maxLength: 7 })
  test.prop([worths, fc.nat(4)], { seed: 42 })("never goes over, and with one capacity no other way is worth more", (rows, capacity) => {
    const { arm, price } = allot(rows.flat(), 3, rows.length, { of: [-1, 0, 0], rows: [capacity] })
    const limited = arm.filter((k) => k > 0).length
    expect(limited).toBeLessThanOrEqual(capacity)
    let best = Number.NEGATIVE_INFINITY
    for (let code = 0; code < 3 ** rows.length; code++) {
      const ways = rows.map((_, r) => Math.floor(code / 3 ** r) % 3)
      if (ways.filter((k) => k > 0).length <= capacity)
        best = Math.max(
          best,
          ways.reduce((sum, k, r) => sum + ((rows[r] as number[])[k] as number), 0),
        )
    }
    expect(arm.reduce((sum, k, r) => sum + ((rows[r] as number[])[k] as number), 0)).toBe(rows.length === 0 ? 0 : best)
    // the price clears: at it, no row would rather have another arm
    arm.forEach((k, r) => {
      const net = (j: number) => ((rows[r] as number[])[j] as number) - (price[j] as number)
      expect(net(k)).toBeGreaterThanOrEqual(Math.max(net(0), net(1), net(2)))
    })
  })

  test.prop([worths, fc.nat(3), fc.nat(3)], { seed: 43 })("never goes over any of several capacities", (rows, one, two) => {
    const { arm } = allot(rows.flat(), 3, rows.length, { of: [-1, 0, 1], rows: [one, two] })
    expect(arm.filter((k) => k === 1).length).toBeLessThanOrEqual(one)
    expect(arm.filter((k) => k === 2).length).toBeLessThanOrEqual(two)
  })

  plainly("has propensities that are the shares of draws in which a row is served", () => {
    const bandit = linearThompson(evenly(2, 1, 1, { shared: 1, control: true }), 1)
    const count = 40
    const contexts = { rows: rowsTo(count), x: Float64Array.from({ length: count }, (_, r) => (r + 1) / count) }
    const served = new Float64Array(count)
    const said = new Float64Array(count)
    const times = 3000
    for (let t = 0; t < times; t++) {
      const { arm, propensity } = chooseWithin(bandit, contexts, { of: [-1, 0], rows: [10] }, randomAt(t))
      expect(arm.filter((k) => k === 1).length).toBeLessThanOrEqual(10)
      arm.forEach((k, r) => {
        served[r] = (served[r] as number) + k
        said[r] = (said[r] as number) + (k === 1 ? (propensity[r] as number) : 1 - (propensity[r] as number))
      })
    }
    served.forEach((n, r) => expect(Math.abs(n - (said[r] as number)) / times).toBeLessThan(4 * Math.sqrt(0.25 / times) + 0.02))
  })

  plainly("needs an arm without an end", () => {
    expect(() => allot([1, 2], 2, 1, { of: [0, 0], rows: [1] })).toThrow("capacities: expected an arm that draws on none; found none")
    expect([...allot([], 1, 0, { of: [-1], rows: [] }).arm]).toEqual([])
  })
})
