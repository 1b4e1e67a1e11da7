import { type Kinds, shipped } from "../policies/catalogue.ts"
import { type Player, playerOf } from "../policies/player.ts"
import type { Strategy } from "../policies/policy.ts"
import { type Decisions, digest, type Luck, type Market, open, type Step, showDigest, type World } from "../sim/index.ts"
import { foresightOf } from "./foresight.ts"
import { type Metrics, measure } from "./metrics.ts"

/** What one strategy made of one replication. */
export interface Outcome {
  strategy: string
  metrics: Metrics
  digest: string
}

/** What happens on the way: for journals and progress. */
export type Watch = (step: Step, decisions: Partial<Decisions>) => void

/** Plays a strategy from the horizon's start to its end. */
export function playHorizon(market: Market, player: Player, luck: Luck, watch?: Watch): void {
  let step = market.look()
  const foresight = foresightOf(market, player, luck)
  for (let t = 0; t < market.world.clock.horizon; t++) {
    const decisions = player.decide(step, luck, foresight)
    step = market.step(decisions)
    watch?.(step, decisions)
  }
}

/** Plays a strategy from the horizon's start through the run-out. The market is left at its end. */
export function playStrategy(market: Market, player: Player, luck: Luck, watch?: Watch): Metrics {
  playHorizon(market, player, luck, watch)
  const atHorizon = measure(market)
  for (let t = 0; t < market.world.clock.runOut; t++) market.step({})
  return measure(market, atHorizon)
}

/**
 * One replication of all strategies, on the same customers and luck: the burn-in is played once and forked.
 * @param watching makes who looks on while the strategy of a position plays its horizon
 */
export function play(
  world: World,
  strategies: readonly Strategy[],
  luck: Luck,
  kinds: Kinds = shipped,
  watching?: (market: Market, position: number) => Watch,
): Outcome[] {
  const players = strategies.map((strategy) => playerOf(strategy, kinds))
  const first = players[0]
  if (!first) return []
  const warm = open(world, first.firm, luck)
  return players.map((player, k) => {
    const market = k === players.length - 1 ? warm : warm.fork("same")
    market.takeOver(player.firm)
    const metrics = playStrategy(market, player, luck, watching?.(market, k))
    return { strategy: player.strategy.name, metrics, digest: showDigest(digest(market)) }
  })
}
