import { describe, expect, test } from "vitest"
import { type Contexts, type ContextualBandit, choose } from "../../../policies/bandits/contextual.ts"
import { contextualBootstrap } from "../../../policies/bandits/contextualBootstrap.ts"
import { linearThompson } from "../../../policies/bandits/linearThompson.ts"
import { linUcb } from "../../../policies/bandits/linUcb.ts"
import { logisticThompson } from "../../../policies/bandits/logisticThompson.ts"
import { normalCdf } from "../../../sim/math.ts"
import { dot, evenly, randomAt, rowsTo } from "./linear.ts"

type Make = (arms: number, features: number) => ContextualBandit
const kinds: Record<string, Make> = {
  linUcb: (arms, features) => linUcb(evenly(arms, features, 1), 1),
  "hybrid linUcb": (arms, features) => linUcb(evenly(arms, features, 1, { shared: 2 }), 1),
  linearThompson: (arms, features) => linearThompson(evenly(arms, features, 1), 0.5),
  "linearThompson with a control": (arms, features) => linearThompson(evenly(arms, features, 1, { shared: 3, control: true }), 0.5),
  logisticThompson: (arms, features) => logisticThompson(evenly(arms, features, 2)),
  "logisticThompson with a control": (arms, features) => logisticThompson(evenly(arms, features, 2, { shared: 3, control: true })),
  contextualBootstrap: (arms, features) => contextualBootstrap(evenly(arms, features, 1), arms > 100 ? 4 : 40, 0.5),
  "contextualBootstrap with a control": (arms, features) =>
    contextualBootstrap(evenly(arms, features, 1, { shared: 3, control: true }), arms > 100 ? 4 : 40, 0.5),
}
/** A reward that each takes: yes or no, oftener for a later arm where the second feature is high. */
const reward = (x: ArrayLike<number>, arm: number, u: number) => (u < normalCdf(-0.5 + 0.5 * arm * (x[1] as number)) ? 1 : 0)
const features = (random: { normal(): number }, rows: number) => Float64Array.from({ length: rows * 2 }, (_, j) => (j % 2 === 0 ? 1 : random.normal()))
const row = (x: Float64Array, r: number) => x.subarray(2 * r, 2 * r + 2)

/** Some rounds of choosing for rows and learning from them, rewards some rounds late. */
function live(bandit: ContextualBandit, rounds: number, rows: number, delay = 0, from = 0) {
  const waiting: { x: Float64Array; arm: number; y: number }[][] = []
  let regret = 0
  const byRound: number[] = []
  for (let t = from; t < from + rounds; t++) {
    const random = randomAt(t)
    const x = features(randomAt(t, 99), rows)
    const { arm } = choose(bandit, { rows: rowsTo(rows), x }, random)
    waiting.push(Array.from(arm, (k, r) => ({ x: row(x, r), arm: k, y: reward(row(x, r), k, randomAt(t, 98).row(r)) })))
    arm.forEach((k, r) => {
      const rate = (a: number) => normalCdf(-0.5 + 0.5 * a * (x[2 * r + 1] as number))
      regret += Math.max(...Array.from({ length: bandit.arms }, (_, a) => rate(a))) - rate(k)
    })
    byRound.push(regret)
    if (waiting.length > delay) for (const { x, arm, y } of waiting.shift() ?? []) bandit.update(x, arm, y, random)
  }
  return byRound
}

describe.each(Object.entries(kinds))("%s", (name, make) => {
  const random = name.includes("Ucb") ? undefined : randomAt(1)

  test("takes each arm as often as its propensity says, and the propensities sum to 1", () => {
    const bandit = make(3, 2)
    live(bandit, 5, 8)
    // one customer's context under many numbers: rows have luck of their own. The draw of what is shared is the batch's, so all rows have the same chances
    const rows = 4000
    const contexts: Contexts = { rows: rowsTo(rows), x: Float64Array.from({ length: 2 * rows }, (_, j) => (j % 2 === 0 ? 1 : 0.3)), known: knownFor(rows, 3) }
    const judged = bandit.judge(contexts, randomAt(50))
    const chances = [0, 1, 2].map((k) => judged.chance(0, k))
    expect(chances.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9)
    const { arm, propensity } = choose(bandit, contexts, randomAt(50))
    chances.forEach((p, k) => {
      const share = arm.filter((a) => a === k).length / rows
      expect(Math.abs(share - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / rows) + 0.005)
    })
    propensity.forEach((p, r) => expect(p).toBe(Math.fround(chances[arm[r] as number] as number)))
    if (random) expect(Math.max(...chances)).toBeLessThan(1)
  })

  test("goes on exactly from what it saved, in the midst of delays", () => {
    const [first, second] = [make(3, 2), make(3, 2)]
    live(first, 4, 30)
    first.update([1, 0.5], 2, 1, randomAt(77))
    second.load(JSON.parse(JSON.stringify(first.save())))
    expect(live(second, 4, 30, 1, 4)).toEqual(live(first, 4, 30, 1, 4))
    expect(JSON.stringify(second.save())).toBe(JSON.stringify(first.save()))
  })

  test("learns in any order and after any delay, and nothing from a reward that is not told", () => {
    const trials = [
      { x: [1, 0.5], arm: 0, y: 1 },
      { x: [1, -1], arm: 2, y: 0 },
      { x: [1, Number.NaN], arm: 1, y: 1 },
      { x: [1, 2], arm: 2, y: 1 },
    ]
    const worth = (order: readonly number[], blanks: boolean) => {
      const bandit = make(3, 2)
      const told = { ...randomAt(0), next: () => 1 - 2 ** -30 } // each coin falls on twice
      bandit.judge({ rows: [0], x: [1, 1] }, randomAt(0))
      for (const n of order) {
        const { x, arm, y } = trials[n] as (typeof trials)[number]
        if (blanks) bandit.update(x, arm, Number.NaN, told)
        bandit.update(x, arm, y, told)
      }
      return [...bandit.judge({ rows: [0, 1], x: [1, 1, 1, Number.NaN] }, randomAt(2)).worth]
    }
    const inOrder = worth([0, 1, 2, 3], false)
    for (const value of inOrder) expect(Number.isFinite(value)).toBe(true)
    worth([3, 1, 0, 2], true).forEach((value, k) => expect(value).toBeCloseTo(inOrder[k] as number, 9))
  })

  test("chooses alone what is alone, among 10,000 arms what was best, never what is forbidden", () => {
    const alone = choose(make(1, 2), { rows: rowsTo(3), x: new Float64Array(6).fill(1) }, randomAt(0))
    expect([...alone.arm]).toEqual([0, 0, 0])
    expect([...alone.propensity]).toEqual([1, 1, 1])
    const many = make(10_000, 2)
    for (let n = 0; n < 400; n++) many.update([1, 0], 1234, 1, randomAt(n))
    for (let n = 0; n < 20; n++) many.update([1, 0], 77, 0, randomAt(n))
    const known = new Float64Array(20_000).fill(-50)
    for (const r of [0, 1]) known[r * 10_000 + 1234] = known[r * 10_000 + 77] = 0
    expect([...choose(many, { rows: [0, 1], x: [1, 0, 1, 0], known }, randomAt(500)).arm]).toEqual([1234, 1234])
    const forbidden = Float64Array.of(Number.NEGATIVE_INFINITY, 0, Number.NEGATIVE_INFINITY)
    const only = choose(make(3, 2), { rows: [0], x: [1, 1], known: forbidden }, randomAt(0))
    expect([only.arm[0], only.propensity[0]]).toEqual([1, 1])
    expect(choose(make(3, 2), { rows: [], x: [] }, randomAt(0)).arm.length).toBe(0)
  })

  test("says what does not fit", () => {
    expect(() => make(0, 2)).toThrow("arms: expected a whole number from 1 to 65535; found 0")
    expect(() => make(2, 0)).toThrow("features: expected")
    expect(() => make(2, 2).judge({ rows: [0], x: [1] }, randomAt(0))).toThrow("x: expected 1 rows × 2 features; found 1 values")
    expect(() => make(2, 2).judge({ rows: [0], x: [1, 2], known: [1] }, randomAt(0))).toThrow("known: expected 1 rows × 2 arms; found 1 values")
    expect(() => make(2, 2).update([1, 1], 2, 1, randomAt(0))).toThrow("arm: expected a whole number from 0 to 1; found 2")
  })

  test("finds the best arm for each row: regret grows ever slower, with rewards ten rounds late too", () => {
    for (const delay of [0, 10]) {
      const regret = live(make(3, 2), 80, 25, delay)
      const [half, all] = [regret[39], regret[79]] as [number, number]
      expect(all).toBeLessThan(0.5 * 80 * 25 * expectedUniformRegret())
      expect(all - half).toBeLessThan(0.5 * half)
    }
  })
})

function knownFor(rows: number, arms: number): Float64Array {
  return Float64Array.from({ length: rows * arms }, (_, k) => (k % arms === 1 ? 0.05 : 0))
}

/** Mean regret of arms drawn evenly, over standard normal second features, by a sum over their quantiles. */
function expectedUniformRegret(): number {
  let sum = 0
  const random = randomAt(1, 5)
  for (let n = 0; n < 4000; n++) {
    const z = random.normal()
    const rates = [0, 1, 2].map((a) => normalCdf(-0.5 + 0.5 * a * z))
    sum += Math.max(...rates) - dot(rates, [1 / 3, 1 / 3, 1 / 3])
  }
  return sum / 4000
}
