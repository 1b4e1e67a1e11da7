import { describe, expect, test } from "vitest"
import { apart, digestOf, type Result, score, summarise } from "../../bench/experiment.ts"
import type { Metrics } from "../../bench/metrics.ts"
import { readScenario } from "../../bench/node/files.ts"
import { scoreNames } from "../../bench/scores.ts"
import { strategies } from "../../policies/index.ts"

const world = readScenario("everyday")
const metrics = (profit: number, cac: number | null = 1): Metrics =>
  ({ ...Object.fromEntries(scoreNames.filter((name) => name !== "regret").map((name) => [name, 1])), profit, cac }) as Metrics
const results = (profits: number[], names: string[]): Result[] =>
  score(
    profits.map((profit, k) => ({ strategy: "any", metrics: metrics(profit, k === 0 ? null : 2), digest: `00000000${profit.toString(16).padStart(8, "0")}` })),
    names,
  )

describe("experiment", () => {
  test("a strategy named again is told apart", () => expect(apart(["a", "b", "a", "a"])).toEqual(["a", "b", "a#2", "a#3"]))

  test("regret is the shortfall against the best of the same replication", () => {
    const regrets = results([5, 9, 7], ["a", "b", "c"]).map((r) => r.metrics.regret)
    expect(regrets).toEqual([4, 0, 2])
  })

  test("the digest depends on runs and their order, not on names", () => {
    const digest = digestOf([results([1, 2], ["a", "b"]), results([3, 4], ["a", "b"])])
    expect(digest).toMatch(/^[0-9a-f]{16}$/)
    expect(digestOf([results([1, 2], ["c", "d"]), results([3, 4], ["c", "d"])])).toBe(digest)
    expect(digestOf([results([3, 4], ["a", "b"]), results([1, 2], ["a", "b"])])).not.toBe(digest)
    expect(digestOf([results([2, 1], ["a", "b"]), results([3, 4], ["a", "b"])])).not.toBe(digest)
  })

  test("the summary holds every metric of every strategy, and every other against the first", () => {
    const names = ["a", "b", "a#2"]
    const replications = [results([1, 3, 1], names), results([2, 6, 2], names)]
    const summary = summarise(
      { world, strategies: ["a", "b", "a"].map((name) => ({ ...strategies.digital, name })), seed: 4, replications: 2 },
      replications,
      "again",
    )
    expect(Object.keys(summary)).toEqual([
      "scenario",
      "market",
      "seed",
      "replications",
      "digest",
      "strategies",
      "pairs",
      "primary",
      "verdict",
      "command",
      "version",
    ])
    expect(summary.strategies.map((s) => s.name)).toEqual(names)
    expect(summary.strategies[1]?.metrics.profit).toMatchObject({ mean: 4.5, mcse: 1.5, values: [3, 6] })
    expect(summary.strategies[0]?.metrics.cac).toEqual({ mean: null, ci: null, mcse: null, values: [null, null] })
    expect(summary.pairs).toHaveLength(2 * scoreNames.length)
    expect(summary.pairs.find((p) => p.a === "b" && p.metric === "profit")).toMatchObject({ b: "a", difference: 3, probabilityOfImprovement: 1 })
    expect(summary.pairs.find((p) => p.a === "b" && p.metric === "cac")).toMatchObject({ difference: null, ci: null, pValue: null })
    expect(JSON.parse(JSON.stringify(summary))).toEqual(summary)
  })
})
