import type { Json } from "../policy.ts"
import { BayesLinear } from "./bayesLinear.ts"

/**
 * What treatments return, in proportion to an index of customers: margin = w₀ + w₁ z + Σ t_k θ_k z, with z the index over its mean and t_k whether treatment k was
 * sent. θ_k is what treatment k returns from a customer of average index. Bayesian linear regression (Bishop 2006, eq. 3.50–3.51) on customers whose treatment was drawn at
 * random, so that θ is causal; one number a treatment is learned much sooner than an effect of every feature.
 */
export class TreatmentReturn {
  private model: BayesLinear | undefined
  /** Mean and root mean square of the first outcomes, money: their size sets the priors. */
  private level = 1
  private noise = 1

  /** @param spread prior standard deviation of θ as a share of the mean outcome */
  constructor(private readonly spread: number) {}

  /** @param z index of each row over its mean @param priors prior mean of each θ */
  learn(z: ArrayLike<number>, treatment: ArrayLike<number>, outcome: ArrayLike<number>, priors: readonly number[]): void {
    if (!this.model) {
      let [sum, squares] = [0, 0]
      for (let r = 0; r < outcome.length; r++) {
        sum += Math.abs(outcome[r] as number)
        squares += (outcome[r] as number) * (outcome[r] as number)
      }
      // no outcome yet: nothing tells how large one is
      if (sum === 0) return
      this.level = sum / outcome.length
      this.noise = Math.sqrt(squares / outcome.length)
      this.model = this.made(priors)
    }
    const x = new Float64Array(2 + priors.length)
    for (let r = 0; r < outcome.length; r++) {
      const k = treatment[r] as number
      x.fill(0)
      x[0] = 1
      x[1] = z[r] as number
      if (k > 0 && k <= priors.length) x[1 + k] = z[r] as number
      this.model.add(x, outcome[r] as number)
    }
  }

  /** Expected θ of treatments 1 to K. */
  returns(priors: readonly number[]): readonly number[] {
    return this.model ? [...this.model.mean().slice(2)] : priors
  }

  private made(priors: readonly number[]): BayesLinear {
    const wide = 100 * Math.max(this.noise, this.level)
    const narrow = Math.max(1e-9, this.spread * this.level)
    return new BayesLinear([0, 0, ...priors], [wide, wide, ...priors.map(() => narrow)], Math.max(1e-9, this.noise))
  }

  save(): Json {
    return { level: this.level, noise: this.noise, model: this.model?.save() ?? null, size: this.model?.size ?? 0 }
  }

  load(state: Json): void {
    const { level, noise, model, size } = state as { level: number; noise: number; model: Json; size: number }
    this.level = level
    this.noise = noise
    this.model = undefined
    if (model === null) return
    this.model = this.made(new Array<number>(size - 2).fill(0))
    this.model.load(model)
  }
}
