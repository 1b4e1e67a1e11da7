import type { Observation } from "../../sim/observation.ts"

/** Media money a day that uses the rest of the budget evenly, keeping a share back for messages, discounts and production. */
export function evenPace({ books, hoursPerTick }: Observation, keepBack: number): number {
  return books.remaining > 0 ? (books.available * (1 - keepBack)) / ((books.remaining * hoursPerTick) / 24) : 0
}

/** Sum of a series over its last days; 0 without the series. */
export function recent(observation: Observation, name: string, days: number): number {
  const series = observation.series(name)
  if (!series) return 0
  return series.slice(-Math.round((days * 24) / observation.hoursPerTick)).reduce((a, b) => a + b, 0)
}
