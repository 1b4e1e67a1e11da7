import * as math from "../../sim/math.ts"
import type { Observation } from "../../sim/observation.ts"

/** An allocation while it stood. */
export interface Hold {
  arm: number
  chance: number
  /** Day and tick at which it began; the tick at which the next one did. */
  day: number
  from: number
  until: number | null
  /** Booked in it: contribution margin less marketing cost other than media. */
  margin: number
}

interface Goal {
  goal: "lifetime" | "margin"
  newCustomerOrders: number
  /** Index of tick 0 and of the first hold in series. */
  origin: number
  began: number
}

const sum = (series: Float64Array | undefined, from: number, to: number) => {
  let total = 0
  for (let t = Math.max(0, from); t < to; t++) total += series?.[t] ?? 0
  return total
}

/** What a span of ticks was worth by the shop's books; 0 without them. */
function worth({ series }: Observation, from: number, to: number, { goal, newCustomerOrders }: Goal): number {
  const money = sum(series("revenue"), from, to)
  const orders = sum(series("orders"), from, to)
  return goal === "lifetime" && orders > 0 ? money * (1 + (newCustomerOrders * sum(series("newCustomers"), from, to)) / orders) : money
}

/** What the season should be worth: rivals' revenue where a source tells it, else our own a year before the run, else the same always. */
function season(observation: Observation, from: number, to: number, goal: Goal, yearBefore: boolean): number {
  const { series, books, hoursPerTick } = observation
  const panel = books.rivals.map((name) => series(`marketRevenue.${name}`))
  if (panel.length > 0 && panel.every((one) => one !== undefined && one.length >= to)) return panel.reduce((total, one) => total + sum(one, from, to), 0)
  const year = Math.round((364 * 24) / hoursPerTick)
  const back = year * Math.ceil(Math.max(1, to - goal.began) / year) // before the first hold, so that no arm is judged by an arm
  return (yearBefore && from >= back && worth(observation, from - back, to - back, goal)) || to - from
}

/** @param from index in series, `to` excluded @returns undefined where the books do not tell */
function logValue(observation: Observation, from: number, to: number, goal: Goal, yearBefore = true): number | undefined {
  if (from < 0 || to > (observation.series("revenue")?.length ?? 0)) return undefined
  const value = worth(observation, from, to, goal)
  const usual = season(observation, from, to, goal, yearBefore)
  return value > 0 && usual > 0 ? math.log(value) - math.log(usual) : undefined
}

const weekOf = ({ hoursPerTick }: Observation) => Math.max(1, Math.round(168 / hoursPerTick))

/** Weeks since the first hold, as ticks after it, with their log values relative to the season's. Where nobody tells revenue, or margin is the goal, whole holds by their booked margin. */
export function weeksOf(observation: Observation, holds: readonly Hold[], goal: Goal): { from: number; to: number; y: number }[] {
  const first = holds[0]
  if (!first) return []
  const weeks: { from: number; to: number; y: number }[] = []
  if (goal.goal === "margin" || !observation.series("revenue")) {
    for (const { from, until, margin } of holds) {
      const usual = until === null ? 0 : season(observation, goal.origin + from, goal.origin + until, goal, true)
      if (until !== null && margin > 0 && usual > 0) weeks.push({ from: from - first.from, to: until - first.from, y: math.log(margin) - math.log(usual) })
    }
    return weeks
  }
  const week = weekOf(observation)
  for (let from = first.from; from + week <= observation.tick; from += week) {
    const y = logValue(observation, goal.origin + from, goal.origin + from + week, goal)
    if (y !== undefined) weeks.push({ from: from - first.from, to: from - first.from + week, y })
  }
  return weeks
}

/**
 * A week's luck: the standard deviation of a week's log value about the week before, by √2, over the half year before the run, when the plan stood. Undefined where the books do not go back so far.
 */
export function noiseOf(observation: Observation, goal: Goal): number | undefined {
  const week = weekOf(observation)
  const values: number[] = []
  for (let k = 26; k >= 1; k--) {
    const y = logValue(observation, goal.origin - k * week, goal.origin - (k - 1) * week, goal, false)
    if (y !== undefined) values.push(y)
  }
  if (values.length < 8) return undefined
  let squares = 0
  for (let k = 1; k < values.length; k++) squares += ((values[k] as number) - (values[k - 1] as number)) ** 2
  return Math.max(1e-4, Math.sqrt(squares / (2 * (values.length - 1))))
}

/**
 * Share of the goodwill at work in each tick since the first hold that was bought under each arm: geometric adstock of steady spend, last year's allocation (arm 0) before.
 * @param left what a tick leaves of goodwill
 */
export function holdShares(holds: readonly Hold[], arms: number, tick: number, left: number): Float64Array[] {
  const first = holds[0]
  if (!first) return []
  const stock = new Float64Array(arms)
  stock[0] = 1
  const rows: Float64Array[] = []
  let k = 0
  for (let t = first.from; t < tick; t++) {
    while ((holds[k + 1]?.from ?? Number.POSITIVE_INFINITY) <= t) k++
    const now = (holds[k] as Hold).arm
    for (let arm = 0; arm < arms; arm++) stock[arm] = left * (stock[arm] as number) + (arm === now ? 1 - left : 0)
    rows.push(stock.slice())
  }
  return rows
}
