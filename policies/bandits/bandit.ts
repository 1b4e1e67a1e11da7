import { shown } from "../../scenarios/errors.ts"
import { type Options, readOptions, type ValuesOf } from "../options.ts"
import type { Json } from "../policy.ts"
import type { Random } from "../random.ts"

/** A choice that was made: plain data, to be kept until its reward comes. */
export interface Pull {
  readonly arm: number
  /** When it was made, in the bandit's time. */
  readonly at: number
  /** Chance with which the arm was chosen, where the bandit needs it to learn (EXP3); of the others `chances` tells it. */
  readonly chance?: number
}

/** What a choice is made in. */
export interface Occasion {
  /** Arms that can be had now, ascending; all when left out. */
  readonly among?: readonly number[]
  /** The time, in whatever unit discounts and windows are given in; the number of choices so far when left out. It never runs back. */
  readonly now?: number
}

/**
 * A bandit without context: arms 0, 1, …, one of which is chosen at a time, and rewards that tell how good it was.
 * Rewards may come in any order and after any delay, several for one pull, or never. Forgetting goes by the time between pull and choice, not by the number of
 * rewards, so late evidence is as old as its pull.
 */
export interface Bandit {
  readonly arms: number
  /** One more arm, of which nothing is known. @returns its number */
  addArm(): number
  /** @throws RangeError where there is no arm */
  choose(random: Random, occasion?: Occasion): Pull
  /**
   * Chances with which `choose` would take each arm that can be had, aligned with `among`: they sum to 1. Apart from choosing because a posterior's are an integral,
   * far dearer than its draw. To be asked before the choice, or before anything else is learned.
   */
  chances(occasion?: Occasion): Float64Array
  /**
   * @param value mean reward; NaN is a reward that nobody told, and is ignored
   * @param weight how many trials it is the mean of, ≥ 0
   * @throws RangeError where the value is outside the range that the bandit was told
   */
  reward(pull: Pull, value: number, weight?: number): void
  save(): Json
  load(state: Json): void
}

/** What is told of a kind of bandit before one is made. */
export interface BanditCard<O extends Options = Options> {
  /** As options and commands call it: `kl-ucb`. */
  readonly name: string
  readonly about: string
  /** Paper, with equations. */
  readonly source: string
  /** It learns by the chance of a pull, so that a reward without it is refused. */
  readonly weighs?: boolean
  readonly options: O
}

/** A kind of bandit: its card, and how one is made. */
export interface BanditKind<O extends Options = Options> {
  (arms: number, options?: Partial<ValuesOf<O>>): Bandit
  readonly card: BanditCard<O>
}

/** Defines a kind of bandit. Options are read and checked as they come. @param make makes one that has learned nothing yet */
export function bandit<O extends Options>(card: BanditCard<O>, make: (arms: number, options: ValuesOf<O>) => Bandit): BanditKind<O> {
  return Object.assign(
    (arms: number, given?: Partial<ValuesOf<O>>) => {
      if (!Number.isSafeInteger(arms) || arms < 0) throw new RangeError(`arms: expected a whole number of at least 0; found ${shown(arms)}`)
      return make(arms, readOptions(card.options, given))
    },
    { card },
  )
}

/** The place that a uniform in [0, 1) falls on, of places with these chances. */
export function drawn(chances: ArrayLike<number>, uniform: number): number {
  let rest = uniform
  let last = 0
  for (let k = 0; k < chances.length; k++) {
    const chance = chances[k] as number
    if (chance <= 0) continue
    if (rest < chance) return k
    rest -= chance
    last = k
  }
  return last
}
