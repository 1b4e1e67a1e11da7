import * as math from "../../sim/math.ts"
import { number } from "../options.ts"
import type { Json } from "../policy.ts"
import type { Pull } from "./bandit.ts"
import type { Learned } from "./learned.ts"

/** Options of bandits that can forget. */
export const memoryOptions = {
  discount: number(1, "what a unit of the bandit's time leaves of evidence: 1 remembers all", { above: 0, most: 1 }),
  window: number(0, "evidence from pulls longer ago than this is dropped; 0 keeps all", { least: 0 }),
}

interface Told {
  at: number
  arm: number
  value: number
  weight: number
}

/**
 * What rewards say of each arm: their weight, mean and variance, discounted by γ^(now − time of the pull) and within a window, (now − window, now].
 * Sums do not depend on the order in which rewards arrive, but for rounding. Until `look` has been called, nothing is as of any time.
 */
export class Evidence implements Learned {
  private weights: number[]
  private sums: number[]
  private squares: number[]
  /** Sums above are as of this time: newer evidence weighs more than 1 there. */
  private asOf = 0
  private all = 0
  private factor = 1
  /** Rewards within the window, oldest pull first; `tellers` is how many each arm has there. */
  private recent: Told[] = []
  private tellers: number[] = []

  constructor(
    arms: number,
    private readonly memory: { discount: number; window: number } = { discount: 1, window: 0 },
  ) {
    this.weights = new Array<number>(arms).fill(0)
    this.sums = [...this.weights]
    this.squares = [...this.weights]
    if (memory.window > 0) this.tellers = [...this.weights]
  }

  get arms(): number {
    return this.weights.length
  }

  addArm(): void {
    for (const column of [this.weights, this.sums, this.squares]) column.push(0)
    if (this.memory.window > 0) this.tellers.push(0)
  }

  add({ arm, at }: Pull, value: number, weight: number): void {
    const { discount, window } = this.memory
    if (window > 0) {
      let k = this.recent.length
      while (k > 0 && (this.recent[k - 1] as Told).at > at) k--
      this.recent.splice(k, 0, { at, arm, value, weight })
      this.tellers[arm] = (this.tellers[arm] as number) + 1
    }
    if (discount < 1 && (at - this.asOf) * -math.log(discount) > 200) this.rebase(at)
    this.put(arm, value, weight * this.inflated(at))
  }

  private put(arm: number, value: number, w: number): void {
    this.weights[arm] = (this.weights[arm] as number) + w
    this.sums[arm] = (this.sums[arm] as number) + w * value
    this.squares[arm] = (this.squares[arm] as number) + w * value * value
    this.all += w
  }

  private inflated(at: number): number {
    return this.memory.discount < 1 ? math.pow(this.memory.discount, this.asOf - at) : 1
  }

  private rebase(at: number): void {
    const left = math.pow(this.memory.discount, at - this.asOf)
    for (const column of [this.weights, this.sums, this.squares]) column.forEach((x, arm) => (column[arm] = x * left))
    this.all *= left
    this.asOf = at
  }

  look(now: number): void {
    const { discount, window } = this.memory
    if (window > 0) {
      let old = 0
      while (old < this.recent.length && (this.recent[old] as Told).at <= now - window) old++
      for (const { arm, value, weight, at } of this.recent.splice(0, old)) {
        this.put(arm, value, -weight * this.inflated(at))
        this.tellers[arm] = (this.tellers[arm] as number) - 1
        if (this.tellers[arm] === 0) for (const column of [this.weights, this.sums, this.squares]) column[arm] = 0
      }
    }
    this.factor = discount < 1 ? math.pow(discount, now - this.asOf) : 1
  }

  /** Weight of an arm's rewards: their number, where nothing is forgotten. */
  count(arm: number): number {
    return (this.weights[arm] as number) * this.factor
  }

  /** Weight of all rewards. */
  get total(): number {
    return this.all * this.factor
  }

  /** NaN without rewards. */
  mean(arm: number): number {
    return (this.sums[arm] as number) / (this.weights[arm] as number)
  }

  /** Variance of the rewards, with their number as the divisor; what varies within a reward of weight above 1 is not in it. */
  variance(arm: number): number {
    const mean = this.mean(arm)
    return Math.max(0, (this.squares[arm] as number) / (this.weights[arm] as number) - mean * mean)
  }

  save(): Json {
    const { weights, sums, squares, asOf, all, recent } = this
    return structuredClone({ weights, sums, squares, asOf, all, recent }) as unknown as Json
  }

  load(state: Json): void {
    const s = structuredClone(state) as unknown as Record<"weights" | "sums" | "squares", number[]> & { asOf: number; all: number; recent: Told[] }
    Object.assign(this, s)
    if (this.memory.window > 0) {
      this.tellers = s.weights.map(() => 0)
      for (const { arm } of s.recent) this.tellers[arm] = (this.tellers[arm] as number) + 1
    }
  }
}
