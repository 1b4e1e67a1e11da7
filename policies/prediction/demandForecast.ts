import { HoltWinters, type HoltWintersOptions } from "./holtWinters.ts"

/** A series that may run ahead of demand. */
export interface Indicator {
  name: string
  values: ArrayLike<number>
}

/** An indicator that was kept: how far it leads, and what a unit of it adds. */
export interface Lead {
  name: string
  lag: number
  weight: number
  /** Squared one-step error held out, against that without it. */
  ratio: number
}

/** Fewest held-out errors on which an indicator is judged. */
const FEWEST = 10

/**
 * Demand ahead: Holt–Winters on what leading indicators do not explain, y_t = Σ w I_(t − lag) + x_t. With smoothing given, additive Holt–Winters is a
 * linear filter, so an indicator's weight is the regression of y's one-step errors on its own filtered ones. Lag and weight are found in the first
 * half of the errors and judged in the second: an indicator is kept where its squared error falls by more than `proof` standard errors of the
 * difference (Diebold & Mariano 1995). So noise with a plausible name is dropped.
 */
export class DemandForecast {
  readonly leads: readonly Lead[]
  readonly base: HoltWinters
  private readonly kept: { lag: number; weight: number; values: ArrayLike<number>; usual: number }[] = []

  /** @param series one value a period, additive (logarithms of sales) @param lags that an indicator may lead by, periods */
  constructor(
    private readonly series: ArrayLike<number>,
    indicators: readonly Indicator[],
    options: HoltWintersOptions,
    { lags = [1, 2, 3, 4, 6, 8], proof = 1.6448536269514722 }: { lags?: readonly number[]; proof?: number } = {},
  ) {
    let rest = Float64Array.from(series)
    let base = new HoltWinters(rest, options)
    const leads: Lead[] = []
    for (const { name, values } of indicators) {
      const smoothing = { ...options, alpha: base.alpha, beta: base.beta, gamma: base.gamma }
      const found = lead(base.residuals, values, lags, smoothing, proof)
      if (!found) continue
      const usual = meanOf(values)
      rest = rest.map((v, t) => v - found.weight * known(values, t - found.lag, usual))
      base = new HoltWinters(rest, options)
      leads.push({ name, ...found })
      this.kept.push({ lag: found.lag, weight: found.weight, values, usual })
    }
    this.leads = leads
    this.base = base
  }

  /** Means and standard deviations of the next periods; an indicator's part that is not out yet stands at its mean. */
  forecast(periods: number): { mean: number; sd: number }[] {
    return this.base.forecast(periods).map(({ mean, sd }, h) => ({
      mean: this.kept.reduce((sum, k) => sum + k.weight * known(k.values, this.series.length + h - k.lag, k.usual), mean),
      sd,
    }))
  }
}

function lead(
  errors: Float64Array,
  values: ArrayLike<number>,
  lags: readonly number[],
  smoothing: HoltWintersOptions,
  proof: number,
): Omit<Lead, "name"> | undefined {
  const usual = meanOf(values)
  if (Number.isNaN(usual)) return undefined
  const usable = [...errors.keys()].filter((t) => !Number.isNaN(errors[t]))
  const half = Math.floor(usable.length / 2)
  if (half < FEWEST) return undefined
  const [fitting, judging] = [usable.slice(0, half), usable.slice(half)]
  let best: { lag: number; weight: number; sse: number; filtered: Float64Array } | undefined
  for (const lag of lags) {
    const shifted = Float64Array.from(errors, (_, t) => known(values, t - lag, usual))
    const filtered = new HoltWinters(shifted, smoothing).residuals
    const weight = regression(errors, filtered, fitting)
    const sse = fitting.reduce(
      (sum, t) => sum + ((errors[t] as number) - weight * (filtered[t] as number)) * ((errors[t] as number) - weight * (filtered[t] as number)),
      0,
    )
    if (best === undefined || sse < best.sse) best = { lag, weight, sse, filtered }
  }
  if (!best) return undefined
  const { lag, weight, filtered } = best
  const gains = judging.map((t) => {
    const e = errors[t] as number
    const with_ = e - weight * (filtered[t] as number)
    return e * e - with_ * with_
  })
  const mean = gains.reduce((a, b) => a + b, 0) / gains.length
  const variance = gains.reduce((sum, g) => sum + (g - mean) * (g - mean), 0) / (gains.length - 1)
  if (!(mean > proof * Math.sqrt(variance / gains.length))) return undefined
  const without = judging.reduce((sum, t) => sum + (errors[t] as number) * (errors[t] as number), 0)
  return { lag, weight: regression(errors, filtered, usable), ratio: 1 - (mean * gains.length) / without }
}

function regression(y: Float64Array, x: Float64Array, rows: readonly number[]): number {
  let [xy, xx] = [0, 0]
  for (const t of rows) {
    xy += (x[t] as number) * (y[t] as number)
    xx += (x[t] as number) * (x[t] as number)
  }
  return xx > 0 ? xy / xx : 0
}

const known = (values: ArrayLike<number>, t: number, otherwise: number) => {
  const v = t >= 0 && t < values.length ? (values[t] as number) : Number.NaN
  return Number.isFinite(v) ? v : otherwise
}

function meanOf(values: ArrayLike<number>): number {
  let [sum, count] = [0, 0]
  for (let t = 0; t < values.length; t++)
    if (Number.isFinite(values[t])) {
      sum += values[t] as number
      count++
    }
  return sum / count
}
