import alea from "seedrandom/lib/alea.js"
import type { Bandit, Pull } from "../../../policies/bandits/bandit.ts"
import type { Random } from "../../../policies/random.ts"
import { normalQuantile } from "../../../sim/math.ts"

/** One sequence of luck for a whole test. */
export function luckOf(seed: number | string): Random {
  const sequence = alea(`test/${seed}`)
  return { next: () => sequence.double(), normal: () => normalQuantile(Math.max(sequence.double(), 2 ** -54)), row: () => sequence.double() }
}

/** Plays a bandit. @param reward of an arm at a time @param told what is done with each choice @param delay rounds until a reward is told */
export function playOut(
  bandit: Bandit,
  rounds: number,
  random: Random,
  reward: (arm: number, t: number) => number,
  told: (arm: number, t: number) => void = () => {},
  delay = 0,
): void {
  const waiting: { pull: Pull; value: number }[] = []
  for (let t = 0; t < rounds; t++) {
    const pull = bandit.choose(random)
    waiting.push({ pull, value: reward(pull.arm, t) })
    told(pull.arm, t)
    if (waiting.length > delay) {
      const { pull, value } = waiting.shift() as (typeof waiting)[number]
      bandit.reward(pull, value)
    }
  }
}

/** Regret at some rounds of Bernoulli arms, by round and run. Regret is of means, so the luck of the rewards themselves is out. */
export function bernoulliRegret(make: (run: number) => Bandit, means: readonly number[], at: readonly number[], runs: number, seed: string, delay = 0) {
  const best = Math.max(...means)
  const rounds = at.at(-1) as number
  const regrets = at.map(() => [] as number[])
  for (let run = 0; run < runs; run++) {
    const random = luckOf(`${seed}/${run}`)
    const luck = luckOf(`${seed}/rewards/${run}`)
    let lost = 0
    let next = 0
    playOut(
      make(run),
      rounds,
      random,
      (arm) => (luck.next() < (means[arm] as number) ? 1 : 0),
      (arm, t) => {
        lost += best - (means[arm] as number)
        if (t + 1 === at[next]) (regrets[next++] as number[]).push(lost)
      },
      delay,
    )
  }
  return regrets
}

export function meanAndError(values: readonly number[]): { mean: number; error: number } {
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / Math.max(1, values.length - 1)
  return { mean, error: Math.sqrt(variance / values.length) }
}
