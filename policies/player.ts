import { type Decisions, type Observation, type Seat, seats } from "../sim/observation.ts"
import type { Luck } from "../sim/random.ts"
import { type Kinds, makePolicy, shipped } from "./catalogue.ts"
import type { Foresight, Policy, Strategy } from "./policy.ts"
import { policyRandom } from "./random.ts"
import { readOnce } from "./readOnce.ts"

/** Policies of one run. */
export type Minds = { readonly [S in Seat]?: Policy<S> }

/** Policies of a strategy, made anew. @throws RangeError where it names what is not there */
export function mindsOf(strategy: Strategy, kinds: Kinds = shipped): Minds {
  return Object.fromEntries(
    seats.flatMap((seat) => {
      const choice = strategy.policies[seat]
      return choice ? [[seat, makePolicy(seat, choice, kinds)]] : []
    }),
  )
}

/** What the market asks of a firm: its organisation, its sources, the columns that its policies read. */
export function firmOf(strategy: Strategy, minds: Minds = mindsOf(strategy)) {
  const { organisation, sources, outcomeDays } = strategy
  return { organisation, sources, outcomeDays, needs: [...new Set(seats.flatMap((seat) => minds[seat]?.needs ?? []))] }
}

/** What a decision answers to. */
export interface Situation {
  observation: Observation
  feedback: readonly { seat: Seat }[]
  info: { due: readonly Seat[] }
}

/** A strategy at play: learns from a step's feedback and decides what is due. */
export interface Player {
  readonly strategy: Strategy
  readonly kinds: Kinds
  readonly firm: ReturnType<typeof firmOf>
  readonly minds: Minds
  /** @param foresight of a seat's policy that is privileged */
  decide(step: Situation, luck: Luck, foresight?: (seat: Seat) => Foresight): Partial<Decisions>
}

/** @param minds that have lived already; without them they are made anew */
export function playerOf(strategy: Strategy, kinds: Kinds = shipped, minds: Minds = mindsOf(strategy, kinds)): Player {
  return {
    strategy,
    kinds,
    firm: firmOf(strategy, minds),
    minds,
    decide({ observation, feedback, info }, luck, foresight) {
      const decisions: Partial<Decisions> = {}
      for (const f of feedback) (minds[f.seat] as Policy | undefined)?.learn?.(f as never)
      for (const seat of info.due) {
        const mind = minds[seat] as Policy | undefined
        if (!mind) continue
        const random = policyRandom(luck, seat, observation.tick)
        ;(decisions as Record<Seat, unknown>)[seat] = mind.act(
          { ...observation, customers: readOnce(observation.customers) },
          random,
          mind.privileged ? foresight?.(seat) : undefined,
        )
      }
      return decisions
    },
  }
}

/** The same player with another mind at each of its seats, each knowing what the first knows. */
export function twin({ strategy, kinds, minds }: Player): Player {
  const copies = mindsOf(strategy, kinds)
  for (const seat of seats) copies[seat]?.load(structuredClone((minds[seat] as Policy).save()))
  return playerOf(strategy, kinds, copies)
}
