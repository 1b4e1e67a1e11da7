import { shown } from "../../scenarios/errors.ts"
import { numbers } from "../options.ts"
import type { Json } from "../policy.ts"
import type { Random } from "../random.ts"
import { type Bandit, drawn, type Occasion, type Pull } from "./bandit.ts"

/** What a bandit has learned of its arms. */
export interface Learned {
  readonly arms: number
  addArm(): void
  /** @param value never NaN; within 0 to 1 where the bandit has a range */
  add(pull: Pull, value: number, weight: number): void
  /** What is asked next is asked as of this time. */
  look?(now: number): void
  save(): Json
  load(state: Json): void
}

/** How a bandit chooses, given what it has learned. */
export interface Rule {
  /** Rewards that it takes; they are learned as 0 to 1 across it. */
  range?: readonly number[]
  /** Chance of each arm that can be had. */
  chances(among: readonly number[]): Float64Array
  /** Place in `among` of an arm drawn with those chances, where that costs less than to know them. */
  draw?(among: readonly number[], random: Random): number
  /** The update weighs by the chance of the pull. */
  weighs?: boolean
}

/** Option of bandits whose theorems need bounded rewards. */
export const rangeOption = {
  range: numbers([0, 1], "least and most that a reward can be: what lies outside is refused", { length: 2 }),
}

/** A bandit of what was learned and a rule to choose by. */
export function banditOf(learned: Learned, { range, chances, draw, weighs }: Rule): Bandit {
  if (range && !((range[0] as number) < (range[1] as number))) throw new RangeError(`range: expected its least below its most; found ${shown(range)}`)
  let choices = 0
  let every: readonly number[] = []
  let latest = Number.NEGATIVE_INFINITY
  const look = (occasion?: Occasion) => {
    latest = Math.max(latest, occasion?.now ?? choices)
    learned.look?.(latest)
    const among = occasion?.among
    if (among === undefined ? learned.arms === 0 : among.length === 0) throw new RangeError("arms: expected at least one to choose from; found none")
    if (among === undefined && every.length !== learned.arms) every = Array.from({ length: learned.arms }, (_, arm) => arm)
    return among ?? every
  }
  return {
    get arms() {
      return learned.arms
    },
    addArm() {
      learned.addArm()
      return learned.arms - 1
    },
    choose(random, occasion) {
      const among = look(occasion)
      const shares = draw && !weighs ? undefined : chances(among)
      const place = shares ? drawn(shares, random.next()) : (draw as NonNullable<Rule["draw"]>)(among, random)
      choices++
      const pull = { arm: among[place] as number, at: latest }
      return weighs && shares ? { ...pull, chance: shares[place] as number } : pull
    },
    chances: (occasion) => chances(look(occasion)),
    reward(pull, value, weight = 1) {
      if (!(pull.arm >= 0 && pull.arm < learned.arms)) throw new RangeError(`arm: expected one from 0 to ${learned.arms - 1}; found ${shown(pull.arm)}`)
      if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) throw new RangeError(`weight: expected a number of at least 0; found ${shown(weight)}`)
      if (Number.isNaN(value) || weight === 0) return
      const [least, most] = (range ?? [-Number.MAX_VALUE, Number.MAX_VALUE]) as [number, number]
      if (!(value >= least && value <= most))
        throw new RangeError(`reward: expected ${range ? `a number from ${least} to ${most}, the bandit's range` : "a finite number"}; found ${shown(value)}`)
      learned.add(pull, range ? (value - least) / (most - least) : value, weight)
    },
    save: () => ({ choices, latest: latest === Number.NEGATIVE_INFINITY ? null : latest, learned: learned.save() }),
    load(state) {
      const s = state as { choices: number; latest: number | null; learned: Json }
      choices = s.choices
      latest = s.latest ?? Number.NEGATIVE_INFINITY
      learned.load(s.learned)
    },
  }
}

/** All chance on the highest, ties alike. */
export function highest(values: ArrayLike<number>): Float64Array {
  let most = Number.NEGATIVE_INFINITY
  let ties = 0
  for (let k = 0; k < values.length; k++) {
    const value = values[k] as number
    if (value > most) {
      most = value
      ties = 1
    } else if (value === most) ties++
  }
  const chances = new Float64Array(values.length)
  for (let k = 0; k < values.length; k++) if (values[k] === most) chances[k] = 1 / ties
  return chances
}

/** A figure of each arm. */
export function each(among: readonly number[], of: (arm: number) => number): Float64Array {
  const figures = new Float64Array(among.length)
  for (let k = 0; k < among.length; k++) figures[k] = of(among[k] as number)
  return figures
}
