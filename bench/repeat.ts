import type { Strategy } from "../policies/policy.ts"
import { inside, type Luck, profit, type World } from "../sim/index.ts"
import { days } from "../sim/world.ts"
import { type Outcome, play } from "./play.ts"

/** One replication of all strategies, and each one's profit since the horizon began at the end of each of its weeks. @param alive is called every tick */
export function repeat(
  world: World,
  strategies: readonly Strategy[],
  luck: Luck,
  alive: () => void = () => {},
): { outcomes: Outcome[]; weekly: readonly (readonly number[])[] } {
  const weekly = strategies.map((): number[] => [])
  const week = 7 / days(world)
  const outcomes = play(world, strategies, luck, undefined, (market, k) => () => {
    const { tick, ledger } = inside(market).state
    const t = tick - world.clock.burnIn
    if (Math.floor(t / week) > Math.floor((t - 1) / week)) weekly[k]?.push(profit(ledger) / 100)
    alive()
  })
  return { outcomes, weekly }
}
