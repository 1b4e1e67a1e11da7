import type { Metrics } from "../../bench/metrics.ts"
import { playStrategy } from "../../bench/play.ts"
import { playerOf } from "../../policies/player.ts"
import { strategies } from "../../policies/strategies/index.ts"
import { expectedProfit } from "../../sim/ledger.ts"
import { inside, open } from "../../sim/market.ts"
import { type MarketName, small } from "./markets.ts"

export type StrategyName = keyof typeof strategies

/** Customers simulated in a race, the same for every strategy. */
export const RACERS = 1000
const SEED = 2026

export interface RaceJob {
  kind: "race"
  market: MarketName
  strategies: readonly StrategyName[]
  weeks: number
  repeats: number
}

/** One strategy's run: its metrics, and expected profit so far at each week's end (chances of orders × mean order, so that luck in choosing is out of it). */
export interface Run {
  strategy: StrategyName
  metrics: Metrics
  weekly: number[]
}

/** One repeat: the same customers, money and luck for every strategy. */
export interface Lap {
  repeat: number
  runs: Run[]
}

/** Plays strategies side by side, a repeat at a time: the burn-in is played once and forked. */
export function* race(job: RaceJob): Generator<Lap, void> {
  const world = small(job.market, RACERS, 7 * job.weeks)
  const ticksAWeek = 168 / world.clock.hoursPerTick
  for (let repeat = 0; repeat < job.repeats; repeat++) {
    const luck = { seed: SEED, replication: repeat }
    const players = job.strategies.map((name) => playerOf(strategies[name]))
    const warm = open(world, (players[0] as (typeof players)[number]).firm, luck)
    yield {
      repeat,
      runs: players.map((player, k) => {
        const market = warm.fork("same")
        market.takeOver(player.firm)
        const weekly = [0]
        let ticks = 0
        const metrics = playStrategy(market, player, luck, () => {
          if (++ticks % ticksAWeek === 0) weekly.push(expectedProfit(inside(market).state.ledger) / 100)
        })
        return { strategy: job.strategies[k] as StrategyName, metrics, weekly }
      }),
    }
  }
}
