import type { Observation } from "../../sim/observation.ts"

/** A stretch of a run, in ticks of the horizon, and what the books say of it: money. */
export interface Stretch {
  from: number
  to: number
  /** Contribution margin before marketing cost. */
  margin: number
  cost: number
}

/**
 * What a stretch was worth for each unit of its even part of the budget: (margin ÷ category index − cost) ÷ budget. The index is what rivals sold in it, by
 * a panel, against what they sold on average before the horizon: it takes out the season and the shocks of demand that all brands share,
 * most of a market's luck. Where no source tells rivals' sales, the index is 1.
 * @returns undefined while a source that tells them has not yet delivered the stretch
 */
export function worth(observation: Observation, { from, to, margin, cost }: Stretch): number | undefined {
  const { budget, remaining, rivals } = observation.books
  const horizon = observation.tick + remaining
  const even = (budget * (to - from)) / Math.max(1, horizon)
  const sales = rivals.map((name) => observation.series(`marketRevenue.${name}`)).filter((s) => s !== undefined)
  let index = 1
  if (sales.length > 0) {
    const before = ticksBefore(observation)
    const sum = (a: number, b: number) => sales.reduce((total, s) => total + s.slice(a, b).reduce((x, y) => x + y, 0), 0)
    if (sales.some((s) => s.length < before + to)) return undefined
    const usual = sum(0, before) / Math.max(1, before)
    const now = sum(before + from, before + to) / Math.max(1, to - from)
    if (usual > 0 && now > 0) index = now / usual
  }
  return even > 0 ? (margin / index - cost) / even : 0
}

/** Ticks that series hold from before the horizon, as far as the freshest series tells. */
function ticksBefore(observation: Observation): number {
  const { paid, rivals } = observation.books
  const names = ["revenue", ...paid.map((name) => `spend.${name}`), ...rivals.flatMap((name) => [`price.${name}`, `marketRevenue.${name}`])]
  return Math.max(0, ...names.map((name) => (observation.series(name)?.length ?? 0) - observation.tick))
}
