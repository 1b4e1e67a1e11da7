import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { Bandit } from "../../../policies/bandits/bandit.ts"
import { bandits, makeBandit } from "../../../policies/bandits/kinds.ts"
import { luckOf } from "./testbed.ts"

const names = [...bandits.keys()]
const options: Record<string, Record<string, unknown>> = {
  "discounted-ucb": { discount: 0.9 },
  "sliding-window-ucb": { window: 8 },
  "thompson-beta": { discount: 0.95, window: 20 },
  "bootstrapped-thompson": { replicates: 12 },
}
const made = (name: string, arms: number) => makeBandit(name, arms, options[name])

/** A history of choices with 0–1 rewards, some late, some out of order, some never told. */
const history = fc.array(fc.record({ value: fc.constantFrom(0, 1, 0.5, Number.NaN), weight: fc.constantFrom(1, 2), late: fc.boolean() }), { maxLength: 40 })
type History = readonly { value: number; weight: number; late: boolean }[]

function live(bandit: Bandit, events: History, seed: number): void {
  const random = luckOf(seed)
  const late: (() => void)[] = []
  for (const { value, weight, late: waits } of events) {
    const pull = bandit.choose(random)
    const tell = () => bandit.reward(pull, value, weight)
    if (waits) late.unshift(tell)
    else tell()
  }
  for (const tell of late) tell()
}

const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0)

describe.each(names)("%s", (name) => {
  test("chances are chances, whatever came before and whichever arms can be had", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), history, fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1, max: 63 }), (arms, events, seed, mask) => {
        const bandit = made(name, arms)
        live(bandit, events, seed)
        const among = Array.from({ length: arms }, (_, arm) => arm).filter((arm) => mask & (1 << arm))
        for (const occasion of [{}, ...(among.length > 0 ? [{ among }] : [])]) {
          const chances = bandit.chances(occasion)
          expect(chances.length).toBe("among" in occasion ? among.length : arms)
          expect(sum(chances)).toBeCloseTo(1, 9)
          expect(chances.every((chance) => chance >= 0)).toBe(true)
        }
      }),
      { numRuns: 12, seed: 1 },
    )
  })

  test("chooses with the chances that it tells", () => {
    const bandit = made(name, 4)
    const random = luckOf(`${name}/past`)
    for (let t = 0; t < 30; t++) {
      const pull = bandit.choose(random)
      bandit.reward(pull, random.next() < 0.3 + 0.1 * pull.arm ? 1 : 0)
    }
    const among = [0, 2, 3]
    const now = 30
    const chances = bandit.chances({ among, now })
    const draws = 4000
    const counts = new Float64Array(4)
    const luck = luckOf(`${name}/draws`)
    for (let k = 0; k < draws; k++) {
      const { arm } = bandit.choose(luck, { among, now })
      counts[arm] = (counts[arm] as number) + 1
    }
    expect(counts[1]).toBe(0)
    among.forEach((arm, k) => {
      const p = chances[k] as number
      expect(Math.abs((counts[arm] as number) / draws - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / draws) + 2e-3)
    })
  })

  test("goes on exactly from what it saved, through JSON", () => {
    fc.assert(
      fc.property(history, history, fc.integer({ min: 0, max: 99 }), (before, after, seed) => {
        const first = made(name, 3)
        live(first, before, seed)
        const second = made(name, 3)
        second.load(JSON.parse(JSON.stringify(first.save())))
        for (const bandit of [first, second]) {
          live(bandit, after, seed + 1)
          bandit.addArm()
          live(bandit, after, seed + 2)
        }
        expect(second.save()).toEqual(first.save())
        expect(second.choose(luckOf(5))).toEqual(first.choose(luckOf(5)))
        expect([...second.chances()]).toEqual([...first.chances()])
      }),
      { numRuns: 8, seed: 1 },
    )
  })

  test("the order in which rewards arrive does not matter, where each counts by its pull", () => {
    const [first, second] = [made(name, 3), made(name, 3)]
    const random = luckOf(name)
    const pulls = Array.from({ length: 20 }, (_, t) => [first.choose(random, { now: t }), (t * 7) % 3 === 0 ? 1 : 0] as const)
    for (const [pull, value] of pulls) first.reward(pull, value)
    for (const [pull, value] of [...pulls].reverse()) second.reward(pull, value)
    if (name === "bootstrapped-thompson") return expect(second.chances({ now: 20 }).length).toBe(3) // replicates count rewards in the order of arrival
    second.chances({ now: 20 }).forEach((chance, arm) => {
      expect(chance).toBeCloseTo(first.chances({ now: 20 })[arm] as number, 9)
    })
  })

  test("a reward that nobody told, or of no weight, changes nothing; one that cannot be is refused", () => {
    const bandit = made(name, 2)
    const pull = bandit.choose(luckOf(1))
    const before = JSON.stringify(bandit.save())
    bandit.reward(pull, Number.NaN)
    bandit.reward(pull, 1, 0)
    expect(JSON.stringify(bandit.save())).toBe(before)
    expect(() => bandit.reward(pull, Number.POSITIVE_INFINITY)).toThrow(RangeError)
    expect(() => bandit.reward(pull, 0, -1)).toThrow("weight: expected a number of at least 0; found -1")
    expect(() => bandit.reward({ ...pull, arm: 2 }, 0)).toThrow("arm: expected one from 0 to 1; found 2")
  })

  test("no arm is refused; one is always chosen; a new one has a chance", () => {
    const bandit = made(name, 0)
    expect(() => bandit.choose(luckOf(1))).toThrow("arms: expected at least one to choose from; found none")
    expect(() => made(name, -1)).toThrow("arms: expected a whole number of at least 0; found -1")
    expect(bandit.addArm()).toBe(0)
    for (let t = 0; t < 5; t++) bandit.reward({ ...bandit.choose(luckOf(t)), chance: 1 }, 1)
    expect([...bandit.chances()]).toEqual([1])
    expect(bandit.addArm()).toBe(1)
    expect(bandit.arms).toBe(2)
    expect(bandit.choose(luckOf(1), { among: [1] }).arm).toBe(1)
  })

  test("ten thousand arms: chooses, learns and tells its chances", () => {
    const bandit = made(name, 10_000)
    const random = luckOf(name)
    for (let t = 0; t < 5; t++) bandit.reward(bandit.choose(random), t % 2)
    const chances = bandit.chances()
    expect(chances.length).toBe(10_000)
    expect(sum(chances)).toBeCloseTo(1, 9)
  })
})

test("options and names are checked", () => {
  expect(() => makeBandit("ucb", 2)).toThrow(/bandit: expected one of epsilon-greedy.*found "ucb"/)
  expect(() => makeBandit("ucb1", 2, { gama: 1 })).toThrow('expected an option, one of c, range, discount, window; found "gama"')
  expect(() => makeBandit("kl-ucb", 2, { range: [1, 0] })).toThrow("range: expected its least below its most; found [1,0]")
  const bandit = makeBandit("ucb1", 2)
  expect(() => bandit.reward(bandit.choose(luckOf(1)), 1.5)).toThrow("reward: expected a number from 0 to 1, the bandit's range; found 1.5")
})
