import { existsSync, readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { choose, greatest } from "../../../policies/bandits/contextual.ts"
import { linearThompson } from "../../../policies/bandits/linearThompson.ts"
import { linUcb } from "../../../policies/bandits/linUcb.ts"
import { evenly, randomAt, rowsTo } from "./linear.ts"

const folder = "../shared/data/obd-men"
const there = existsSync(`${folder}/random.csv`)
if (!there) console.log(`skipped: no ${folder}, the Open Bandit Dataset's small sample`)
const ITEMS = 34

interface Round {
  item: number
  position: number
  click: number
  propensity: number
  /** The user's four hashed features, as they are. */
  user: string[]
}
const rounds = (file: string): Round[] =>
  readFileSync(`${folder}/${file}.csv`, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","))
    .map(([, , item, position, click, propensity, ...user]) => ({
      item: Number(item),
      position: Number(position),
      click: Number(click),
      propensity: Number(propensity),
      user: user.slice(0, 4),
    }))
/** Mean and its standard error. */
function average(values: readonly number[]) {
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  return { mean, error: Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length / (values.length - 1)) }
}

// Saito, Aihara, Matsutani & Narita, "Open Bandit Dataset and Pipeline" (NeurIPS 2021 Datasets, arXiv:2008.07146): on-policy click rates of the men's campaign's sample, .46 % and .69 %
describe.skipIf(!there)("on the Open Bandit Dataset", () => {
  const uniform = there ? rounds("random") : []
  const thompson = there ? rounds("bts") : []

  test("the logs click as published", () => {
    expect(average(uniform.map((r) => r.click)).mean).toBeCloseTo(0.0046, 9)
    expect(average(thompson.map((r) => r.click)).mean).toBeCloseTo(0.0069, 9)
    for (const { propensity } of uniform) expect(propensity).toBeCloseTo(1 / ITEMS, 12)
  })

  test("the Thompson policy's rate is found in the uniform log by inverse propensities, within its standard error", () => {
    // as a policy of the position alone: the shares with which it showed each item there
    const shares = new Map<string, number>()
    const at = new Map<number, number>()
    for (const { item, position } of thompson) {
      shares.set(`${item}/${position}`, (shares.get(`${item}/${position}`) ?? 0) + 1)
      at.set(position, (at.get(position) ?? 0) + 1)
    }
    const weights = uniform.map((r) => (shares.get(`${r.item}/${r.position}`) ?? 0) / (at.get(r.position) as number) / r.propensity)
    const mass = average(weights)
    expect(Math.abs(mass.mean - 1)).toBeLessThan(4 * mass.error)
    const found = average(uniform.map((r, n) => r.click * (weights[n] as number)))
    expect(Math.abs(found.mean - 0.0069)).toBeLessThan(2 * Math.hypot(found.error, average(thompson.map((r) => r.click)).error))
  })

  test("a bandit that has learned nothing is the uniform policy: its propensities give the uniform log its own value", () => {
    const bandit = linearThompson(evenly(ITEMS, 1, 1), 1)
    const contexts = { rows: rowsTo(500), x: new Float64Array(500).fill(1) }
    const judged = bandit.judge(contexts, randomAt(0))
    const value = average(uniform.slice(0, 500).map((r, n) => judged.chance(n, r.item) / r.propensity)).mean
    expect(value).toBeCloseTo(1, 6)
  })

  // Li, Chu, Langford & Wang, "Unbiased offline evaluation" (WSDM 2011): rounds whose item the bandit would have shown count, the others are passed over
  test("replayed, bandits that have learned nothing click as the uniform policy did, within the standard error", () => {
    const contexts = { rows: rowsTo(uniform.length), x: new Float64Array(uniform.length).fill(1) }
    const kept: number[] = []
    for (let seed = 1; seed <= 5; seed++) {
      const { worth } = linearThompson(evenly(ITEMS, 1, 1), 1).judge(contexts, randomAt(0, seed))
      uniform.forEach((r, n) => greatest(worth, n * ITEMS, ITEMS) === r.item && kept.push(r.click))
    }
    const expected = (5 * uniform.length) / ITEMS
    expect(Math.abs(kept.length - expected)).toBeLessThan(4 * Math.sqrt(expected))
    expect(Math.abs(average(kept).mean - 0.0046)).toBeLessThan(4 * Math.sqrt((0.0046 * 0.9954) / expected))
  })

  test("replayed, LinUCB keeps one round in 34, learning from those alone", () => {
    const bandit = linUcb(evenly(ITEMS, 2, 1), 0.1)
    const codes = [...new Set(uniform.map((r) => r.user[1]))]
    let kept = 0
    uniform.forEach((r, n) => {
      const x = [1, codes.indexOf(r.user[1]) % 2]
      if (choose(bandit, { rows: [n], x }, randomAt(0)).arm[0] !== r.item) return
      kept++
      bandit.update(x, r.item, r.click, randomAt(0))
    })
    const expected = uniform.length / ITEMS
    expect(Math.abs(kept - expected)).toBeLessThan(4 * Math.sqrt(expected))
  })
})
