import * as math from "../../sim/math.ts"

/** What was forecast for a period, with its standard deviation, and what came. */
export interface Forecast {
  mean: number
  sd: number
  actual: number
}

/** Out-of-sample quality. Shares and ratios, not per cent. */
export interface ForecastError {
  /** Mean |error| as a share of the actual value; NaN where one is 0. */
  mape: number
  /** Mean |error| against that of repeating the value of a season before, within the sample (Hyndman & Koehler 2006): below 1 beats it. */
  mase: number
  /** Mean continuous ranked probability score of the normal forecast, in units of the series (Gneiting & Raftery 2007, eq. 21). */
  crps: number
  /** Share of actual values within the central 80 % and 95 % intervals: calibrated where they are .8 and .95. */
  covered80: number
  covered95: number
  count: number
}

/**
 * Quality of forecasts made from rolling origins.
 * @param scale mean |error| of the seasonal naive forecast within the sample
 */
export function forecastError(forecasts: readonly Forecast[], scale: number): ForecastError {
  const count = forecasts.length
  const mean = (f: (x: Forecast) => number) => (count > 0 ? forecasts.reduce((sum, x) => sum + f(x), 0) / count : Number.NaN)
  const within = (z: number) => mean(({ mean: m, sd, actual }) => (Math.abs(actual - m) <= z * sd ? 1 : 0))
  const absolute = mean((x) => Math.abs(x.actual - x.mean))
  return {
    mape: mean((x) => Math.abs(x.actual - x.mean) / Math.abs(x.actual)),
    mase: absolute / scale,
    crps: mean(crps),
    covered80: within(1.2815515655446004),
    covered95: within(1.959963984540054),
    count,
  }
}

/** CRPS of a normal forecast: σ (z (2Φ(z) − 1) + 2φ(z) − 1/√π), z = (y − μ)/σ; |y − μ| where σ is 0. */
export function crps({ mean, sd, actual }: Forecast): number {
  if (!(sd > 0)) return Math.abs(actual - mean)
  const z = (actual - mean) / sd
  return sd * (z * (2 * math.normalCdf(z) - 1) + 2 * 0.3989422804014327 * math.exp(-0.5 * z * z) - 0.5641895835477563)
}

/** Mean |y_t − y_(t − period)|: the error of repeating the last season. */
export function naiveError(series: ArrayLike<number>, period = 1): number {
  let sum = 0
  let count = 0
  for (let t = period; t < series.length; t++) {
    const error = Math.abs((series[t] as number) - (series[t - period] as number))
    if (Number.isNaN(error)) continue
    sum += error
    count++
  }
  return sum / count
}
