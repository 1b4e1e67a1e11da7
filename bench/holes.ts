import type { Policy } from "../policies/policy.ts"
import type { Feedback, Observation, Seat } from "../sim/observation.ts"

/** A copy in which every `period`-th number is unknown. */
function pierced<T extends Float32Array | Float64Array>(values: T, period: number): T {
  const copy = values.slice() as T
  for (let k = 1; k < copy.length; k += period) copy[k] = Number.NaN
  return copy
}

/** What a policy is told when sources have gaps: of every third customer nothing is known, series miss days and have not delivered the last one. */
function withGaps(observation: Observation): Observation {
  const { customers } = observation
  return {
    ...observation,
    customers: {
      rows: customers.rows,
      age: (name) => customers.age(name),
      column(name) {
        const values = customers.column(name)
        return values && pierced(values, 3)
      },
    },
    series(name) {
      const values = observation.series(name)
      if (!values) return undefined
      const copy = pierced(values, 5)
      if (copy.length > 0) copy[copy.length - 1] = Number.NaN
      return copy
    },
  }
}

/** Feedback as firms get it that cannot see orders or exposures. */
function unseen(feedback: Feedback): Feedback {
  if (feedback.seat === "engage") return { ...feedback, outcome: pierced(feedback.outcome, 2) }
  if (feedback.seat !== "bid") return feedback
  const [impressions, clicks, winRate] = [feedback.impressions, feedback.clicks, feedback.winRate].map((values) => pierced(values, 1)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  return { ...feedback, impressions, clicks, winRate }
}

/** The same mind, told with gaps. */
export function withHoles<S extends Seat>(mind: Policy<S>): Policy<S> {
  const copy: Policy<S> = Object.create(mind)
  copy.act = (observation, random, foresight) => mind.act(withGaps(observation), random, foresight)
  if (mind.learn) copy.learn = (feedback) => mind.learn?.(unseen(feedback) as Feedback<S>)
  return copy
}
