import type { Feedback, Observation, Seat } from "../../../sim/observation.ts"
import type { Json, Policy } from "../../policy.ts"
import type { Random } from "../../random.ts"
import { type Lens, lensOf, type SeatObservation } from "./lens.ts"
import { packed, unpacked } from "./packed.ts"
import type { ActOf, Limits } from "./view.ts"

export interface SeatPolicyOptions extends Partial<Limits> {
  /** Engage: customer columns that are shown. */
  columns?: readonly string[]
}

/**
 * What was learned on a seat's environment, as a policy: it is shown the observations of `seatEnv` and takes its actions, so that it can stand in a strategy and be compared.
 * @param choose an action for an observation; what it remembers is its own
 */
export function seatPolicy<S extends Seat>(
  seat: S,
  choose: (observation: SeatObservation<S>, random: Random) => ActOf[S],
  { columns = [], ...limits }: SeatPolicyOptions = {},
): Policy<S> {
  let lens: Lens<S> | undefined
  let loaded: Json = null
  let feedback: Feedback<S> | undefined
  const through = (observation: Observation) => {
    if (!lens) {
      lens = lensOf(seat, observation, observation.tick + observation.books.remaining, limits, columns)
      if (loaded !== null) lens.load(loaded)
    }
    return lens
  }
  return {
    needs: columns,
    learn(told) {
      feedback = told
    },
    act(observation, random) {
      const eye = through(observation)
      const act = choose(eye.see(observation, feedback), random)
      feedback = undefined
      return { action: eye.decide(act, observation) }
    },
    begin() {
      lens = undefined
      loaded = null
      feedback = undefined
    },
    save: () => ({ lens: lens?.save() ?? loaded, feedback: packed(feedback) }),
    load(state) {
      const s = state as { lens: Json; feedback: Json }
      lens = undefined
      loaded = s.lens
      feedback = (unpacked(s.feedback) ?? undefined) as Feedback<S> | undefined
    },
  }
}
