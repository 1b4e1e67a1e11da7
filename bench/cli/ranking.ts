import { amount, change, scaleOf } from "../amounts.ts"
import type { Summary } from "../experiment.ts"
import { jackknife } from "../statistics/jackknife.ts"
import { pairs } from "../statistics/pairs.ts"
import { table } from "./table.ts"

const NONE = "–"

/** Strategies between which a gap is closed, where both are there. */
const FLOOR = "equal"
const CEILING = "state-oracle"

/** How it says that a strategy sees what no firm can. */
const sees = { state: "oracle: state", future: "oracle: future" } as const

/**
 * All strategies of a comparison in one table, the best first, losers too: each against the baseline, in how many repeats it earned more, and which part it closes of the gap
 * between `equal` and the state oracle where both were played (totals over totals, jackknife interval).
 */
export function ranking({ strategies, pairs: differences, replications }: Summary, currency: string): string {
  const base = strategies[0] as Summary["strategies"][number]
  const named = (name: string) => strategies.find((s) => s.name === name)?.metrics.profit.values
  const [floor, ceiling] = [named(FLOOR), named(CEILING)]
  const rows = [...strategies]
    .sort((a, b) => (b.metrics.profit.mean ?? Number.NEGATIVE_INFINITY) - (a.metrics.profit.mean ?? Number.NEGATIVE_INFINITY))
    .map(({ name, privileged, trained, metrics }) => {
      const pair = differences.find((p) => p.a === name && p.metric === "profit")
      const won = pairs(metrics.profit.values, base.metrics.profit.values).filter(([x, y]) => x > y).length
      const scale = pair?.ci ? scaleOf([pair.difference as number, ...pair.ci], (pair.ci[1] - pair.ci[0]) / 10) : undefined
      return [
        name,
        privileged ? sees[privileged] : trained ? "trained" : "",
        metrics.profit.mean === null ? NONE : amount(metrics.profit.mean),
        pair?.difference == null ? "baseline" : change(pair.difference, scale),
        pair?.ci ? `${change(pair.ci[0], scale)} to ${change(pair.ci[1], scale)}` : NONE,
        name === base.name ? NONE : `${won} of ${replications}`,
        ...(floor && ceiling ? [closed(metrics.profit.values, floor, ceiling)] : []),
        metrics.totalCost.mean === null ? NONE : amount(metrics.totalCost.mean),
      ]
    })
  const head = [
    "strategy",
    "",
    `profit, ${currency}`,
    `against ${base.name}`,
    "95 % interval",
    "more in",
    ...(floor && ceiling ? [`of the gap ${FLOOR} to ${CEILING}`] : []),
    "total cost",
  ]
  return table([head, ...rows], 2)
}

type Values = readonly (number | null)[]

function closed(values: Values, floor: Values, ceiling: Values): string {
  const rows = values.flatMap((v, r) => {
    const [lo, hi] = [floor[r], ceiling[r]]
    return v === null || lo == null || hi == null ? [] : [[v - lo, hi - lo]]
  })
  const share = jackknife(rows, ([gained, gap]) => (gap ? (gained as number) / gap : null))
  if (!share) return NONE
  const percent = (x: number) => `${Math.round(100 * x)}`.replace("-", "−")
  return `${percent(share.value)} %${share.ci ? ` (${percent(share.ci[0])} to ${percent(share.ci[1])})` : ""}`
}
