import { shown } from "../../../scenarios/errors.ts"
import type { Feedback, Observation } from "../../../sim/observation.ts"
import { Pace } from "../../planning/pace.ts"
import type { Env, Start } from "../env.ts"
import type { Dict } from "../spaces/dict.ts"
import type { Simplex } from "../spaces/simplex.ts"
import { wrap } from "../wrap.ts"
import type { SeatObservation } from "./lens.ts"
import type { SeatEnv } from "./seatEnv.ts"

/**
 * Leaves the pace of a plan's money to `Pace`, as the shipped planners do: the action is the Simplex of shares alone. The budget is spread over what is left of the horizon,
 * and shares that a channel cannot take go to the others.
 */
export function pacedPlan(env: SeatEnv<"plan">): Env<SeatObservation<"plan">, Float64Array> {
  let pace = new Pace()
  let seen: Observation | undefined
  const note = <T extends Start<unknown>>(start: T): T => {
    seen = start.info.observation as Observation
    for (const f of start.info.feedback as readonly Feedback<"plan">[]) pace.learn(f)
    return start
  }
  const actionSpace = (env.actionSpace as unknown as Dict<{ shares: Simplex }>).spaces.shares
  return wrap(env as Env<SeatObservation<"plan">, unknown>, {
    actionSpace,
    reset(options) {
      pace = new Pace()
      return note(env.reset(options))
    },
    step(shares: Float64Array) {
      if (!seen) throw new RangeError("step: expected a reset before the first step; found none")
      if (!actionSpace.contains(shares)) throw new RangeError(`plan: expected ${actionSpace.n} shares that sum to 1; found ${shown(shares)}`)
      const before = pace.save()
      const { shares: deliverable, spend } = pace.plan(seen, [...shares])
      try {
        return note(env.step({ shares: deliverable, spend: Float64Array.of(spend) }))
      } catch (error) {
        pace.load(before)
        throw error
      }
    },
  })
}
