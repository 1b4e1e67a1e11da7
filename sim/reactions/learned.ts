import { DRAW_REACTION } from "../kernel/layout.ts"
import { stream } from "../random.ts"
import type { Move, Sight } from "./sight.ts"

/**
 * Improves by trial: each period it plays one pair of a price and a spend, and keeps the mean profit of each pair. ε-greedy with ε_n = min(1, exploration · pairs / n) in period n:
 * Auer, Cesa-Bianchi & Fischer (2002), fig. 3, whose c/d² is `exploration`; the mean moves by 1/n at a pair's n-th trial. It is myopic: goodwill that outlives the period counts for
 * the next pair, so that saving on media looks better than it is.
 */
export interface Learned {
  kind: "learned"
  /** Levels of its price and its spend, as shares of the list price and of the plan; all pairs are tried. */
  priceLevels: readonly number[]
  spendLevels: readonly number[]
  /** Days. */
  period: number
  /** Cost of a unit as a share of its list price. */
  unitCost: number
  exploration: number
}

/** Number of the period (−1 before the first), the pair in play, its profit so far; and of every pair the trials and their mean profit. */
export interface Trials {
  period: number
  pair: number
  profit: number
  tried: number[]
  mean: number[]
}

export function newTrials(reaction?: Learned): Trials {
  const pairs = Array.from({ length: reaction ? reaction.priceLevels.length * reaction.spendLevels.length : 0 }, () => 0)
  return { period: -1, pair: 0, profit: 0, tried: [...pairs], mean: pairs }
}

export function learned(reaction: Learned, memory: Trials, { tick, days, profit, key, rival }: Sight): Move {
  const { priceLevels, spendLevels, exploration } = reaction
  const period = Math.floor((tick * days) / reaction.period)
  memory.profit += profit
  if (period !== memory.period) {
    if (memory.period >= 0) {
      const n = (memory.tried[memory.pair] as number) + 1
      const mean = memory.mean[memory.pair] as number
      memory.tried[memory.pair] = n
      memory.mean[memory.pair] = mean + (memory.profit - mean) / n
    }
    const uniforms = stream(key, DRAW_REACTION, period, rival)
    const pairs = memory.tried.length
    const explores = uniforms() < (exploration * pairs) / Math.max(1, period)
    memory.pair = explores ? Math.floor(uniforms() * pairs) : best(memory)
    memory.profit = 0
    memory.period = period
  }
  return { price: priceLevels[Math.floor(memory.pair / spendLevels.length)] as number, spend: spendLevels[memory.pair % spendLevels.length] as number }
}

/** The tried pair of the greatest mean profit. */
function best({ tried, mean, pair }: Trials): number {
  return mean.reduce((top, value, k) => ((tried[k] as number) > 0 && ((tried[top] as number) === 0 || value > (mean[top] as number)) ? k : top), pair)
}
