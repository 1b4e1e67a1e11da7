import type { Kinds } from "../../policies/catalogue.ts"
import { mindsOf, type Player, playerOf } from "../../policies/player.ts"
import type { Policy, Strategy } from "../../policies/policy.ts"
import { type Decision, type Feedback, type Observation, open, type Seat, seats, type World } from "../../sim/index.ts"
import { playHorizon } from "../play.ts"

/** What the policy of a seat cost in a run. */
export interface SeatTime {
  seat: Seat
  policy: string
  decisions: number
  /** Customers due in all decisions; 0 where the seat has none. */
  rows: number
  /** Time of acting and of learning, milliseconds; columns that are read for a decision are made then, and count. */
  act: number
  learn: number
  /** Of these, reading columns. */
  columns: number
  microsecondsADecision: number
  /** null where no customers are due. */
  nanosecondsARow: number | null
}

/** What policies cost in a run of a strategy. */
export interface PolicyTime {
  strategy: string
  customers: number
  days: number
  /** Time of the horizon, milliseconds, and the share of it that policies took. */
  total: number
  share: number
  seats: readonly SeatTime[]
}

/** Plays a strategy's horizon once with a clock beside each policy. */
export function policyTime(world: World, strategy: Strategy, kinds: Kinds): PolicyTime {
  const luck = { seed: 1, replication: 0 }
  const clocks = new Map<Seat, SeatTime>()
  const minds = Object.fromEntries(
    Object.entries(mindsOf(strategy, kinds)).map(([seat, mind]) => {
      const clock: SeatTime = {
        seat: seat as Seat,
        policy: strategy.policies[seat as Seat]?.policy as string,
        decisions: 0,
        rows: 0,
        act: 0,
        learn: 0,
        columns: 0,
        microsecondsADecision: 0,
        nanosecondsARow: null,
      }
      clocks.set(seat as Seat, clock)
      return [seat, timed(mind as Policy, clock)]
    }),
  )
  const player: Player = playerOf(strategy, kinds, minds)
  const market = open(world, player.firm, luck)
  const start = performance.now()
  playHorizon(market, player, luck)
  const total = performance.now() - start
  const times = seats.flatMap((seat) => clocks.get(seat) ?? [])
  return {
    strategy: strategy.name,
    customers: world.customers,
    days: (world.clock.horizon * world.clock.hoursPerTick) / 24,
    total,
    share: times.reduce((sum, { act, learn }) => sum + act + learn, 0) / total,
    seats: times.map((time) => ({
      ...time,
      microsecondsADecision: (1e3 * (time.act + time.learn)) / Math.max(1, time.decisions),
      nanosecondsARow: time.rows > 0 ? (1e6 * (time.act + time.learn)) / time.rows : null,
    })),
  }
}

/** The same mind, its time added to a clock. */
function timed(mind: Policy, clock: SeatTime): Policy {
  const copy: Policy = Object.create(mind)
  copy.act = (observation, random, foresight): Decision<Seat> => {
    const start = performance.now()
    const decision = mind.act(clock.seat === "engage" ? reading(observation, clock) : observation, random, foresight)
    clock.act += performance.now() - start
    clock.decisions++
    if (clock.seat === "engage") clock.rows += observation.customers.rows.length
    return decision
  }
  if (mind.learn)
    copy.learn = (feedback: Feedback) => {
      const start = performance.now()
      mind.learn?.(feedback)
      clock.learn += performance.now() - start
    }
  return copy
}

/** The same observation, the time of reading its columns added to a clock. */
function reading(observation: Observation, clock: SeatTime): Observation {
  const { customers } = observation
  const column = (name: string) => {
    const start = performance.now()
    const values = customers.column(name)
    clock.columns += performance.now() - start
    return values
  }
  return { ...observation, customers: { ...customers, column } }
}
