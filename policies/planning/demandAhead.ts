import * as math from "../../sim/math.ts"
import type { Observation } from "../../sim/observation.ts"
import { DemandForecast, type Indicator } from "../prediction/demandForecast.ts"
import { PERIODS_AHEAD, type RollingOrigin } from "../prediction/rollingOrigin.ts"

/** Weeks of a season. */
const YEAR = 52

/** Demand of the next weeks, its mean 1. */
export function season(observation: Observation, demand: Float64Array, weeks: number, names: readonly string[]): Float64Array {
  const forecast = forecastOf(logs(demand), indicatorsOf(observation, names, demand.length), weeks)
  if (!forecast) return new Float64Array(weeks).fill(1)
  const levels = Float64Array.from(forecast, ({ mean }) => math.exp(mean))
  const usual = levels.reduce((a, b) => a + b, 0) / weeks
  return levels.map((v) => v / usual)
}

const logs = (demand: Float64Array) => demand.map((v) => (v > 0 ? math.log(v) : Number.NaN))

function indicatorsOf(observation: Observation, names: readonly string[], weeks: number): Indicator[] {
  const week = Math.max(1, Math.round(168 / observation.hoursPerTick))
  return names.flatMap((name) => {
    const series = observation.series(`indicator.${name}`)
    return series ? [{ name, values: weekMeans(series, week, weeks) }] : []
  })
}

/** ln demand of the next weeks; undefined where too little is known. */
function forecastOf(known: Float64Array, indicators: readonly Indicator[], weeks: number): { mean: number; sd: number }[] | undefined {
  const period = known.length >= YEAR ? YEAR : 1
  if (known.length < 4 || known.slice(0, period).some((v) => Number.isNaN(v))) return undefined
  return new DemandForecast(known, indicators, { period, ...(period === 1 ? { alpha: 0.2, beta: 0 } : { beta: 0 }) }).forecast(weeks)
}

/** Scores the forecast of demand on the latest weeks: what it would have said before them, of indicators too knowing no more. */
export function judgeDemand(quality: RollingOrigin, observation: Observation, demand: Float64Array, names: readonly string[]): void {
  const known = logs(demand)
  const origin = known.length - PERIODS_AHEAD
  if (origin < 1) return
  const before = known.subarray(0, origin)
  const indicators = indicatorsOf(observation, names, known.length).map(({ name, values }) => ({ name, values: Array.from(values).slice(0, origin) }))
  const forecast = forecastOf(before, indicators, PERIODS_AHEAD)
  if (!forecast) return
  quality.add(
    forecast.map(({ mean, sd }, k) => ({ mean, sd, actual: known[origin + k] as number })),
    before,
    YEAR,
  )
}

/** Means of whole weeks that end with the series' end. */
function weekMeans(series: Float64Array, week: number, weeks: number): Float64Array {
  return Float64Array.from({ length: weeks }, (_, w) => {
    const end = series.length - (weeks - 1 - w) * week
    if (end - week < 0) return Number.NaN
    return series.slice(end - week, end).reduce((a, b) => a + b, 0) / week
  })
}
