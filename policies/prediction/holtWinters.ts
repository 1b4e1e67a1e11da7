import { nelderMead } from "./nelderMead.ts"

export interface HoltWintersOptions {
  /** Periods of a season; 1 for none. */
  period: number
  seasonal?: "additive" | "multiplicative"
  /** Smoothing of level, trend and season; those not given are fitted. A β of 0 means that there is no trend. */
  alpha?: number
  beta?: number
  gamma?: number
  /** Seasons that start values are read from; 1 where there are not two. */
  startSeasons?: number
}

/** Fewest errors that smoothing is fitted to. */
const FEWEST = 8
/** Smoothing where a series is too short to fit it: Chatfield & Yar's (1988) rule of starting low. */
const USUAL = [0.2, 0.05, 0.1] as const

/**
 * Exponential smoothing of level, trend and season. Holt 1957; Winters 1960; equations and start values (a classical decomposition of the first
 * seasons) as R's `stats::HoltWinters`; smoothing by the least squared one-step error. A missing value (NaN) is taken to be as forecast.
 * Where the series has no two seasons, the first one is the season, and smoothing is not fitted but as usual.
 */
export class HoltWinters {
  readonly alpha: number
  readonly beta: number
  readonly gamma: number
  /** Sum of squared one-step errors, and how many. */
  readonly sse: number
  readonly errors: number
  /** One-step errors by period; NaN where none was made: in the season of the start, and where a value is missing. */
  readonly residuals: Float64Array
  /** Level a, trend b and season s of the last period and of the season that ends with it. */
  readonly level: number
  readonly trend: number
  readonly season: Float64Array
  private readonly multiplicative: boolean

  /** @throws RangeError where the series is shorter than a season, or has values of no size for a multiplicative one */
  constructor(series: ArrayLike<number>, options: HoltWintersOptions) {
    const { period, seasonal = "additive" } = options
    const x = Float64Array.from(series)
    this.multiplicative = seasonal === "multiplicative" && period > 1
    if (!(period >= 1) || period !== Math.floor(period)) throw new RangeError(`period: expected a whole number of at least 1; found ${period}`)
    const least = period === 1 ? 3 : period
    if (x.length < least) throw new RangeError(`series: expected at least ${least} values; found ${x.length}`)
    if (this.multiplicative && x.some((v) => v <= 0))
      throw new RangeError(`series: expected values above 0 for a multiplicative season; found ${x.find((v) => v <= 0)}`)
    const seasons = Math.min(options.startSeasons ?? 2, Math.floor(x.length / period))
    const trendless = options.beta === 0
    const begun =
      period === 1
        ? withoutSeason(x, trendless)
        : seasons < 2
          ? ofOneSeason(x, period, this.multiplicative)
          : decomposed(x.subarray(0, seasons * period), period, this.multiplicative)
    const start = trendless ? { ...begun, trend: 0 } : begun
    const given = [options.alpha, options.beta, period === 1 ? 0 : options.gamma]
    const open = given.flatMap((g, i) => (g === undefined ? [i] : []))
    const run = (smoothing: readonly number[]) => this.filter(x, start, smoothing)
    const smoothing = (free: readonly number[]) => given.map((g, i) => g ?? (free[open.indexOf(i)] as number))
    let best = smoothing(open.map((i) => USUAL[i] as number))
    if (open.length > 0 && x.length - start.from >= FEWEST) {
      const outside = (free: readonly number[]) => free.reduce((sum, v) => sum + Math.max(0, -v, v - 1), 0)
      const cost = (free: readonly number[]) => {
        const inside = free.map((v) => Math.min(1, Math.max(0, v)))
        return run(smoothing(inside)).sse * (1 + 100 * outside(free))
      }
      // R's start and two more, for the error has several valleys
      const found = [
        [0.3, 0.1, 0.1],
        [0.8, 0.1, 0.5],
        [0.1, 0.02, 0.9],
      ].map((from) =>
        nelderMead(
          cost,
          open.map((i) => from[i] as number),
          { step: 0.1, most: 400, tolerance: 1e-12 },
        ),
      )
      const least = found.reduce((a, b) => (b.value < a.value ? b : a))
      best = smoothing(least.at.map((v) => Math.min(1, Math.max(0, v))))
    }
    const end = run(best)
    ;[this.alpha, this.beta, this.gamma] = best as [number, number, number]
    this.sse = end.sse
    this.errors = end.errors
    this.residuals = end.residuals
    this.level = end.level
    this.trend = end.trend
    this.season = end.season
  }

  /**
   * Means of the next periods, and standard deviations by the additive error model: σ² (1 + Σ_(j<h) c_j²), c_j = α(1 + jβ) + γ(1 − α)[j a whole number of seasons]
   * (Hyndman, Koehler, Ord & Snyder 2008, table 6.2, in R's smoothing); a multiplicative season scales them.
   */
  forecast(periods: number): { mean: number; sd: number }[] {
    const { alpha, beta, gamma, season, multiplicative } = this
    const sigma = this.errors > 3 ? Math.sqrt(this.sse / (this.errors - 3)) : Number.NaN
    const usual = multiplicative ? season.reduce((a, b) => a + b, 0) / season.length : 1
    let sum = 0
    return Array.from({ length: periods }, (_, k) => {
      const s = season[k % season.length] as number
      const line = this.level + (k + 1) * this.trend
      const sd = sigma * Math.sqrt(1 + sum) * (multiplicative ? s / usual : 1)
      const again = season.length > 1 && (k + 1) % season.length === 0 ? gamma * (1 - alpha) : 0
      const c = alpha * (1 + (k + 1) * beta) + again
      sum += c * c
      return { mean: multiplicative ? line * s : line + s, sd }
    })
  }

  private filter(x: Float64Array, start: Start, [alpha, beta, gamma]: readonly number[]) {
    const [a, b, c] = [alpha as number, beta as number, gamma as number]
    let { level, trend } = start
    const season = start.season.slice()
    const period = season.length
    let sse = 0
    let errors = 0
    const residuals = new Float64Array(x.length).fill(Number.NaN)
    for (let t = start.from; t < x.length; t++) {
      const place = (t - start.from) % period
      const s = season[place] as number
      const line = level + trend
      const expected = this.multiplicative ? line * s : line + s
      const known = !Number.isNaN(x[t])
      const value = known ? (x[t] as number) : expected
      if (known) {
        sse += (value - expected) * (value - expected)
        errors++
        residuals[t] = value - expected
      }
      const now = a * (this.multiplicative ? value / s : value - s) + (1 - a) * line
      trend = b * (now - level) + (1 - b) * trend
      level = now
      season[place] = c * (this.multiplicative ? value / now : value - now) + (1 - c) * s
    }
    const turn = (x.length - start.from) % period
    return { sse, errors, residuals, level, trend, season: Float64Array.from(season, (_, k) => season[(turn + k) % period] as number) }
  }
}

interface Start {
  level: number
  trend: number
  season: Float64Array
  /** The first period that is forecast. */
  from: number
}

function withoutSeason(x: Float64Array, trendless: boolean): Start {
  if (trendless) return { level: x[0] as number, trend: 0, season: Float64Array.of(0), from: 1 }
  return { level: x[1] as number, trend: (x[1] as number) - (x[0] as number), season: Float64Array.of(0), from: 2 }
}

function ofOneSeason(x: Float64Array, period: number, multiplicative: boolean): Start {
  const first = x.subarray(0, period)
  const known = first.filter((v) => !Number.isNaN(v))
  const level = known.reduce((a, b) => a + b, 0) / known.length
  return {
    level,
    trend: 0,
    season: Float64Array.from(first, (v) => (Number.isNaN(v) ? (multiplicative ? 1 : 0) : multiplicative ? v / level : v - level)),
    from: period,
  }
}

/** Start values of R: centred moving averages, a line through them, and the mean deviation from them by place in the season. */
function decomposed(x: Float64Array, period: number, multiplicative: boolean): Start {
  const half = Math.floor(period / 2)
  const trend = Float64Array.from(x, (_, t) => {
    if (t < half || t >= x.length - half) return Number.NaN
    let sum = 0
    for (let j = -half; j <= half; j++) sum += (x[t + j] as number) * (period % 2 === 0 && Math.abs(j) === half ? 0.5 : 1)
    return sum / period
  })
  const line = trend.filter((v) => !Number.isNaN(v))
  const n = line.length
  if (n < 2) return ofOneSeason(x, period, multiplicative)
  const middle = (n + 1) / 2
  const mean = line.reduce((a, b) => a + b, 0) / n
  let sxy = 0
  let sxx = 0
  line.forEach((v, k) => {
    sxy += (k + 1 - middle) * (v - mean)
    sxx += (k + 1 - middle) * (k + 1 - middle)
  })
  const slope = sxx > 0 ? sxy / sxx : 0
  const season = Float64Array.from({ length: period }, (_, place) => {
    let sum = 0
    let count = 0
    for (let t = place; t < x.length; t += period) {
      const v = multiplicative ? (x[t] as number) / (trend[t] as number) : (x[t] as number) - (trend[t] as number)
      if (Number.isNaN(v)) continue
      sum += v
      count++
    }
    return count > 0 ? sum / count : multiplicative ? 1 : 0
  })
  const usual = season.reduce((a, b) => a + b, 0) / period
  return { level: mean - slope * middle, trend: slope, season: season.map((s) => (multiplicative ? s / usual : s - usual)), from: period }
}
