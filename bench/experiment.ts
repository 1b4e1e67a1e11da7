import { type Kinds, shipped } from "../policies/catalogue.ts"
import type { Strategy } from "../policies/policy.ts"
import { chain, type Digest, EMPTY, show } from "../sim/digest.ts"
import { seats, type World } from "../sim/index.ts"
import type { Outcome } from "./play.ts"
import { primary, type ScoreName, scoreNames } from "./scores.ts"
import { say } from "./sentence.ts"
import { type Interval, mean } from "./statistics/mean.ts"
import { paired } from "./statistics/paired.ts"
import { verdicts } from "./verdict.ts"
import { version } from "./version.generated.ts"

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
export function digestOf(replications: readonly (readonly { digest: string }[])[]): string {
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

/** What a comparison's figures are measured in and judged by. */
export interface MarketFacts {
  currency: string
  /** Least difference worth acting on, as a share of the baseline's mean profit. */
  smallestEffect: number
  /** Days of the horizon, and of the run-out without own marketing after it. */
  days: number
  runOutDays: number
  /** Simulated customers, and the real people that each stands for. */
  customers: number
  weight: number
}

/** The document of `compare --json`. */
export interface Summary {
  scenario: string
  market: MarketFacts
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
  const b = names[0] as string
  const others = names.slice(1)
  const days = (ticks: number) => (ticks * world.clock.hoursPerTick) / 24
  const market: MarketFacts = {
    currency: world.currency,
    smallestEffect: world.smallestEffect,
    days: days(world.clock.horizon),
    runOutDays: days(world.clock.runOut),
    customers: world.customers,
    weight: world.weight,
  }
  const summaries = names.map((name, k) => ({
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
  }))
  return {
    scenario: world.name,
    market,
    seed,
    replications: replications.length,
    digest: digestOf(replications),
    strategies: summaries,
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
    verdict: verdicts({ strategies: summaries, market }).map(say).join("\n"),
    command,
    version,
  }
}
