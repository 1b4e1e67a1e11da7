import type { Verdict } from "../../bench/judgement.ts"
import { type Mean, mean } from "../../bench/statistics/mean.ts"
import { type Paired, paired } from "../../bench/statistics/paired.ts"
import { verdict } from "../../bench/verdict.ts"
import type { Lap, StrategyName } from "./race.ts"

const profits = (laps: readonly Lap[], strategy: StrategyName) => laps.map(({ runs }) => runs.find((run) => run.strategy === strategy)?.metrics.profit ?? null)
const costs = (laps: readonly Lap[], strategy: StrategyName) => laps.map(({ runs }) => runs.find((run) => run.strategy === strategy)?.metrics.totalCost ?? null)

/** Share of the baseline's profit below which a difference is not worth acting on, as in the lab's markets. */
export const smallestEffect = 0.01

/** How far the first strategy is ahead of the second by the end of each week: money of expected profit, a line a repeat. */
export function gaps(laps: readonly Lap[], ahead: StrategyName, behind: StrategyName): { repeat: number; week: number; gap: number }[] {
  return laps.flatMap(({ repeat, runs }) => {
    const weekly = (name: StrategyName) => runs.find(({ strategy }) => strategy === name)?.weekly ?? []
    const other = weekly(behind)
    return weekly(ahead).map((money, week) => ({ repeat, week, gap: money - (other[week] as number) }))
  })
}

/** Mean over repeats, a week each. */
export function meanGaps(each: readonly { week: number; gap: number }[]): (Mean & { week: number; rulesAhead: number })[] {
  const weeks = Math.max(-1, ...each.map(({ week }) => week)) + 1
  return Array.from({ length: weeks }, (_, week) => {
    const of = each.filter((x) => x.week === week).map(({ gap }) => gap)
    return { ...(mean(of) as Mean), week, rulesAhead: of.filter((gap) => gap < 0).length }
  })
}

/** Profit of a against b, run-out included, repeat by repeat; and b's mean profit as an amount. */
export function difference(laps: readonly Lap[], a: StrategyName, b: StrategyName): { values: number[]; paired: Paired | null; baseline: number } {
  const [x, y] = [profits(laps, a), profits(laps, b)]
  const values = x.flatMap((value, k) => (value === null || y[k] == null ? [] : [value - y[k]]))
  return { values, paired: paired(x, y), baseline: Math.abs(mean(y)?.mean ?? 0) }
}

/** The lab's verdict on them. */
export function judged(laps: readonly Lap[], a: StrategyName, b: StrategyName): Verdict {
  const side = (name: StrategyName) => ({ name, profit: profits(laps, name), totalCost: costs(laps, name) })
  return verdict(side(a), side(b), { currency: "CNY", smallestEffect })
}
