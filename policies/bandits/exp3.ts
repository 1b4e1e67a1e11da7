import * as math from "../../sim/math.ts"
import { number, whole } from "../options.ts"
import type { Json } from "../policy.ts"
import { bandit, type Pull } from "./bandit.ts"
import { banditOf, each, type Learned, rangeOption } from "./learned.ts"
import { shares } from "./softmax.ts"

const card = {
  name: "exp3",
  about: "Exponential weights on rewards divided by their chance: sure against any sequence of rewards, even an adversary's",
  source: "Auer, Cesa-Bianchi, Freund & Schapire, SIAM J. Computing 32 (2002), fig. 1, corollary 3.2; Exp3.S, fig. 3",
  weighs: true,
  options: {
    gamma: number(0.1, "γ: share of choices at random, and the learning rate", { above: 0, most: 1 }),
    horizon: whole(0, "choices to come, from which γ is set by corollary 3.2; 0 takes γ as given", { least: 0 }),
    sharing: number(0, "α of Exp3.S: what each reward shares out between arms, so that one that was bad can come back. 0 is Exp3", { least: 0 }),
    ...rangeOption,
  },
} as const

/**
 * EXP3: chance (1 − γ) w/Σw + γ/K, and w ← w exp(γ (reward/chance)/K). Guaranteed: regret ≤ (e − 1) γ T + K ln K / γ against the best single arm, whatever the rewards.
 * Auer et al. 2002. Departs: rewards may be late, weighed by the chance that their pull had; a new arm starts at the mean log weight; where only some arms can be had,
 * chances are shared among those. Chances: exact.
 */
export const exp3 = bandit(card, (arms, o) => {
  const weights = new LogWeights(arms, o)
  return banditOf(weights, {
    range: o.range,
    weighs: true,
    chances(among) {
      const gamma = weights.gamma
      return shares(each(among, (arm) => weights.log(arm))).map((w) => (1 - gamma) * w + gamma / among.length)
    },
  })
})

/** Logarithms of EXP3's weights. */
class LogWeights implements Learned {
  private logs: number[]

  constructor(
    arms: number,
    private readonly o: { gamma: number; horizon: number; sharing: number },
  ) {
    this.logs = new Array<number>(arms).fill(0)
  }

  get arms(): number {
    return this.logs.length
  }

  get gamma(): number {
    const k = this.arms
    return this.o.horizon > 0 ? Math.max(1e-9, Math.min(1, Math.sqrt((k * math.log(k)) / ((math.exp(1) - 1) * this.o.horizon)))) : this.o.gamma
  }

  addArm(): void {
    this.logs.push(this.arms > 0 ? this.logs.reduce((a, b) => a + b, 0) / this.arms : 0)
  }

  add({ arm, chance }: Pull, reward: number, weight: number): void {
    if (!(chance !== undefined && chance > 0)) throw new RangeError(`chance: expected the pull's chance, above 0; found ${chance}`)
    if (this.o.sharing > 0) {
      const most = this.logs.reduce((a, b) => Math.max(a, b))
      const shared = (math.exp(1) * this.o.sharing * this.logs.reduce((sum, log) => sum + math.exp(log - most), 0)) / this.arms
      this.raise(arm, reward, weight / chance)
      this.logs = this.logs.map((log) => most + math.log(math.exp(log - most) + shared))
    } else this.raise(arm, reward, weight / chance)
  }

  private raise(arm: number, reward: number, times: number): void {
    this.logs[arm] = (this.logs[arm] as number) + (this.gamma * reward * times) / this.arms
  }

  log(arm: number): number {
    return this.logs[arm] as number
  }

  save(): Json {
    return [...this.logs]
  }

  load(state: Json): void {
    this.logs = [...(state as readonly number[])]
  }
}
