import * as math from "../../sim/math.ts"
import type { Json } from "../policy.ts"
import type { Pull } from "./bandit.ts"
import type { Learned } from "./learned.ts"

/**
 * Action values, Q ← Q + step (reward − Q): a sample average where the step is 1/n (step 0), else one that forgets by an arm's own rewards and keeps its initial value in
 * part for ever. Sutton & Barto 2018, eq. 2.3 and 2.5. A reward of weight w is w rewards alike.
 */
export class ValueEstimates implements Learned {
  private values: number[]
  private counts: number[]

  constructor(
    arms: number,
    private readonly step: number,
    private readonly initial: number,
  ) {
    this.values = new Array<number>(arms).fill(initial)
    this.counts = new Array<number>(arms).fill(0)
  }

  get arms(): number {
    return this.values.length
  }

  addArm(): void {
    this.values.push(this.initial)
    this.counts.push(0)
  }

  add({ arm }: Pull, reward: number, weight: number): void {
    const n = (this.counts[arm] as number) + weight
    const step = this.step > 0 ? 1 - math.pow(1 - this.step, weight) : weight / n
    this.counts[arm] = n
    this.values[arm] = (this.values[arm] as number) + step * (reward - (this.values[arm] as number))
  }

  value(arm: number): number {
    return this.values[arm] as number
  }

  save(): Json {
    return { values: [...this.values], counts: [...this.counts] }
  }

  load(state: Json): void {
    const { values, counts } = state as { values: number[]; counts: number[] }
    this.values = [...values]
    this.counts = [...counts]
  }
}
