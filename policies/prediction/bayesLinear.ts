import type { Json } from "../policy.ts"
import type { Random } from "../random.ts"
import { backward, cholesky, forward } from "./cholesky.ts"

/**
 * Bayesian linear regression with a normal prior, updated a row at a time: precision Λ ← Λ + x xᵀ/σ², Λμ ← Λμ + x y/σ².
 * Bishop, "Pattern Recognition and Machine Learning" (2006), eq. 3.50–3.51. The noise σ is given.
 */
export class BayesLinear {
  readonly size: number
  private readonly precision: Float64Array
  private readonly shift: Float64Array
  private factor: Float64Array | undefined
  private centre: Float64Array | undefined

  /** @param mean prior mean and @param sd prior standard deviation of each coefficient @param noise standard deviation of a row's residual */
  constructor(
    mean: readonly number[],
    sd: readonly number[],
    private noise: number,
  ) {
    this.size = mean.length
    this.precision = new Float64Array(this.size * this.size)
    this.shift = new Float64Array(this.size)
    mean.forEach((m, i) => {
      const p = 1 / ((sd[i] as number) * (sd[i] as number))
      this.precision[i * this.size + i] = p
      this.shift[i] = p * m
    })
  }

  /** Learns that x gave y. Zeros in x cost nothing. @param weight how many rows this one counts for */
  add(x: ArrayLike<number>, y: number, weight = 1): void {
    const w = weight / (this.noise * this.noise)
    for (let i = 0; i < this.size; i++) {
      const xi = x[i] as number
      if (xi === 0) continue
      this.shift[i] = (this.shift[i] as number) + w * xi * y
      for (let j = 0; j <= i; j++) this.precision[i * this.size + j] = (this.precision[i * this.size + j] as number) + w * xi * (x[j] as number)
    }
    this.factor = undefined
    this.centre = undefined
  }

  /** Posterior mean. */
  mean(): Float64Array {
    this.factor ??= cholesky(this.precision, this.size)
    this.centre ??= backward(this.factor, forward(this.factor, Float64Array.from(this.shift)))
    return this.centre
  }

  /** Posterior variance of each coefficient, the diagonal of Λ⁻¹. */
  variances(): Float64Array {
    this.factor ??= cholesky(this.precision, this.size)
    return Float64Array.from({ length: this.size }, (_, i) => {
      const unit = new Float64Array(this.size)
      unit[i] = 1
      return forward(this.factor as Float64Array, unit).reduce((sum, z) => sum + z * z, 0)
    })
  }

  /** A draw from the posterior: μ + L⁻ᵀ z. */
  sample(random: Random): Float64Array {
    const mean = this.mean()
    const z = backward(
      this.factor as Float64Array,
      Float64Array.from({ length: this.size }, () => random.normal()),
    )
    return z.map((d, i) => d + (mean[i] as number))
  }

  save(): Json {
    return { precision: [...this.precision], shift: [...this.shift], noise: this.noise }
  }

  load(state: Json): void {
    const { precision, shift, noise } = state as { precision: number[]; shift: number[]; noise: number }
    this.precision.set(precision)
    this.shift.set(shift)
    this.noise = noise
    this.factor = undefined
    this.centre = undefined
  }
}
