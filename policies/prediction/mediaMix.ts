import * as math from "../../sim/math.ts"
import type { Random } from "../random.ts"
import { carriedOver, geometricAdstock, geometricWeights } from "./adstock.ts"
import { nelderMead } from "./nelderMead.ts"
import { NormalPosterior, type Prior } from "./normalPosterior.ts"
import { hill, logistic, type Saturation } from "./saturation.ts"

/** One medium's spend a period, and what is believed of its effect before the data. */
export interface Medium {
  name: string
  spend: ArrayLike<number>
  /** ln α/(1 − α) of the geometric adstock's retention α a period. */
  retention: Prior
  /** Lags that count, 0 to lags − 1; without it the recursion, which forgets nothing. */
  lags?: number
  /** Level of spend before the first period; 0 without it. */
  before?: number
  saturation: "hill" | "logistic"
  /** ln of Hill's K or of the logistic's λ, in the spend's units. */
  scale: Prior
  /** ln of Hill's shape n. Without it n = 1, concave. */
  shape?: Prior
  /** The coefficient: the outcome's gain at full saturation. */
  effect: Prior
}

/** A regressor that is no medium: constant, trend, season, prices. */
export interface Control {
  name: string
  values: ArrayLike<number>
  weight: Prior
}

export interface MixData {
  /** One value a period; rows with a NaN here or in a control are left out. */
  outcome: ArrayLike<number>
  media: readonly Medium[]
  controls: readonly Control[]
  /** ln of the residual's standard deviation. */
  noise: Prior
  /** ln ρ/(1 − ρ) of the residual's autocorrelation ρ from a period to the next; none without it. */
  autocorrelation?: Prior
  /** One retention for all media, believed as the first medium's: for series too short to tell them apart. */
  sharedRetention?: boolean
}

/** One set of values of all that is unknown: the mode, or a draw. */
export interface Mix {
  media: readonly { name: string; retention: number; saturation: Saturation; effect: number }[]
  controls: readonly number[]
  /** Standard deviation of what is new in a period's residual, and the part ρ of the last one that stays. */
  noise: number
  autocorrelation: number
}

const logit = (p: number) => math.log(p / (1 - p))
const share = (x: number) => 1 / (1 + math.exp(-x))

/** A prior of a retention, from where it probably is and how far its logit may stray. */
export const retentionPrior = (retention: number, sd: number): Prior => ({ mean: logit(retention), sd })

/**
 * Media-mix regression: outcome = Σ effect · saturation(adstock(spend)) + Σ weight · control + noise. Given the nonlinear numbers (retention, scale,
 * shape, noise) it is a linear regression with normal priors, whose weights are integrated out exactly; the nonlinear ones are found by block
 * coordinate ascent on what is left, one medium at a time by Nelder & Mead, and their uncertainty is Laplace's.
 * Model: Jin, Wang, Sun, Chan & Koehler (Google 2017), eq. 1–5. Integrating the linear part out: Bishop (2006), 3.86. Departs: normal priors on effects,
 * so an effect may come out below 0 where nothing says otherwise; those who plan by it cut it at 0.
 */
export class MediaMix {
  readonly mode: Mix
  readonly posterior: NormalPosterior
  /** ln of the evidence and of the nonlinear priors at the mode. */
  readonly fit: number
  /** Unconstrained nonlinear numbers, as `free` lists them. */
  private readonly at: number[]
  private readonly priors: Prior[] = []
  private readonly free: number[] = []
  private readonly fixed: number[]
  private readonly blocks: number[][] = []
  private readonly columns: Float64Array[]
  private readonly outcome: Float64Array
  private readonly used: boolean[]
  private readonly rows: number
  /** Rows without a row before them. */
  private readonly starts: number
  private curvature: Float64Array | undefined

  constructor(private readonly data: MixData) {
    const { media, controls, outcome } = data
    const odd = [...media.map((m) => [m.name, m.spend.length] as const), ...controls.map((c) => [c.name, c.values.length] as const)]
    for (const [name, length] of odd)
      if (length < outcome.length) throw new RangeError(`${name}: expected ${outcome.length} periods, as the outcome has; found ${length}`)
    this.used = Array.from(outcome, (y, t) => Number.isFinite(y) && controls.every((c) => Number.isFinite(c.values[t])))
    this.rows = this.used.filter(Boolean).length
    this.outcome = this.masked(outcome)
    // three numbers a medium: retention, scale, shape; then the noise and its autocorrelation, 0 where none is asked for
    const all = media.flatMap((m, k) => {
      const retention = data.sharedRetention && k > 0 ? { mean: m.retention.mean, sd: 0 } : m.retention
      return [retention, m.scale, m.shape ?? { mean: 0, sd: 0 }]
    })
    all.push(data.noise, data.autocorrelation ?? { mean: Number.NEGATIVE_INFINITY, sd: 0 })
    this.fixed = all.map((p) => p.mean)
    all.forEach((prior, i) => {
      if (prior.sd === 0) return
      const block = Math.floor(i / 3) // noise and autocorrelation come together
      ;(this.blocks[block] ??= []).push(this.free.length)
      this.free.push(i)
      this.priors.push(prior)
    })
    this.at = this.priors.map((p) => p.mean)
    this.columns = [...media.map((_, k) => this.column(k, this.at)), ...controls.map((c) => this.masked(c.values))]
    this.starts = this.used.filter((used, t) => used && !this.used[t - 1]).length
    this.fit = this.ascend()
    this.posterior = this.linear(this.at)
    this.mode = this.mixOf(this.at, this.posterior.mean)
  }

  /** The values of all unknowns, drawn from the posterior. Effects may be negative. */
  draw(random: Random): Mix {
    const n = this.free.length
    this.curvature ??= choleskyOf(this.hessian(), n)
    const z = Float64Array.from({ length: n }, () => random.normal())
    for (let i = n - 1; i >= 0; i--) {
      for (let k = i + 1; k < n; k++) z[i] = (z[i] as number) - (this.curvature[k * n + i] as number) * (z[k] as number)
      z[i] = (z[i] as number) / (this.curvature[i * n + i] as number)
    }
    const at = this.at.map((x, i) => x + (z[i] as number))
    return this.mixOf(at, this.linear(at).sample(random))
  }

  /** Standard deviation of a medium's effect at the nonlinear mode. */
  effectSd(medium: number): number {
    return this.posterior.sd(medium)
  }

  /** Laplace's standard deviation of a medium's unconstrained retention (logit), scale (ln) or shape (ln); 0 of what is fixed. */
  nonlinearSd(medium: number, what: "retention" | "scale" | "shape"): number {
    const n = this.free.length
    const i = this.free.indexOf(3 * (this.data.sharedRetention && what === "retention" ? 0 : medium) + ["retention", "scale", "shape"].indexOf(what))
    if (i < 0) return 0
    this.curvature ??= choleskyOf(this.hessian(), n)
    const l = this.curvature
    const e = Float64Array.from({ length: n }, (_, j) => (j === i ? 1 : 0))
    for (let r = 0; r < n; r++) {
      for (let k = 0; k < r; k++) e[r] = (e[r] as number) - (l[r * n + k] as number) * (e[k] as number)
      e[r] = (e[r] as number) / (l[r * n + r] as number)
    }
    return Math.sqrt(e.reduce((sum, v) => sum + v * v, 0))
  }

  /**
   * Normal forecast of each period after the data, from spends and controls that go on beyond it. The nonlinear numbers stand at their mode.
   * @param media spend of each medium from the first period of the data on @param controls likewise
   */
  forecast(media: readonly ArrayLike<number>[], controls: readonly ArrayLike<number>[]): { mean: number; sd: number }[] {
    const stocks = media.map((spend, k) => this.respond(k, spend, this.at))
    const length = Math.min(...[...stocks, ...controls].map((s) => s.length))
    const { noise, autocorrelation: rho } = this.mode
    const last = this.outcome.length - 1
    const expected = this.columns.reduce((sum, c, j) => sum + (c[last] ?? 0) * (this.posterior.mean[j] as number), 0)
    let residual = this.used[last] ? (this.outcome[last] as number) - expected : 0
    let variance = this.used[last] ? 0 : (noise * noise) / (1 - rho * rho)
    const out: { mean: number; sd: number }[] = []
    for (let t = this.data.outcome.length; t < length; t++) {
      const z = [...stocks, ...controls].map((s) => s[t] as number)
      const mean = z.reduce((sum, v, j) => sum + v * (this.posterior.mean[j] as number), 0)
      residual *= rho
      variance = rho * rho * variance + noise * noise
      out.push({ mean: mean + residual, sd: Math.sqrt(this.posterior.variance(z) + variance) })
    }
    return out
  }

  private masked(values: ArrayLike<number>): Float64Array {
    return Float64Array.from(this.used, (used, t) => (used ? (values[t] as number) : 0))
  }

  /** The nonlinear number in place i: retention, scale, shape of each medium in turn, then the noise. */
  private number(at: readonly number[], i: number): number {
    const free = this.free.indexOf(this.data.sharedRetention && i % 3 === 0 && i < this.fixed.length - 2 ? 0 : i)
    return free >= 0 ? (at[free] as number) : (this.fixed[i] as number)
  }

  private saturation(k: number, at: readonly number[]): Saturation {
    const scale = math.exp(this.number(at, 3 * k + 1))
    return this.data.media[k]?.saturation === "logistic" ? logistic(scale) : hill(scale, math.exp(this.number(at, 3 * k + 2)))
  }

  private respond(k: number, spend: ArrayLike<number>, at: readonly number[]): Float64Array {
    const { lags, before = 0 } = this.data.media[k] as Medium
    const retention = share(this.number(at, 3 * k))
    const stock = lags === undefined ? geometricAdstock(spend, retention, before) : carriedOver(spend, geometricWeights(retention, lags), before)
    const { value } = this.saturation(k, at)
    return stock.map(value)
  }

  private column(k: number, at: readonly number[]): Float64Array {
    return this.masked(this.respond(k, Array.prototype.slice.call(this.data.media[k]?.spend, 0, this.data.outcome.length), at))
  }

  private linear(at: readonly number[], columns = this.data.media.map((_, k) => this.column(k, at)).concat(this.columns.slice(this.data.media.length))) {
    const rho = this.rho(at)
    const [y, ...z] = [this.outcome, ...columns].map((c) => this.whitened(c, rho)) as [Float64Array, ...Float64Array[]]
    const { gram, cross } = productsOf(z, y)
    return this.given(gram, cross, dot(y, y), at)
  }

  private given(gram: Float64Array, cross: Float64Array, square: number, at: readonly number[]): NormalPosterior {
    const weights = [...this.data.media.map((m) => m.effect), ...this.data.controls.map((c) => c.weight)]
    return new NormalPosterior(gram, cross, square, this.rows, weights, math.exp(this.number(at, this.fixed.length - 2)))
  }

  private rho(at: readonly number[]): number {
    return share(this.number(at, this.fixed.length - 1))
  }

  /** What is new in each row, x_t − ρ x_(t−1); a row without one before it counts √(1 − ρ²) (Prais & Winsten 1954). */
  private whitened(column: Float64Array, rho: number): Float64Array {
    if (rho === 0) return column
    const first = Math.sqrt(1 - rho * rho)
    return column.map((v, t) => (!this.used[t] ? 0 : t > 0 && this.used[t - 1] ? v - rho * (column[t - 1] as number) : first * v))
  }

  /** ln of the determinant by which whitening changes the density. */
  private jacobian(at: readonly number[]): number {
    const rho = this.rho(at)
    return rho === 0 ? 0 : 0.5 * this.starts * math.log(1 - rho * rho)
  }

  private prior(at: readonly number[]): number {
    return at.reduce((sum, x, i) => {
      const { mean, sd } = this.priors[i] as Prior
      return sum - (0.5 * (x - mean) * (x - mean)) / (sd * sd)
    }, 0)
  }

  /** Block coordinate ascent; columns are whitened anew where a block changes them. */
  private ascend(): number {
    const { columns, at } = this
    const media = this.data.media.length
    const value = (block: number) => {
      const changed = block === 0 && this.data.sharedRetention ? this.data.media.keys() : block < media ? [block] : []
      for (const k of changed) columns[k] = this.column(k, at)
      return this.linear(at, columns).evidence + this.jacobian(at) + this.prior(at)
    }
    let best = value(media)
    for (let sweep = 0; sweep < 12; sweep++) {
      const before = best
      for (const [block, free] of this.blocks.entries()) {
        if (!free) continue
        const set = (x: readonly number[]) => {
          for (const [j, i] of free.entries()) at[i] = x[j] as number
        }
        const here = free.map((i) => at[i] as number)
        const found = nelderMead(
          (x) => {
            set(x)
            return -value(block)
          },
          here,
          { step: sweep === 0 ? 0.5 : 0.1, most: 40 * free.length, tolerance: 1e-8 },
        )
        const better = -found.value > best
        set(better ? found.at : here)
        const now = value(block)
        if (better) best = now
      }
      if (best - before < 1e-4) break
    }
    return best
  }

  /** −∂² ln posterior of the nonlinear numbers at the mode, by central differences. */
  private hessian(): Float64Array {
    const n = this.free.length
    const h = new Float64Array(n * n)
    const f = (moves: readonly (readonly [number, number])[]) => {
      const at = [...this.at]
      for (const [i, by] of moves) at[i] = (at[i] as number) + by
      return this.linear(at).evidence + this.jacobian(at) + this.prior(at)
    }
    const step = 0.05
    const centre = f([])
    const sides = this.free.map((_, i) => [f([[i, step]]), f([[i, -step]])] as const)
    for (let i = 0; i < n; i++) {
      const [up, down] = sides[i] as readonly [number, number]
      h[i * n + i] = -(up - 2 * centre + down) / (step * step)
      for (let j = 0; j < i; j++) {
        const [up2, down2] = sides[j] as readonly [number, number]
        const both = f([
          [i, step],
          [j, step],
        ])
        const neither = f([
          [i, -step],
          [j, -step],
        ])
        h[i * n + j] = h[j * n + i] = -(both + neither - up - down - up2 - down2 + 2 * centre) / (2 * step * step)
      }
    }
    // flat or upward directions: the prior's curvature at least
    for (let i = 0; i < n; i++) h[i * n + i] = Math.max(h[i * n + i] as number, 1 / ((this.priors[i] as Prior).sd * (this.priors[i] as Prior).sd))
    return h
  }

  private mixOf(at: readonly number[], weights: ArrayLike<number>): Mix {
    const { media, controls } = this.data
    return {
      media: media.map(({ name }, k) => ({
        name,
        retention: share(this.number(at, 3 * k)),
        saturation: this.saturation(k, at),
        effect: weights[k] as number,
      })),
      controls: controls.map((_, j) => weights[media.length + j] as number),
      noise: math.exp(this.number(at, this.fixed.length - 2)),
      autocorrelation: this.rho(at),
    }
  }
}

/** Sums of products of columns with one another and with the outcome. */
function productsOf(columns: readonly Float64Array[], y: Float64Array): { gram: Float64Array; cross: Float64Array } {
  const n = columns.length
  const gram = new Float64Array(n * n)
  const cross = Float64Array.from(columns, (c) => dot(c, y))
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) gram[i * n + j] = gram[j * n + i] = dot(columns[i] as Float64Array, columns[j] as Float64Array)
  return { gram, cross }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let t = 0; t < a.length; t++) sum += (a[t] as number) * (b[t] as number)
  return sum
}

/** Lower Cholesky factor; a pivot that fails is kept from falling under a thousandth of its diagonal. */
function choleskyOf(a: Float64Array, n: number): Float64Array {
  const l = new Float64Array(n * n)
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j] as number
      for (let k = 0; k < j; k++) sum -= (l[i * n + k] as number) * (l[j * n + k] as number)
      l[i * n + j] = i === j ? Math.sqrt(Math.max(sum, 1e-3 * (a[i * n + i] as number))) : sum / (l[j * n + j] as number)
    }
  return l
}

/** Sines and cosines of the first harmonics of a period, as controls. */
export function fourier(length: number, period: number, harmonics: number, sd: number, first = 0): Control[] {
  return Array.from({ length: harmonics }, (_, h) =>
    ([math.sin, math.cos] as const).map((wave, k) => ({
      name: `${k === 0 ? "sin" : "cos"}${h + 1}`,
      values: Float64Array.from({ length }, (_, t) => wave((6.283185307179586 * (h + 1) * (first + t)) / period)),
      weight: { mean: 0, sd },
    })),
  ).flat()
}
