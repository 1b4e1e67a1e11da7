import { type Kinds, shipped } from "../policies/catalogue.ts"
import { mindsOf, playerOf } from "../policies/player.ts"
import type { Json, Policy, Strategy } from "../policies/policy.ts"
import { type Luck, open, type Seat, type World } from "../sim/index.ts"
import { play, playStrategy } from "./play.ts"

/** A seat's policy that learns over runs, the others going on as their strategy has them. */
export interface Training {
  world: World
  /** With the policy that is trained at its seat. */
  strategy: Strategy
  seat: Seat
  seed: number
}

/**
 * Luck apart: training, evaluation and the repeats of comparisons (from 0) never meet the same customers, whatever the seed, so that nothing
 * is judged on what it was trained on.
 */
const TRAINED_ON = 2 ** 22
const HELD_OUT = 2 ** 23
/** Most episodes and evaluated repeats, so that the ranges never touch. */
export const MOST_EPISODES = 1_000_000

export const trainingLuck = (seed: number, episode: number): Luck => ({ seed, replication: TRAINED_ON + episode })
export const heldOutLuck = (seed: number, repeat: number): Luck => ({ seed, replication: HELD_OUT + repeat })

/** Can this policy be trained over runs? */
export const trainable = (mind: Policy | undefined): boolean => mind?.begin !== undefined && mind.train !== undefined

/**
 * One episode of training: a whole run from a fresh market, exploring and learning. All its luck follows from (seed, episode), and all that it learned is in
 * the state, so that training goes on exactly from a saved state and the number of episodes done.
 * @param state after the episode before; undefined before the first
 * @returns the state after it, ready for a new run and not exploring, and the profit of this run (money)
 */
export function trainEpisode({ world, strategy, seat, seed }: Training, state: Json | undefined, episode: number, kinds: Kinds = shipped) {
  const minds = mindsOf(strategy, kinds)
  const mind = minds[seat] as Policy
  if (state !== undefined) mind.load(state)
  mind.train?.(true)
  mind.begin?.()
  const player = playerOf(strategy, kinds, minds)
  const luck = trainingLuck(seed, episode)
  const { profit } = playStrategy(open(world, player.firm, luck), player, luck)
  mind.train?.(false)
  mind.begin?.()
  return { state: JSON.parse(JSON.stringify(mind.save())) as Json, profit: profit ?? 0 } // as a file gives it back
}

/** A strategy whose policy at a seat knows this. */
export function withTrained(strategy: Strategy, seat: Seat, trained: Json): Strategy {
  const choice = strategy.policies[seat]
  return choice ? { ...strategy, policies: { ...strategy.policies, [seat]: { ...choice, trained } } } : strategy
}

/** One held-out repeat: profit (money) of what was learned, neither exploring nor learning on, and of the same policy untrained, on the same luck. */
export function evaluate({ world, strategy, seat, seed }: Training, state: Json, repeat: number, kinds: Kinds = shipped) {
  const [trained, untrained] = play(world, [withTrained(strategy, seat, state), strategy], heldOutLuck(seed, repeat), kinds)
  return { trained: trained?.metrics.profit ?? 0, untrained: untrained?.metrics.profit ?? 0 }
}
