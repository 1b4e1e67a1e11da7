import { evenPace, recent } from "../planning/pace.ts"
import type { Policy } from "../policy.ts"

const defaults = {
  /** Attribution series that return is read from. */
  model: "last" as "last" | "linear",
  /** Days of the books that are read: last year's. */
  lookBackDays: 365,
  /** Days for which shares stand once planned. */
  holdDays: 91,
  /** A channel never gets less than this share: nothing is learned about one that is off. */
  least: 0.05,
  /** Share of the money kept back for messages, discounts and production. */
  keepBack: 0.06,
}

/**
 * Plans each channel's share by what last year's books attribute to it, as planners do from an analytics report:
 * share ∝ spend × attributed return = attributed revenue. Shares stand for a quarter; money is paced evenly.
 */
export function attributedPlan(options: Partial<typeof defaults> = {}): Policy<"plan"> {
  const o = { ...defaults, ...options }
  let plannedAt: number | null = null
  let shares: number[] = []
  return {
    needs: [],
    act(observation) {
      const { paid } = observation.books
      const day = (observation.tick * observation.hoursPerTick) / 24
      if (plannedAt === null || day - plannedAt >= o.holdDays) {
        plannedAt = day
        const earned = paid.map((channel) => recent(observation, `revenue.${o.model}.${channel}`, o.lookBackDays))
        shares = withFloor(earned, o.least)
      }
      const top = paid.reduce((best, _, k) => ((shares[k] as number) > (shares[best] as number) ? k : best), 0)
      return {
        action: { shares: Float64Array.from(shares), spend: evenPace(observation, o.keepBack) },
        reason: `${paid[top]} earned most by ${o.model} click over ${o.lookBackDays} days`,
      }
    },
    save: () => ({ plannedAt, shares }),
    load(state) {
      const s = state as { plannedAt: number | null; shares: number[] }
      plannedAt = s.plannedAt
      shares = [...s.shares]
    },
  }
}

/** Shares in proportion to weights, none under a floor. Equal when all weights are 0. */
export function withFloor(weights: readonly number[], least: number): number[] {
  const n = weights.length
  const total = weights.reduce((a, b) => a + Math.max(0, b), 0)
  const free = Math.max(0, 1 - n * least)
  return weights.map((w) => (total > 0 ? (1 - free) / n + (free * Math.max(0, w)) / total : 1 / n))
}
