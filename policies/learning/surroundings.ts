import { log } from "../../sim/math.ts"
import type { Observation } from "../../sim/observation.ts"

/** A stretch of a run, in ticks of the horizon. */
export interface Stretch {
  from: number
  to: number
}

/**
 * What moved sales in a stretch and no budget of ours did: logarithms of what rivals sold, by a panel, and of each one's mean price. Demand's shocks and rivals' promotions
 * are most of a market's luck.
 * @returns a number for each thing that a connected source tells, none where no source does; undefined while one has not yet delivered the stretch
 */
export function surroundings(observation: Observation, { from, to }: Stretch): number[] | undefined {
  const { rivals } = observation.books
  const told = (what: string) => rivals.map((name) => observation.series(`${what}.${name}`)).filter((series) => series !== undefined)
  const [sales, prices] = [told("marketRevenue"), told("price")]
  const start = ticksBefore(observation)
  if ([...sales, ...prices].some((series) => series.length < start + to)) return undefined
  const sum = (series: Float64Array) => series.slice(start + from, start + to).reduce((a, b) => a + b, 0)
  const sold = sales.reduce((total, series) => total + sum(series), 0)
  return [...(sales.length > 0 ? [sold] : []), ...prices.map((series) => sum(series) / Math.max(1, to - from))].map((x) => (x > 0 ? log(x) : 0))
}

/** Ticks that series hold from before the horizon, as far as the freshest series tells. */
function ticksBefore(observation: Observation): number {
  const { paid, rivals } = observation.books
  const names = ["revenue", ...paid.map((name) => `spend.${name}`), ...rivals.flatMap((name) => [`price.${name}`, `marketRevenue.${name}`])]
  return Math.max(0, ...names.map((name) => (observation.series(name)?.length ?? 0) - observation.tick))
}
