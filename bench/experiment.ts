import { type Kinds, shipped } from "../policies/catalogue.ts"
import type { Strategy } from "../policies/policy.ts"
import { chain, type Digest, EMPTY, show } from "../sim/digest.ts"
import { seats, type World } from "../sim/index.ts"
import { cards, type MetricCard, type MetricName } from "./metrics.ts"
import type { Outcome } from "./play.ts"
import { type Interval, mean } from "./statistics/mean.ts"
import { paired } from "./statistics/paired.ts"
import { type Side, say, verdict } from "./verdict.ts"
import { version } from "./version.generated.ts"

/** Every metric of a comparison, in the order of tables: those of one run, and those that need all strategies. */
export const scores = {
  ...cards,
  regret: { meaning: "profit short of the best compared strategy of the same replication", unit: "money", better: "less" },
} as const satisfies Record<string, MetricCard>

export type ScoreName = MetricName | "regret"
export const scoreNames = Object.keys(scores) as ScoreName[]
export const primary = "profit" satisfies ScoreName

/** What one strategy made of one replication, by its name in the comparison. */
export interface Result {
  strategy: string
  metrics: Record<ScoreName, number | null>
  digest: string
}

/** What is compared. */
export interface Experiment {
  world: World
  /** As asked for; the first is the pinned baseline. */
  strategies: readonly Strategy[]
  /** Policy files from outside that they need, with their code: results depend on it. */
  modules?: readonly { file: string; code: string }[]
  /** Every kind of policy that they may name. */
  kinds?: Kinds
  seed: number
  replications: number
}

/** What a strategy's most privileged policy sees that no firm can. */
export function privilegeOf({ policies }: Strategy, kinds: Kinds = shipped): "state" | "future" | null {
  const seen = seats.flatMap((seat) => kinds.get(policies[seat]?.policy ?? "")?.card.privileged ?? [])
  return seen.includes("future") ? "future" : (seen[0] ?? null)
}

/** Names in order, a strategy named twice told apart: digital, digital#2. */
export function apart(names: readonly string[]): string[] {
  return names.map((name, k) => {
    const before = names.slice(0, k).filter((other) => other === name).length
    return before === 0 ? name : `${name}#${before + 1}`
  })
}

/** One replication's outcomes, by position, with what needs all of them. */
export function score(outcomes: readonly Outcome[], strategies: readonly string[]): Result[] {
  const profits = outcomes.flatMap(({ metrics }) => (metrics.profit === null ? [] : [metrics.profit]))
  const best = Math.max(...profits)
  return outcomes.map(({ metrics, digest }, k) => ({
    strategy: strategies[k] as string,
    metrics: { ...metrics, regret: metrics.profit === null ? null : best - metrics.profit },
    digest,
  }))
}

/** Digest of all runs: replications in order, strategies by position. Names, threads and time have no part in it. */
export function digestOf(replications: readonly (readonly Result[])[]): string {
  const hash: Digest = [...EMPTY]
  for (const results of replications)
    for (const { digest } of results) chain(hash, Int32Array.of(Number.parseInt(digest.slice(0, 8), 16), Number.parseInt(digest.slice(8), 16)))
  return show(hash)
}

export interface MetricSummary {
  mean: number | null
  ci: Interval | null
  mcse: number | null
  /** In replication order. */
  values: (number | null)[]
}

/** Strategy a against the baseline b: difference = a − b. */
export interface PairSummary {
  a: string
  b: string
  metric: ScoreName
  difference: number | null
  ci: Interval | null
  probabilityOfImprovement: number | null
  pValue: number | null
}

/** The document of `compare --json`. */
export interface Summary {
  scenario: string
  seed: number
  replications: number
  digest: string
  /**
   * `privileged`: what it sees that no firm can, null for all that could be played in earnest; `trained`: brings what it learned in other runs of a market.
   */
  strategies: { name: string; privileged: "state" | "future" | null; trained: boolean; metrics: Record<ScoreName, MetricSummary> }[]
  pairs: PairSummary[]
  primary: ScoreName
  verdict: string
  command: string
  version: string
}

/** Sums a comparison up. @param replications results in replication order, strategies by position */
export function summarise({ world, strategies, kinds, seed }: Experiment, replications: readonly (readonly Result[])[], command: string): Summary {
  const names = apart(strategies.map(({ name }) => name))
  const values = (k: number, metric: ScoreName) => replications.map((results) => results[k]?.metrics[metric] ?? null)
  const side = (k: number): Side => ({ name: names[k] as string, profit: values(k, "profit"), totalCost: values(k, "totalCost") })
  const b = names[0] as string
  const others = names.slice(1)
  const settings = { currency: world.currency, smallestEffect: world.smallestEffect, against: others.length > 1 }
  return {
    scenario: world.name,
    seed,
    replications: replications.length,
    digest: digestOf(replications),
    strategies: names.map((name, k) => ({
      name,
      privileged: privilegeOf(strategies[k] as Strategy, kinds),
      trained: Object.values((strategies[k] as Strategy).policies).some((choice) => choice.trained !== undefined),
      metrics: Object.fromEntries(
        scoreNames.map((metric) => {
          const all = values(k, metric)
          const m = mean(all)
          return [metric, { mean: m?.mean ?? null, ci: m?.ci ?? null, mcse: m?.mcse ?? null, values: all }]
        }),
      ) as Record<ScoreName, MetricSummary>,
    })),
    pairs: others.flatMap((a, k) =>
      scoreNames.map((metric) => {
        const p = paired(values(k + 1, metric), values(0, metric))
        return {
          a,
          b,
          metric,
          difference: p?.difference ?? null,
          ci: p?.ci ?? null,
          probabilityOfImprovement: p?.probabilityOfImprovement ?? null,
          pValue: p?.pValue ?? null,
        }
      }),
    ),
    primary,
    verdict: others.map((_, k) => say(verdict(side(k + 1), side(0), settings))).join("\n"),
    command,
    version,
  }
}
