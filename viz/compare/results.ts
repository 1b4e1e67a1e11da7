import { readCommand } from "../../bench/command.ts"
import type { Summary } from "../../bench/experiment.ts"
import type { Verdict } from "../../bench/judgement.ts"
import { type ScoreName, scoreNames, scores } from "../../bench/scores.ts"
import type { DotsData } from "../figures/dots.ts"
import type { Cell } from "../figures/figure.ts"
import type { ForestData } from "../figures/forest.ts"
import type { Provenance } from "../figures/provenance.ts"
import { called, type Language } from "../text/language.ts"

/** A comparison's document, and each strategy of it judged against the first. */
export interface Results {
  summary: Summary
  verdicts: readonly Verdict[]
}

/** A strategy as people call it; one that was named twice keeps its number. */
export function strategyCalled(name: string, to: Language): string {
  const [, plain = name, again = ""] = /^(.*?)(#\d+)?$/.exec(name) ?? []
  return `${called("strategy", plain, to)}${again}`
}

/** Differences of a metric from the baseline, repeat by repeat. */
export function forestOf({ strategies, pairs, market }: Summary, metric: ScoreName, to: Language): ForestData {
  const [base, ...others] = strategies
  const { unit } = scores[metric]
  return {
    baseline: strategyCalled(base?.name ?? "", to),
    metric: called("metric", metric, to),
    unit,
    currency: market.currency,
    least: metric === "profit" ? market.smallestEffect * Math.abs(base?.metrics.profit.mean ?? 0) : 0,
    rows: others.map(({ name, metrics }) => {
      const pair = pairs.find((p) => p.a === name && p.metric === metric)
      const before = base?.metrics[metric].values ?? []
      return {
        name: strategyCalled(name, to),
        difference: pair?.difference ?? null,
        ci: pair?.ci ?? null,
        values: metrics[metric].values.flatMap((value, r) => {
          const other = before[r]
          return value === null || other == null ? [] : [value - other]
        }),
      }
    }),
  }
}

/** A metric's values of every strategy, repeat by repeat. */
export function dotsOf({ strategies, market }: Summary, metric: ScoreName, to: Language): DotsData {
  return {
    metric: called("metric", metric, to),
    unit: scores[metric].unit,
    currency: market.currency,
    strategies: strategies.map(({ name, metrics }) => ({ name: strategyCalled(name, to), mean: metrics[metric].mean, values: metrics[metric].values })),
  }
}

export function provenanceOf({ scenario, strategies, seed, replications, digest, version, command }: Summary): Provenance {
  return {
    scenario,
    settings: readCommand(command)?.settings ?? [],
    strategies: strategies.map(({ name }) => name),
    seed,
    replications,
    digest,
    version,
    command,
  }
}

/** A row for each repeat of each strategy, with every metric. */
export function rowsOf({ strategies, replications }: Summary): Cell[][] {
  const repeats = Array.from({ length: replications }, (_, r) => r)
  return [
    ["replication", "strategy", ...scoreNames],
    ...repeats.flatMap((r) => strategies.map(({ name, metrics }) => [r, name, ...scoreNames.map((metric) => metrics[metric].values[r] ?? null)])),
  ]
}
