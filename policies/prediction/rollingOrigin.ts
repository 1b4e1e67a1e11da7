import type { Json } from "../policy.ts"
import { type Forecast, type ForecastError, forecastError, naiveError } from "./forecastError.ts"

/** Periods ahead that are judged: the next one, and the last of four. */
const HORIZONS = [1, 4] as const

/** Periods that a forecast goes ahead of its origin. */
export const PERIODS_AHEAD = 4

/** Origins that are kept: of monthly ones five years. */
const MOST = 65

/** Quality of forecasts so many periods ahead; `mase` against the seasonal naive forecast within the sample. */
export type Ahead = { ahead: number } & Pick<ForecastError, "mase" | "crps" | "covered80" | "covered95" | "count">

/**
 * Rolling-origin quality of a forecaster that is fitted anew as time goes on: what it said at each origin, knowing what came before, is scored by what came after
 * (Tashman, International Journal of Forecasting 16, 2000). Errors are scaled by the mean |error| of the seasonal naive forecast before the origin, so that origins
 * can be averaged (MASE, Hyndman & Koehler 2006); the share of values within the intervals says whether these are calibrated.
 */
export class RollingOrigin {
  /** An origin: mean, standard deviation and what came, each over the scale, for one period ahead, two … */
  private origins: number[][] = []

  /**
   * @param forecasts the next period's, the one after it …; not finite where a period cannot be judged
   * @param before the series up to the origin @param season periods of a season
   */
  add(forecasts: readonly Forecast[], before: ArrayLike<number>, season: number): void {
    const scale = scaleOf(before, season)
    const scaled = forecasts.slice(0, PERIODS_AHEAD).map(({ mean, sd, actual }) => [mean / scale, sd / scale, actual / scale])
    if (scaled.length < PERIODS_AHEAD || !scaled.flat().every(Number.isFinite)) return
    this.origins = [...this.origins, scaled.flat()].slice(-MOST)
  }

  /** CRPS is in units of the scale. */
  report(): Ahead[] {
    return HORIZONS.map((ahead) => {
      const at = 3 * (ahead - 1)
      const all = this.origins.map((o) => ({ mean: o[at] as number, sd: o[at + 1] as number, actual: o[at + 2] as number }))
      const { mase, crps, covered80, covered95, count } = forecastError(all, 1)
      return { ahead, mase, crps, covered80, covered95, count }
    })
  }

  /** In a few words. */
  say(): string {
    const count = this.origins.length
    if (count === 0) return "not yet scored"
    const each = this.report().map(
      ({ ahead, mase, covered80 }) =>
        `${ahead === 1 ? "one week" : `${ahead} weeks`} ahead MASE ${mase.toFixed(2)}, 80 % interval held ${Math.round(covered80 * count)} of ${count}`,
    )
    return each.join("; ")
  }

  save(): Json {
    return this.origins.map((origin) => [...origin])
  }

  load(state: Json): void {
    this.origins = (state as number[][]).map((origin) => [...origin])
  }
}

/** Mean |error| of repeating the value of a season before; of the period before, where fewer than a season and a quarter is known. */
function scaleOf(before: ArrayLike<number>, season: number): number {
  return naiveError(before, before.length >= 1.25 * season ? season : 1)
}

/** A report for readers of a saved state; unknown figures are null. */
export function plainReport(report: readonly Ahead[]): Json {
  return report.map((ahead) => Object.fromEntries(Object.entries(ahead).map(([name, value]) => [name, Number.isFinite(value) ? value : null])))
}
