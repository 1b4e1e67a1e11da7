import * as math from "../../sim/math.ts"
import type { Random } from "../random.ts"

const LN_2PI = 1.8378770664093453

/** Normal belief about a number. An sd of 0 fixes it. */
export interface Prior {
  mean: number
  sd: number
}

/**
 * Linear regression with independent normal priors, from its sums of squares and products: weights, their covariance, and how likely the data are with
 * all weights integrated out. Bishop, "Pattern Recognition and Machine Learning" (2006), eq. 3.50–3.54 and 3.86.
 */
export class NormalPosterior {
  readonly mean: Float64Array
  /** ln of the evidence. */
  readonly evidence: number
  /** Lower Cholesky factor of the precision. */
  private readonly factor: Float64Array

  /**
   * @param gram ZᵀZ by rows @param cross Zᵀy @param square yᵀy @param rows how many rows were summed
   * @param noise standard deviation of a row's residual
   */
  constructor(gram: Float64Array, cross: Float64Array, square: number, rows: number, priors: readonly Prior[], noise: number) {
    const n = priors.length
    const w = 1 / (noise * noise)
    const l = new Float64Array(n * n)
    const b = new Float64Array(n)
    let quadratic = w * square
    let logs = 0
    for (let i = 0; i < n; i++) {
      const { mean, sd } = priors[i] as Prior
      const precision = 1 / Math.max(sd * sd, 1e-18)
      b[i] = precision * mean + w * (cross[i] as number)
      quadratic += precision * mean * mean
      for (let j = 0; j <= i; j++) {
        let sum = w * (gram[i * n + j] as number) + (i === j ? precision : 0)
        for (let k = 0; k < j; k++) sum -= (l[i * n + k] as number) * (l[j * n + k] as number)
        l[i * n + j] = i === j ? Math.sqrt(Math.max(sum, 1e-300)) : sum / (l[j * n + j] as number)
      }
      logs += 0.5 * math.log(precision) - math.log(l[i * n + i] as number)
    }
    this.factor = l
    const half = this.forward(b)
    for (const v of half) quadratic -= v * v
    this.mean = this.back(half)
    this.evidence = -0.5 * rows * (LN_2PI + 2 * math.log(noise)) + logs - 0.5 * quadratic
  }

  /** L⁻¹ b, in place. */
  private forward(b: Float64Array): Float64Array {
    const n = b.length
    for (let i = 0; i < n; i++) {
      let sum = b[i] as number
      for (let k = 0; k < i; k++) sum -= (this.factor[i * n + k] as number) * (b[k] as number)
      b[i] = sum / (this.factor[i * n + i] as number)
    }
    return b
  }

  /** L⁻ᵀ b, in place. */
  private back(b: Float64Array): Float64Array {
    const n = b.length
    for (let i = n - 1; i >= 0; i--) {
      let sum = b[i] as number
      for (let k = i + 1; k < n; k++) sum -= (this.factor[k * n + i] as number) * (b[k] as number)
      b[i] = sum / (this.factor[i * n + i] as number)
    }
    return b
  }

  /** Variance of a row's expected value, zᵀ Λ⁻¹ z. */
  variance(z: ArrayLike<number>): number {
    return this.forward(Float64Array.from(z)).reduce((sum, v) => sum + v * v, 0)
  }

  /** Standard deviation of one weight. */
  sd(i: number): number {
    return Math.sqrt(this.variance(this.mean.map((_, j) => (j === i ? 1 : 0))))
  }

  sample(random: Random): Float64Array {
    return this.back(Float64Array.from(this.mean, () => random.normal())).map((d, i) => d + (this.mean[i] as number))
  }
}
