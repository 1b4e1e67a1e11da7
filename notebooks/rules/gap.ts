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

const grades = {
  "clearly better": "明显更好",
  "better, size uncertain": "更好，幅度未定",
  "no difference worth acting on": "差别不值得行动",
  "cannot tell yet": "尚无定论",
  "worse, size uncertain": "更差，幅度未定",
  "clearly worse": "明显更差",
} as const satisfies Record<Verdict["grade"], string>

/** The verdict's counts and grade in Chinese. @param name of a, in Chinese */
export function judgedInChinese({ values, paired: p }: ReturnType<typeof difference>, { grade, more }: Verdict, name: string): string {
  const won = values.filter((value) => value > 0).length
  const average = (p?.difference ?? 0) / 10_000
  const further = more === undefined ? "" : `，约需再跑 ${more} 次`
  return `${values.length} 次重复里，${name}赚得更多的有 ${won} 次，平均${average < 0 ? "少" : "多"}赚 ${Math.abs(average).toLocaleString("zh-CN", { maximumFractionDigits: 0 })} 万元。${grades[grade]}${further}。`
}
