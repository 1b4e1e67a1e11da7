import type { Json } from "../policy.ts"
import { Examples } from "./labels.ts"
import type { Rows } from "./linear.ts"
import { type Base, fitUplift, type Learner, predictUplift, type Uplift } from "./uplift.ts"

/** Fewest customers of an arm that an effect is told from. */
const LEAST = 50

/** Effects of treatments 1 to K against none, by an uplift learner fitted now and then to the latest customers whose treatment was drawn at random. */
export class TreatmentEffects {
  /** Features, then the treatment. */
  private readonly examples: Examples
  private models: (Uplift | null)[] = []
  private added = 0
  private fittedWith = 0

  /** @param most customers kept @param every customers between fits */
  constructor(
    private readonly learner: Learner,
    private readonly base: Base,
    private readonly width: number,
    most: number,
    private readonly every: number,
  ) {
    this.examples = new Examples(width + 1, most)
  }

  /** @param x features, then the treatment, of a customer whose treatment was drawn at random */
  add(x: ArrayLike<number>, outcome: number): void {
    this.examples.add(x, 0, outcome)
    this.added++
  }

  /** Effect of each treatment on each row, by treatment; undefined where too few have had it or none. */
  effects(rows: Rows, kinds: number): (Float64Array | undefined)[] {
    if (this.added - this.fittedWith >= this.every) {
      this.models = Array.from({ length: kinds }, (_, k) => this.fit(k + 1))
      this.fittedWith = this.added
    }
    return Array.from({ length: kinds }, (_, k) => {
      const model = this.models[k]
      return model ? predictUplift(model, rows) : undefined
    })
  }

  private fit(kind: number): Uplift | null {
    const { x } = this.examples.rows()
    const y = this.examples.labels()
    const wide = this.width + 1
    const arms = Array.from(y, (_, r) => r).filter((r) => x[r * wide + this.width] === 0 || x[r * wide + this.width] === kind)
    const treated = Uint8Array.from(arms, (r) => (x[r * wide + this.width] === kind ? 1 : 0))
    const sent = treated.reduce((sum, t) => sum + t, 0)
    if (sent < LEAST || arms.length - sent < LEAST) return null
    const features = new Float64Array(arms.length * this.width)
    arms.forEach((r, n) => {
      for (let j = 0; j < this.width; j++) features[n * this.width + j] = x[r * wide + j] as number
    })
    const outcome = Float64Array.from(arms, (r) => y[r] as number)
    // effects are small beside what they are told from: a tenth of the customers' weight is the prior's
    return fitUplift(this.learner, this.base, { width: this.width, x: features, treated, outcome, propensity: sent / arms.length }, 0.1 * arms.length)
  }

  save(): Json {
    return { examples: this.examples.save(), models: structuredClone(this.models) as unknown as Json, added: this.added, fittedWith: this.fittedWith }
  }

  load(state: Json): void {
    const { examples, models, added, fittedWith } = structuredClone(state) as unknown as {
      examples: Json
      models: (Uplift | null)[]
      added: number
      fittedWith: number
    }
    this.examples.load(examples)
    this.models = models
    this.added = added
    this.fittedWith = fittedWith
  }
}
