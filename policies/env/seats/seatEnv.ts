import { hint, oneOf, shown } from "../../../scenarios/errors.ts"
import type { Market } from "../../../sim/market.ts"
import { type Actions, type Decisions, type Feedback, type Seat, type Step, seats } from "../../../sim/observation.ts"
import type { Luck } from "../../../sim/random.ts"
import { type Kinds, shipped } from "../../catalogue.ts"
import { firmOf, mindsOf, type Player, playerOf } from "../../player.ts"
import type { Policy, Strategy } from "../../policy.ts"
import { type Env, environment, type Info, type Start } from "../env.ts"
import { checkSeed } from "../seeding.ts"
import { type Lens, lensOf, type SeatObservation } from "./lens.ts"
import type { ActOf, Limits } from "./view.ts"

/** What is told besides. */
export interface SeatInfo extends Info {
  /** What the seat sees in full, as a policy would. */
  readonly observation: Step["observation"]
  /** The seat's own, since its last decision. */
  readonly feedback: readonly Feedback[]
  readonly luck: Luck
  /** Ticks since the horizon began, and since the seat's last decision. */
  readonly tick: number
  readonly elapsed: number
}

export interface SeatOptions extends Partial<Limits> {
  kinds?: Kinds
  /** Engage: customer columns that are shown; without, those that the strategy's own policy of the seat needs. */
  columns?: readonly string[]
  /**
   * `horizon`: the episode is truncated when the horizon is over, and what would be booked in the run-out is the last observation's worth. `runOut`: the run-out is played, the last
   * reward brings what it books, and the episode is terminated: the return is then the booked profit of the experiment's tables.
   */
  end?: "horizon" | "runOut"
}

/** A seat of a market as an environment. */
export interface SeatEnv<S extends Seat> extends Env<SeatObservation<S>, ActOf[S]> {
  readonly seat: S
  /** Name and meaning of each number of `firm`. */
  readonly features: readonly { readonly name: string; readonly about: string }[]
  /** Customer columns, in the order of a row of `customers`; none but for engage. */
  readonly columns: readonly string[]
  /** The element of the action space that means a policy's action now. @throws RangeError where none does */
  encode(action: Actions[S]): ActOf[S]
}

/**
 * One seat of a market as a Gymnasium environment: a step is a decision of this seat; the strategy's policies play the other seats, and the market is stepped until this seat is due again.
 *
 * Action: plan, { shares: Simplex of the paid channels, spend: Box, media money a day }; bid, Box by auction × segment, below 0 the autobidder; respond, Box [price, promotion];
 *   create, { make, topical, match } of whole numbers; engage, a sequence with a treatment for each row. It passes through the strategy's organisation like any decision.
 * Observation: { firm: Box of scaled features within ±10, known: which of them are known }, and for engage the due customers' columns, a row each. An unknown value is 0 and its mask is 0,
 *   since no Box contains NaN. `info.observation` has all that a policy of the seat would see.
 * Reward: contribution margin booked less marketing cost since the seat's last decision, in money.
 * Start: a market warm from its burn-in, which the strategy's firm takes over. `reset({ seed })` plays replication 0 of the seed, each further reset the next one; `options.replication` chooses one.
 * End: truncated when the horizon is over; terminated after the run-out where `end` is `runOut`.
 * Arguments: a market (it is reset and taken over), a strategy whose policies are made anew for every episode, a seat with a cadence in the strategy's organisation, and options.
 * @throws RangeError where the seat is never due, or a policy of another seat sees what no firm can
 */
export function seatEnv<S extends Seat>(market: Market, strategy: Strategy, seat: S, options: SeatOptions = {}): SeatEnv<S> {
  const { kinds = shipped, end = "horizon" } = options
  if (!seats.includes(seat)) throw new RangeError(`seatEnv: seat: expected ${oneOf(seats)}; found ${shown(seat)}${hint(seat, seats)}`)
  if (strategy.organisation.cadence[seat] === undefined)
    throw new RangeError(`seatEnv: ${strategy.name}: cadence.${seat}: expected hours between decisions; found nothing`)
  const minds = mindsOf(strategy, kinds)
  without(minds, seat)
  const own = minds[seat]
  const columns = seat === "engage" ? [...(options.columns ?? own?.needs ?? [])] : []
  const lens: Lens<S> = lensOf(seat, market.look().observation, market.world.clock.horizon, options, columns)
  let luck: Luck = { seed: 0, replication: -1 }
  let player: Player
  let step: Step | undefined
  let feedback: Feedback<S>[] = []
  let decidedAt = 0

  const hear = (now: Step) => {
    step = now
    for (const f of now.feedback) if (f.seat === seat) feedback.push(f as Feedback<S>)
  }
  const tell = ({ observation }: Step): Start<SeatObservation<S>> => {
    const info: SeatInfo = { observation, feedback, luck, tick: observation.tick, elapsed: observation.tick - decidedAt }
    return { observation: lens.see(observation, feedback.at(-1)), info }
  }

  const env = environment<SeatObservation<S>, ActOf[S]>({
    observationSpace: lens.observationSpace,
    actionSpace: lens.actionSpace,
    reset({ seed, options: chosen = {} } = {}) {
      luck = nextLuck(luck, seed, chosen)
      const minds = mindsOf(strategy, kinds)
      const firm = firmOf(strategy, minds)
      player = playerOf(strategy, kinds, without(minds, seat))
      market.reset(luck)
      feedback = []
      decidedAt = 0
      lens.forget()
      const start = market.takeOver({ ...firm, needs: [...new Set([...firm.needs, ...columns])] })
      hear(start)
      return tell(start)
    },
    step(act) {
      if (!step) throw new RangeError("step: expected a reset before the first step and after an episode's end; found none")
      const action = lens.decide(act, step.observation)
      decidedAt = step.observation.tick
      let decisions: Partial<Decisions> = { ...player.decide(step, luck), [seat]: { action } }
      feedback = []
      let reward = 0
      for (;;) {
        const now = market.step(decisions)
        reward += now.reward
        hear(now)
        if (now.truncated || now.info.due.includes(seat)) break
        decisions = player.decide(now, luck)
      }
      const last = step
      if (last.truncated) {
        step = undefined
        if (end === "runOut") for (let t = 0; t < market.world.clock.runOut; t++) reward += market.step({}).reward
      }
      return { ...tell(last), reward, terminated: last.terminated || (last.truncated && end === "runOut"), truncated: last.truncated && end === "horizon" }
    },
  })
  return Object.assign(env, {
    seat,
    features: lens.features,
    columns: lens.columns,
    encode(action: Actions[S]) {
      if (!step) throw new RangeError("encode: expected an episode under way; found none")
      return lens.encode(action, step.observation)
    },
  })
}

/** Policies of the other seats. @throws RangeError where one is privileged: only an experiment can give it what it sees */
function without(minds: ReturnType<typeof mindsOf>, seat: Seat): ReturnType<typeof mindsOf> {
  const others = Object.entries(minds).filter(([name]) => name !== seat) as [Seat, Policy][]
  for (const [name, { privileged }] of others)
    if (privileged) throw new RangeError(`seatEnv: ${name}: expected a policy that sees what a firm sees; found one privileged to see the ${privileged}`)
  return Object.fromEntries(others)
}

/** @throws RangeError where a seed, a replication or an option's name cannot be meant */
function nextLuck(last: Luck, seed: number | undefined, options: { readonly [name: string]: unknown }): Luck {
  for (const name of Object.keys(options))
    if (name !== "replication") throw new RangeError(`reset: options: expected ${oneOf(["replication"])}; found ${shown(name)}${hint(name, ["replication"])}`)
  if (seed !== undefined) checkSeed(seed)
  const { replication = seed === undefined ? last.replication + 1 : 0 } = options
  if (!(Number.isSafeInteger(replication) && (replication as number) >= 0 && (replication as number) < 2 ** 32))
    throw new RangeError(`reset: options.replication: expected an integer from 0 to 2^32 - 1; found ${shown(replication)}`)
  return { seed: seed ?? last.seed, replication: replication as number }
}
