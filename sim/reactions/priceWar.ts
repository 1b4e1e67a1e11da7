import { type Follower, follow } from "./follow.ts"
import type { Move, Sight } from "./sight.ts"

/**
 * Follows the lowest price of all others: its cut is `strength` × (1 + `undercut`) times theirs, down to a floor. With undercut 0 it matches at most. It goes down over its delay and comes
 * back over its recovery (days). Two such rivals answer each other: where strength × (1 + undercut) > 1 every cut escalates to the floor, else it dies out.
 */
export interface PriceWar {
  kind: "priceWar"
  strength: number
  undercut: number
  /** Lowest price, as a share of its list price. */
  floor: number
  delay: number
  recovery: number
}

export function priceWar({ strength, undercut, floor, delay, recovery }: PriceWar, memory: Follower, { lowestOther, days }: Sight): Move {
  const target = 1 - (1 - lowestOther) * (1 + undercut)
  const price = follow(memory, target, target < memory.followed ? delay : recovery, days)
  return { price: Math.max(floor, 1 - strength * (1 - price)), spend: 1 }
}
