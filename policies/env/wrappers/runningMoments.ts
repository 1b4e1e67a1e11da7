import type { Json } from "../../policy.ts"

/** Weight of the standard normal that is there before any value, as in Gymnasium's `RunningMeanStd`. */
const PRIOR = 1e-4

/**
 * Means and variances of values that come one by one, by Welford's recurrence (Technometrics 1962): those of all values so far and of PRIOR of a
 * value with mean 0 and variance 1. Variances are of the population.
 */
export class RunningMoments {
  private count = PRIOR
  readonly mean: Float64Array
  readonly variance: Float64Array

  constructor(size: number) {
    this.mean = new Float64Array(size)
    this.variance = new Float64Array(size).fill(1)
  }

  add(values: ArrayLike<number>): void {
    const total = this.count + 1
    for (let k = 0; k < this.mean.length; k++) {
      const delta = (values[k] as number) - (this.mean[k] as number)
      this.mean[k] = (this.mean[k] as number) + delta / total
      this.variance[k] = ((this.variance[k] as number) * this.count + (delta * delta * this.count) / total) / total
    }
    this.count = total
  }

  save(): Json {
    return { count: this.count, mean: [...this.mean], variance: [...this.variance] }
  }

  load(state: Json): void {
    const s = state as { count: number; mean: number[]; variance: number[] }
    this.count = s.count
    this.mean.set(s.mean)
    this.variance.set(s.variance)
  }
}
