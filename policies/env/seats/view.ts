import type { Actions, Books, Observation, Seat } from "../../../sim/observation.ts"
import type { Space } from "../spaces/space.ts"
import type { Feature } from "./features.ts"
import type { Frame } from "./firm.ts"

/** What a seat does, as an environment's action. */
export type ActOf = {
  plan: { shares: Float64Array; spend: Float64Array }
  create: { make: Int32Array; topical: Uint8Array; match: Int32Array }
  engage: Int32Array
  respond: Float64Array
  bid: Float32Array
}

/** How a seat of a market is seen as an environment: its actions as a space, and what it is shown besides the firm's features. */
export interface SeatView<S extends Seat> {
  readonly actionSpace: Space<ActOf[S]>
  readonly features: readonly Feature<S>[]
  /** The seat's decision that an element of the action space means. */
  decide(act: ActOf[S], observation: Observation): Actions[S]
  /** The element that means a decision; one outside the space where none does. */
  encode(action: Actions[S], observation: Observation): ActOf[S]
}

/** Makes the view of a seat from what the books name. */
export type ViewOf<S extends Seat> = (books: Books, frame: Frame, limits: Limits) => SeatView<S>

/** How far actions reach. */
export interface Limits {
  /** Plan: most media money a day, as a multiple of the budget's mean a day. */
  mostSpend: number
  /** Create: most creatives of a segment at once. */
  mostMade: number
  /** Create: newest creatives of a segment that can be put to use. */
  candidates: number
}
