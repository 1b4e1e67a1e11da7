import * as math from "../../sim/math.ts"
import { key, threefry, uniform } from "../../sim/random.ts"
import { number, whole } from "../options.ts"
import type { Json } from "../policy.ts"
import { bandit, type Pull } from "./bandit.ts"
import { banditOf, type Learned } from "./learned.ts"
import { normalOptions } from "./thompsonGaussian.ts"

const card = {
  name: "bootstrapped-thompson",
  about: "Thompson sampling from bootstrap replicates in place of a posterior: no law of the rewards is assumed",
  source: "Eckles & Kaptein 2014 (arXiv 1410.4009), algorithm 2; Osband & Van Roy 2015 (arXiv 1507.00300) for prior data",
  options: {
    replicates: whole(100, "bootstrap replicates of each arm", { least: 2, most: 10_000 }),
    priorMean: normalOptions.priorMean,
    priorSd: normalOptions.priorSd,
    priorWeight: number(1, "rewards that a replicate's prior value counts for", { above: 0 }),
  },
} as const

/**
 * Bootstrapped Thompson sampling: each reward counts twice in about half of its arm's replicates and not at all in the others (double or nothing); draw a replicate of each arm and play the one whose
 * mean is highest.
 * Eckles & Kaptein 2014. Departs: a replicate starts from a prior value of its own, spread as a normal law, or there would be nothing to draw from before the second reward; which replicates a
 * reward counts in is a fixed pattern of (arm, reward's number, replicate), so that learning needs no luck.
 * Chances: exact, by counting in the sorted replicates.
 */
export const bootstrapThompson = bandit(card, (arms, o) => {
  const told = new Replicates(arms, o)
  return banditOf(told, {
    chances: (among) => chanceOfGreatest(among.map((arm) => told.means(arm))),
    draw(among, random) {
      let best = 0
      let most = Number.NEGATIVE_INFINITY
      among.forEach((arm, k) => {
        const mean = told.mean(arm, Math.floor(random.next() * o.replicates))
        if (mean <= most) return
        most = mean
        best = k
      })
      return best
    },
  })
})

const pattern = key({ seed: 0, replication: 0 }, 1)

class Replicates implements Learned {
  /** By arm and replicate. */
  private sums: number[][] = []
  private weights: number[][] = []
  /** Rewards told, by arm. */
  private told: number[] = []

  constructor(
    arms: number,
    private readonly o: { replicates: number; priorMean: number; priorSd: number; priorWeight: number },
  ) {
    for (let arm = 0; arm < arms; arm++) this.addArm()
  }

  get arms(): number {
    return this.told.length
  }

  addArm(): void {
    const { replicates, priorMean, priorSd, priorWeight } = this.o
    const offset = (this.arms * 0.6180339887498949 + 0.5) % 1 // no two arms' replicates are alike
    this.sums.push(
      Array.from({ length: replicates }, (_, j) => priorWeight * (priorMean + priorSd * math.normalQuantile((j + offset + 1e-9) / (replicates + 2e-9)))),
    )
    this.weights.push(new Array<number>(replicates).fill(priorWeight))
    this.told.push(0)
  }

  add({ arm }: Pull, value: number, weight: number): void {
    const number = this.told[arm] as number
    this.told[arm] = number + 1
    const sums = this.sums[arm] as number[]
    const weights = this.weights[arm] as number[]
    const words = new Uint32Array(4)
    for (let j = 0; j < sums.length; j++) {
      if (j % 4 === 0) threefry(pattern, arm, number, j / 4, 0, words)
      if (uniform(words[j % 4] as number) < 0.5) continue
      sums[j] = (sums[j] as number) + 2 * weight * value
      weights[j] = (weights[j] as number) + 2 * weight
    }
  }

  mean(arm: number, replicate: number): number {
    return ((this.sums[arm] as number[])[replicate] as number) / ((this.weights[arm] as number[])[replicate] as number)
  }

  means(arm: number): number[] {
    return (this.sums[arm] as number[]).map((_, j) => this.mean(arm, j))
  }

  save(): Json {
    return structuredClone({ sums: this.sums, weights: this.weights, told: this.told }) as unknown as Json
  }

  load(state: Json): void {
    const s = structuredClone(state) as unknown as { sums: number[][]; weights: number[][]; told: number[] }
    this.sums = s.sums
    this.weights = s.weights
    this.told = s.told
  }
}

/** Chance of each arm that a value drawn from its list is above those drawn from all others'; of values alike the first arm's wins. */
export function chanceOfGreatest(values: readonly (readonly number[])[]): Float64Array {
  const out = new Float64Array(values.length)
  const sorted = values.flatMap((list, arm) => list.map((value) => ({ value, arm }))).sort((x, y) => x.value - y.value || y.arm - x.arm)
  const below = new Float64Array(values.length)
  let none = values.length
  let logs = 0
  for (const { arm } of sorted) {
    const size = (values[arm] as readonly number[]).length
    const has = below[arm] as number
    const own = has === 0 ? 0 : math.log(has / size)
    if (none - (has === 0 ? 1 : 0) === 0) out[arm] = (out[arm] as number) + math.exp(logs - own) / size
    if (has === 0) none--
    logs += math.log((has + 1) / size) - own
    below[arm] = has + 1
  }
  const all = out.reduce((a, b) => a + b, 0)
  return out.map((chance) => chance / all)
}
