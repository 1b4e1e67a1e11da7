import { amount, change, figure, percent, scaleOf } from "../amounts.ts"
import type { Summary } from "../experiment.ts"
import { type MetricCard, type ScoreName, scoreNames, scores } from "../scores.ts"
import { table } from "./table.ts"

const NONE = "–"

/** How a metric is counted: the word for its column, and a factor that makes shares percent. */
export function unitOf(metric: ScoreName, currency: string): { word: string; factor: number } {
  const { unit }: MetricCard = scores[metric]
  if (unit === "money") return { word: currency, factor: 1 }
  if (unit === "share") return { word: "%", factor: 100 }
  return { word: unit, factor: 1 }
}

/** A metric's value as tables show it, in the metric's unit. */
export function shownValue(metric: ScoreName, value: number | null): string {
  if (value === null) return NONE
  const { unit }: MetricCard = scores[metric]
  if (unit === "share") return figure(value * 100, { divisor: 1, letter: "", decimals: 1 })
  return unit === "ratio" || unit === "score" ? figure(value, { divisor: 1, letter: "", decimals: 3 }) : amount(value)
}

/** Tables of a comparison, one for each strategy that is set against the baseline. */
export function tables({ strategies, pairs }: Summary, currency: string): string {
  const base = strategies[0] as Summary["strategies"][number]
  return strategies
    .slice(1)
    .map((other) => {
      const rows = scoreNames.map((metric) => {
        const { word, factor } = unitOf(metric, currency)
        const pair = pairs.find((p) => p.a === other.name && p.metric === metric)
        const [x, y] = [base.metrics[metric].mean, other.metrics[metric].mean]
        return [metric, word, shownValue(metric, x), shownValue(metric, y), ...differenceOf(pair, factor, x)]
      })
      return table([["mean of a repeat", "unit", base.name, other.name, "difference", "95 % interval", "relative"], ...rows], 2)
    })
    .join("\n\n")
}

function differenceOf(pair: Summary["pairs"][number] | undefined, factor: number, base: number | null): string[] {
  if (!pair || pair.difference === null) return [NONE, NONE, NONE]
  const difference = pair.difference * factor
  const ci = pair.ci?.map((end) => end * factor) as [number, number] | undefined
  const width = ci ? ci[1] - ci[0] : 0
  const scale = scaleOf([difference, ...(ci ?? [])], width > 1e-9 * Math.abs(difference) ? width / 10 : 0) // below, it is rounding
  return [
    change(difference, scale),
    ci ? `${change(ci[0], scale)} to ${change(ci[1], scale)}` : NONE,
    base === null || base === 0 ? NONE : percent(pair.difference / Math.abs(base)),
  ]
}
