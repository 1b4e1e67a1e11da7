import { shown } from "../../../scenarios/errors.ts"
import type { Actions, Feedback, Observation, Seat } from "../../../sim/observation.ts"
import type { Json } from "../../policy.ts"
import { box } from "../spaces/box.ts"
import { dict } from "../spaces/dict.ts"
import { misfit } from "../spaces/misfit.ts"
import { multiBinary } from "../spaces/multiBinary.ts"
import { sequence } from "../spaces/sequence.ts"
import type { Space } from "../spaces/space.ts"
import { bidView } from "./bid.ts"
import { createView } from "./create.ts"
import { COLUMN_BOUND, engageView, showCustomers } from "./engage.ts"
import { BOUND, type Feature, show } from "./features.ts"
import { firmFeatures, frameOf } from "./firm.ts"
import { planView } from "./plan.ts"
import { respondView } from "./respond.ts"
import type { ActOf, Limits, SeatView, ViewOf } from "./view.ts"

const views: { [S in Seat]: ViewOf<S> } = { plan: planView, create: createView, engage: engageView, respond: respondView, bid: bidView }

/** What a seat is shown. */
export type SeatObservation<S extends Seat = Seat> = {
  /** The features named by `features`, of the order of 1, 0 where unknown. */
  firm: Float64Array
  /** 1 where a feature is known. */
  known: Uint8Array
} & (S extends "engage" ? { customers: Float32Array; customersKnown: Uint8Array } : unknown)

/** A seat as spaces: what a policy sees as an element of one, what it does as an element of another. It remembers the last decision. */
export interface Lens<S extends Seat> {
  readonly observationSpace: Space<SeatObservation<S>>
  readonly actionSpace: Space<ActOf[S]>
  readonly features: readonly { readonly name: string; readonly about: string }[]
  readonly columns: readonly string[]
  /** @param feedback the seat's last since its last decision */
  see(observation: Observation, feedback: Feedback<S> | undefined): SeatObservation<S>
  /** The decision that an action means. @throws RangeError for one outside the action space */
  decide(act: ActOf[S], observation: Observation): Actions[S]
  /** The action that means a decision. @throws RangeError where none does */
  encode(action: Actions[S], observation: Observation): ActOf[S]
  /** A new run begins. */
  forget(): void
  save(): Json
  load(state: Json): void
}

/** @param horizon ticks; @param columns shown of each customer, for engage */
export function lensOf<S extends Seat>(seat: S, first: Observation, horizon: number, given: Partial<Limits>, columns: readonly string[]): Lens<S> {
  if (seat === "engage" && columns.length === 0) throw new RangeError("engage: columns: expected at least one customer column; found none")
  const frame = frameOf(first, horizon)
  const { actionSpace, features: own, decide, encode } = views[seat](first.books, frame, limitsOf(given)) as SeatView<S>
  const features = [...firmFeatures(frame), ...own] as Feature<S>[]
  const observationSpace = dict({
    firm: box(-BOUND, BOUND, { shape: [features.length] }),
    known: multiBinary(features.length),
    ...(seat === "engage"
      ? {
          customers: sequence(box(-COLUMN_BOUND, COLUMN_BOUND, { shape: [columns.length], dtype: "float32" })),
          customersKnown: sequence(multiBinary(columns.length)),
        }
      : {}),
  }) as unknown as Space<SeatObservation<S>>
  let asked: ActOf[S] | undefined
  let decidedAt = 0
  let marginAt = 0
  return {
    observationSpace,
    actionSpace,
    features: features.map(({ name, about }) => ({ name, about })),
    columns: seat === "engage" ? columns : [],
    see(observation, feedback) {
      const days = ((observation.tick - decidedAt) * observation.hoursPerTick) / 24
      const firm = show(features, { observation, feedback, asked, margin: observation.books.margin - marginAt, days })
      return (seat === "engage" ? { ...firm, ...showCustomers(observation.customers, columns) } : firm) as SeatObservation<S>
    },
    decide(act, observation) {
      if (!actionSpace.contains(act)) throw new RangeError(`${seat}: action: ${misfit(actionSpace, act)}`)
      const action = decide(act, observation)
      asked = structuredClone(act)
      decidedAt = observation.tick
      marginAt = observation.books.margin
      return action
    },
    encode(action, observation) {
      const act = encode(action, observation)
      if (!actionSpace.contains(act)) throw new RangeError(`${seat}: encode: expected an action that the action space has; found ${shown(action)}`)
      return act
    },
    forget() {
      asked = undefined
      decidedAt = 0
      marginAt = 0
    },
    save: () => ({ asked: asked === undefined ? null : actionSpace.toJson(asked), decidedAt, marginAt }),
    load(state) {
      const s = state as { asked: Json; decidedAt: number; marginAt: number }
      asked = s.asked === null ? undefined : actionSpace.fromJson(s.asked)
      decidedAt = s.decidedAt
      marginAt = s.marginAt
    },
  }
}

function limitsOf({ mostSpend = 4, mostMade = 3, candidates = 6 }: Partial<Limits>): Limits {
  if (!(mostSpend > 0 && Number.isFinite(mostSpend))) throw new RangeError(`mostSpend: expected a number above 0; found ${mostSpend}`)
  if (!(Number.isSafeInteger(mostMade) && mostMade >= 0)) throw new RangeError(`mostMade: expected a count; found ${mostMade}`)
  if (!(Number.isSafeInteger(candidates) && candidates >= 1)) throw new RangeError(`candidates: expected a whole number of at least 1; found ${candidates}`)
  return { mostSpend, mostMade, candidates }
}
