import { shown } from "../../scenarios/errors.ts"
import * as math from "../../sim/math.ts"
import type { Json } from "../policy.ts"

/** What arms bring and use, each between 0 and 1, of several resources with a budget each, over a known number of rounds. */
export interface KnapsackProblem {
  readonly arms: number
  /** Amount of each resource in all, above 0: what a round uses of one is 1 at most. */
  readonly budgets: readonly number[]
  readonly rounds: number
}

/** A bandit whose arms use up budgets. */
export interface KnapsackBandit {
  /** The arm to play, or undefined once a budget or the rounds may not last for another: then all is over. */
  choose(): number | undefined
  /** What a play brought, and what it used of each resource. A play that is not told yet counts as a round with the most that it could use. */
  reward(arm: number, value: number, used: readonly number[]): void
  /** Price of each resource, in reward for a unit. */
  prices(): Float64Array
  /** Not yet used, plays that are not told counted at their most. */
  left(): Float64Array
  save(): Json
  load(state: Json): void
}

/** Running means of what arms bring and use, and how far off they may be. */
class Estimates {
  readonly plays: Float64Array
  readonly value: Float64Array
  /** By arm × resource. */
  readonly used: Float64Array
  constructor(
    readonly arms: number,
    readonly resources: number,
    /** The constant of the confidence radius, of order ln(rounds · resources · arms). */
    private readonly wide: number,
  ) {
    this.plays = new Float64Array(arms)
    this.value = new Float64Array(arms)
    this.used = new Float64Array(arms * resources)
  }

  add(arm: number, value: number, used: readonly number[]): void {
    const n = (this.plays[arm] as number) + 1
    this.plays[arm] = n
    this.value[arm] = (this.value[arm] as number) + (value - (this.value[arm] as number)) / n
    used.forEach((u, i) => {
      const at = arm * this.resources + i
      this.used[at] = (this.used[at] as number) + (u - (this.used[at] as number)) / n
    })
  }

  /** rad(ν, N) = √(c ν/N) + c/N: Badanidiyuru et al., eq. 5. */
  private radius(mean: number, plays: number): number {
    return Math.sqrt((this.wide * Math.max(0, mean)) / plays) + this.wide / plays
  }

  /** The most that an arm may bring. */
  most(arm: number): number {
    const n = this.plays[arm] as number
    const mean = this.value[arm] as number
    return n === 0 ? 1 : Math.min(1, mean + this.radius(mean, n))
  }

  /** The least that an arm may use of a resource. */
  least(arm: number, resource: number): number {
    const n = this.plays[arm] as number
    const mean = this.used[arm * this.resources + resource] as number
    return n === 0 ? 0 : Math.max(0, mean - this.radius(mean, n))
  }

  save(): Json {
    return { plays: [...this.plays], value: [...this.value], used: [...this.used] }
  }

  load(state: Json): void {
    const s = state as { plays: number[]; value: number[]; used: number[] }
    this.plays.set(s.plays)
    this.value.set(s.value)
    this.used.set(s.used)
  }
}

/** Counts budgets down: what was told is used, what was not is taken for the most, so that nothing is ever overdrawn, however late it is told. */
function purse({ arms, budgets, rounds }: KnapsackProblem) {
  if (!Number.isSafeInteger(arms) || arms < 1) throw new RangeError(`arms: expected a whole number of at least 1; found ${shown(arms)}`)
  if (!(rounds >= 0)) throw new RangeError(`rounds: expected a number of at least 0; found ${shown(rounds)}`)
  for (const budget of budgets) if (!(budget >= 0)) throw new RangeError(`budgets: expected numbers of at least 0; found ${shown(budget)}`)
  let played = 0
  let untold = 0
  const used = new Float64Array(budgets.length)
  return {
    /** Can another play be paid for? */
    lasts: () => played < rounds && budgets.every((budget, i) => (used[i] as number) + untold + 1 <= budget),
    play() {
      played++
      untold++
    },
    told(value: number, amounts: readonly number[]) {
      if (!(value >= 0 && value <= 1)) throw new RangeError(`reward: expected a number from 0 to 1; found ${shown(value)}`)
      if (amounts.length !== budgets.length || !amounts.every((u) => u >= 0 && u <= 1))
        throw new RangeError(`used: expected ${budgets.length} numbers from 0 to 1; found ${shown(amounts)}`)
      untold = Math.max(0, untold - 1)
      amounts.forEach((u, i) => {
        used[i] = (used[i] as number) + u
      })
    },
    played: () => played,
    left: () => Float64Array.from(budgets, (budget, i) => budget - (used[i] as number) - untold),
    save: () => ({ played, untold, used: [...used] }),
    load(state: Json) {
      const s = state as { played: number; untold: number; used: number[] }
      played = s.played
      untold = s.untold
      used.set(s.used)
    },
  }
}

export interface KnapsackOptions {
  /** Constant of the confidence radius; the proofs have it of order ln(rounds · resources · arms), practice much less. */
  wide?: number
}

/** What such a bandit remembers: its purse, its estimates, its resources' weights. */
function memoryOf(money: ReturnType<typeof purse>, estimates: Estimates, weights: Float64Array): Pick<KnapsackBandit, "save" | "load"> {
  return {
    save: () => ({ money: money.save(), estimates: estimates.save(), weights: [...weights] }),
    load(state) {
      const s = state as { money: Json; estimates: Json; weights: number[] }
      money.load(s.money)
      estimates.load(s.estimates)
      weights.set(s.weights)
    },
  }
}

const usualWidth = ({ arms, budgets, rounds }: KnapsackProblem) => math.log(Math.max(2, rounds * (budgets.length + 1) * arms)) / 4

/**
 * PrimalDualBwK: resources have prices that rise by multiplicative weights as they are used; each round plays the arm with the most bang for the buck, the upper bound
 * of its reward over the lower bound of its costs at those prices. Time is a resource too.
 * Badanidiyuru, Kleinberg & Slivkins, "Bandits with knapsacks", FOCS 2013, J. ACM 65(3), 2018, Algorithm 2, ε = √(ln d/B). Departs: arms that are free at their lower bound are
 * played first.
 */
export function primalDual(problem: KnapsackProblem, options: KnapsackOptions = {}): KnapsackBandit {
  const { arms, budgets, rounds } = problem
  const money = purse(problem)
  // all budgets alike, time's included: the least, and use scaled down to it
  const all = [...budgets, rounds]
  const least = Math.max(1, Math.min(...all))
  const scale = all.map((budget) => (budget > 0 ? Math.min(1, least / budget) : 1))
  const rate = Math.min(1, Math.sqrt(math.log(all.length) / least))
  const estimates = new Estimates(arms, budgets.length, options.wide ?? usualWidth(problem))
  const weights = new Float64Array(all.length) // logarithms
  const shares = () => {
    const top = weights.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
    const raised = weights.map((w) => math.exp(w - top))
    const sum = raised.reduce((a, b) => a + b, 0)
    return raised.map((w) => w / sum)
  }
  const use = (arm: number, i: number) => (i < budgets.length ? estimates.least(arm, i) : 1) * (scale[i] as number)
  return {
    choose() {
      if (!money.lasts()) return undefined
      let best = 0
      let most = -1
      const price = shares()
      for (let arm = 0; arm < arms && most < Number.POSITIVE_INFINITY; arm++) {
        if (estimates.plays[arm] === 0 && money.played() < arms) {
          best = money.played()
          break
        }
        const cost = price.reduce((sum, p, i) => sum + p * use(arm, i), 0)
        const bang = estimates.most(arm) / cost
        if (bang > most) {
          most = bang
          best = arm
        }
      }
      money.play()
      price.forEach((_, i) => {
        weights[i] = (weights[i] as number) + math.log(1 + rate) * use(best, i)
      })
      return best
    },
    reward(arm, value, used) {
      money.told(value, used)
      estimates.add(arm, value, used)
    },
    prices: () => shares().subarray(0, budgets.length),
    left: money.left,
    ...memoryOf(money, estimates, weights),
  }
}

/**
 * Plays the arm whose reward less its costs is greatest, both at their optimistic bounds, at prices Z θ of the resources; θ ≥ 0, Σ θ ≤ 1, moves by multiplicative weights towards
 * resources that are used faster than their budget lasts. To pass a round over must be an arm, where it is wanted.
 * Agrawal & Devanur, "Linear contextual bandits with knapsacks", NeurIPS 2016, Algorithm 1, without contexts and with bounds of means apart; Z = rounds/budget times the most that any arm may
 * bring, an upper bound of what a unit of the budget can earn, where theirs is estimated in a first phase.
 */
export function lagrangian(problem: KnapsackProblem, options: KnapsackOptions = {}): KnapsackBandit {
  const { arms, budgets, rounds } = problem
  const money = purse(problem)
  const estimates = new Estimates(arms, budgets.length, options.wide ?? usualWidth(problem))
  const rate = Math.sqrt(math.log(budgets.length + 1) / Math.max(1, rounds))
  const weights = new Float64Array(budgets.length) // logarithms; the part of θ that is given to no resource has weight 1
  const prices = () => {
    let most = 0
    for (let arm = 0; arm < arms; arm++) most = Math.max(most, estimates.most(arm))
    const top = weights.reduce((a, b) => Math.max(a, b), 0)
    const raised = weights.map((w) => math.exp(w - top))
    const sum = raised.reduce((a, b) => a + b, math.exp(-top))
    return raised.map((w, i) => ((w / sum) * most * rounds) / Math.max(1e-9, budgets[i] as number))
  }
  return {
    choose() {
      if (!money.lasts()) return undefined
      const price = prices()
      let best = 0
      let most = Number.NEGATIVE_INFINITY
      for (let arm = 0; arm < arms; arm++) {
        const worth = estimates.most(arm) - price.reduce((sum, p, i) => sum + p * estimates.least(arm, i), 0)
        if (worth > most) {
          most = worth
          best = arm
        }
      }
      money.play()
      return best
    },
    reward(arm, value, used) {
      money.told(value, used)
      estimates.add(arm, value, used)
      used.forEach((u, i) => {
        weights[i] = (weights[i] as number) + rate * (u - (budgets[i] as number) / rounds)
      })
    },
    prices,
    left: money.left,
    ...memoryOf(money, estimates, weights),
  }
}
