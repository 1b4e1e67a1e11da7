import { decay } from "../../sim/decay.ts"
import { log } from "../../sim/math.ts"
import type { Observation } from "../../sim/observation.ts"
import { recent } from "../planning/pace.ts"

/**
 * What an allocator may see of a channel beside how much it gets. Each is a logarithm of a ratio, 0 where nothing is out of the ordinary or no
 * connected source tells: 0.1 is about 10 per cent.
 */
export const signals = {
  /**
   * Carried-over spend (adstock, half-life 30 days) against the last four weeks' spend: above 0, the channel lives on what it got before. With the level
   * it is what a model of distributed lags has to remember, so it makes the state Markov.
   */
  stock: (observation: Observation, channel: string) => {
    const spend = observation.series(`spend.${channel}`)
    if (!spend || spend.length === 0) return 0
    const left = decay(30, observation.hoursPerTick / 24)
    const stock = spend.reduce((sum, money) => left * sum + (1 - left) * money, spend[0] as number)
    return ratio(stock, recent(observation, `spend.${channel}`, 28) / Math.round((28 * 24) / observation.hoursPerTick))
  },
  /** Revenue that last click gives to the channel for its money, over four weeks, against all paid channels together. */
  return: (observation: Observation, channel: string) => {
    const sum = (what: string) => observation.books.paid.reduce((total, name) => total + recent(observation, `${what}.${name}`, 28), 0)
    const own = recent(observation, `spend.${channel}`, 28)
    return ratio(recent(observation, `revenue.last.${channel}`, 28) * sum("spend"), sum("revenue.last") * own)
  },
  /** Rivals' media money over four weeks against their year's: the same for all channels. */
  voice: (observation: Observation) => {
    const sum = (days: number) => observation.books.rivals.reduce((total, name) => total + recent(observation, `rivalSpend.${name}`, days), 0)
    return ratio(sum(28) * 13, sum(364))
  },
} as const satisfies Record<string, (observation: Observation, channel: string) => number>

export type Signal = keyof typeof signals

function ratio(a: number, b: number): number {
  return a > 0 && b > 0 ? log(a / b) : 0
}

/** Beyond this, a signal is out of the ordinary: below −0.1 low, above 0.1 high. */
const ORDINARY = 0.1

/** A channel's state as a number: its level (−levels to levels), and each signal as low, ordinary or high. */
export function numbered(level: number, levels: number, seen: readonly number[]): number {
  return seen.reduce((state, x) => 3 * state + (x < -ORDINARY ? 0 : x > ORDINARY ? 2 : 1), Math.min(levels, Math.max(-levels, Math.round(level))) + levels)
}
