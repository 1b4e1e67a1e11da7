import { type Intervention, type Luck, type Market, open, type World } from "../../sim/index.ts"
import { playAgain } from "../replay.ts"
import { type Sold, soldIn } from "./sold.ts"
import { steadily, steadyFirm } from "./steady.ts"

/** Days of steady marketing before experiments begin: the middle of a year. */
export const BEFORE = 182

/** Money is no limit to steady marketing. */
const AMPLE = 1e12

/** What was sold from the experiments' beginning on, and the market at the end. */
export interface Run {
  sold: readonly Sold[]
  market: Market
}

/** One replication's laboratory: a market under steady marketing, and the same again with something forced. */
export interface Lab {
  world: World
  ticksPerDay: number
  reference: Run
  /** The same instructions on the same luck with something forced, rivals acting as in the reference. @param ticks from the beginning of the experiments */
  arm(force: (t: number) => Intervention, ticks: number, each?: (market: Market, t: number) => void): Run
}

/** Opens a laboratory. @param days of the reference run after the beginning of the experiments, the horizon's last ones; then the run-out follows */
export function openLab(scenario: World, luck: Luck, days: number): Lab {
  const ticksPerDay = 24 / scenario.clock.hoursPerTick
  const ticks = Math.ceil(days * ticksPerDay)
  const before = Math.max(0, scenario.clock.horizon - ticks)
  const world = { ...scenario, budget: AMPLE }
  const start = open(world, steadyFirm, luck)
  steadily(start, before)
  const market = start.fork("same")
  const sold: Sold[] = []
  const turns = steadily(market, ticks + world.clock.runOut, () => sold.push(soldIn(market)))
  return {
    world,
    ticksPerDay,
    reference: { sold, market },
    arm(force, length, each) {
      const other = start.fork("same")
      const otherSold: Sold[] = []
      playAgain(other, turns.slice(0, length), { force, rivals: "frozen" }, (m, t) => {
        otherSold.push(soldIn(m))
        each?.(m, t)
      })
      return { sold: otherSold, market: other }
    },
  }
}
