import { exp, log } from "../../sim/math.ts"
import type { Feedback, Observation } from "../../sim/observation.ts"
import { withFloor } from "../baselines/attributedPlan.ts"
import { names, number, type Option, type ValuesOf, whole } from "../options.ts"
import { Pace, recent } from "../planning/pace.ts"
import type { Json, Policy } from "../policy.ts"
import type { Random } from "../random.ts"
import type { Experience, TemporalDifference } from "./actionValues.ts"
import { type Signal, signals } from "./channelState.ts"
import { scheduled } from "./schedule.ts"
import { type Stretch, surroundings } from "./surroundings.ts"
import { Usual } from "./usual.ts"

/** What a channel can do in a budget move: keep its weight, give some up, take some. */
export const MOVES = ["hold", "less", "more"] as const
const HOLD = 0

/** Options that all learning allocators share. */
export const allocatorOptions = {
  holdDays: whole(28, "days between budget moves: shorter, and what a move brings is not in yet when it is judged", { least: 1 }),
  step: number(0.3, "how far a move takes a channel: its weight × (1 + step), or ÷", { above: 0, most: 3 }),
  levels: whole(3, "moves that a channel may be away from last year's share, either way", { least: 1, most: 20 }),
  least: number(0.02, "a channel never gets less than this share: nothing is learned about one that is off", { least: 0, most: 1 }),
  watch: watched([], `what a channel's state holds beside its level: ${Object.keys(signals).join(", ")}`),
  discount: number(0.8, "worth of a reward one move later: what is spent now still sells then", { least: 0, most: 1 }),
  explore: number(1, "chance with which each channel's move is drawn at random in the first training run", { least: 0, most: 1 }),
  exploreFalls: number(0.4, "it falls with training runs n as n^−this", { least: 0, most: 2 }),
  exploreLeast: number(0.1, "and not below this", { least: 0, most: 1 }),
  stepSize: number(0.3, "share of the error by which an estimate moves in the first training run", { above: 0, most: 1 }),
  stepSizeFalls: number(0.3, "it falls with training runs n as n^−this", { least: 0, most: 2 }),
  start: number(0, "value of every move before it is tried, in budgets of a period: above 0, even the greedy choice tries everything (optimistic start)"),
}

function watched(usual: readonly string[], about: string): Option<readonly string[]> {
  const list = names(usual, about)
  const known = Object.keys(signals)
  return {
    ...list,
    expected: `a list of ${known.join(", ")}`,
    read: (value) => {
      const read = list.read(value)
      return read?.every((name) => known.includes(name)) ? read : undefined
    },
  }
}

export type AllocatorOptions = ValuesOf<typeof allocatorOptions>

/** How an allocator learns: values of moves, a part for each channel, and a rule that moves them. */
export interface Learner<S> {
  /** A channel's state from its level (in moves from last year's share) and its signals. */
  state(level: number, seen: readonly number[]): S
  /** The move of the highest value for each channel; the first of those that tie. */
  best(channels: readonly string[], states: readonly S[]): readonly number[]
  /** @param next what was done in the next state */
  learn(
    channels: readonly string[],
    step: Experience<readonly S[], readonly number[]>,
    next: readonly number[],
    parameters: TemporalDifference,
    random: Random,
  ): void
  /** What was learned, by channel. */
  save(): Json
  load(state: Json): void
}

/** A move, and what came of it until the next one. */
interface Tried {
  stretch: Stretch
  /** Contribution margin less marketing cost in it, for each unit of its even part of the budget. */
  earned: number
  /** Number of the move in its run. */
  turn: number
  states: Json[]
  action: number[]
  nextStates: Json[]
  nextAction: number[]
}

/** What belongs to one run. */
interface Run {
  shares: number[]
  /** Last year's. */
  base: number[]
  turn: number
  now: { at: number; states: Json[]; action: number[] } | null
  /** Contribution margin less marketing cost since the last move, money. */
  net: number
  tried: Tried[]
}

const freshRun = (): Run => ({ shares: [], base: [], turn: 0, now: null, net: 0, tried: [] })

/**
 * Moves a budget between channels by learned action values. Once in a period each channel holds, gives up part of its weight or takes more; then shares are
 * made to sum to 1 and stand. A joint move is one of 3^n (with eight channels; "5 % from a to b" alone would be 57), so values are sums
 * of a part for each channel (sumValues.ts): what a share is worth depends little on how the others split the rest, all channels learn
 * from every period at once, and the best move is n small choices.
 *
 * State: how far each channel is from last year's share, in moves, and what `watch` names. Reward: contribution margin less marketing cost of the period, beyond what is
 * usual in that period of a run and its surroundings (usual.ts): without that, season and luck would drown everything. It is known when the
 * sources have delivered, a move later perhaps; estimates move then. A run's end is no end of the market: nothing is terminal, and the last period's
 * reward is never told.
 *
 * It explores and learns in training alone. Untrained, it holds last year's shares.
 */
export function allocator<S>(o: AllocatorOptions, learner: Learner<S>): Policy<"plan"> {
  const watch = o.watch as readonly Signal[]
  let training = false
  let runs = 0
  let usual = new Usual()
  let run = freshRun()
  let pace = new Pace()

  const levelOf = (share: number, base: number) => log(share / base) / log(1 + o.step)

  function statesOf(observation: Observation): S[] {
    return observation.books.paid.map((channel, k) =>
      learner.state(
        levelOf(run.shares[k] as number, run.base[k] as number),
        watch.map((signal) => signals[signal](observation, channel)),
      ),
    )
  }

  function moved(action: readonly number[]): number[] {
    const least = Math.min(o.least, 0.5 / action.length)
    const weights = action.map((move, k) => {
      const level = levelOf(run.shares[k] as number, run.base[k] as number) + (move === HOLD ? 0 : MOVES[move] === "more" ? 1 : -1)
      return Math.max(least, (run.base[k] as number) * exp(log(1 + o.step) * Math.min(o.levels, Math.max(-o.levels, level))))
    })
    const total = weights.reduce((a, b) => a + b, 0)
    return weights.map((w) => w / total)
  }

  /** Learns from what was tried as far as its surroundings are known, the oldest first. */
  function settle(observation: Observation, random: Random): void {
    const { paid } = observation.books
    for (let tried = run.tried[0]; tried; tried = run.tried[0]) {
      const around = surroundings(observation, tried.stretch)
      if (!around) return
      run.tried.shift()
      const reward = usual.beyond(tried.turn, tried.earned, around)
      const parameters = { stepSize: scheduled({ start: o.stepSize, power: o.stepSizeFalls, least: 0 }, runs), discount: o.discount }
      const step = { state: tried.states as S[], action: tried.action, reward, next: tried.nextStates as S[], terminated: false }
      learner.learn(paid, step, tried.nextAction, parameters, random)
    }
  }

  return {
    needs: [],
    begin() {
      run = freshRun()
      pace = new Pace()
      if (training) runs++
    },
    train(on) {
      training = on
    },
    learn(feedback: Feedback<"plan">) {
      pace.learn(feedback)
      run.net += feedback.margin
    },
    act(observation, random) {
      const { paid, budget, remaining } = observation.books
      if (run.shares.length !== paid.length) {
        const spent = paid.map((channel) => recent(observation, `spend.${channel}`, 365))
        run.base = lastYears(spent, Math.min(o.least, 0.5 / paid.length))
        run.shares = [...run.base]
      }
      const { now } = run
      if (now && ((observation.tick - now.at) * observation.hoursPerTick) / 24 < o.holdDays)
        return { action: pace.plan(observation, run.shares), reason: "holds the last move" }

      const states = statesOf(observation)
      const best = learner.best(paid, states)
      const epsilon = training ? scheduled({ start: o.explore, power: o.exploreFalls, least: Math.min(o.explore, o.exploreLeast) }, runs) : 0
      const action = best.map((move) => (training && random.next() < epsilon ? Math.floor(random.next() * MOVES.length) : move))
      if (training && now) {
        const stretch = { from: now.at, to: observation.tick }
        const even = (budget * (stretch.to - stretch.from)) / (observation.tick + remaining)
        const earned = even > 0 ? run.net / even : 0
        run.tried.push({ stretch, earned, turn: run.turn - 1, states: now.states, action: now.action, nextStates: states as Json[], nextAction: action })
        settle(observation, random)
      }
      run.shares = moved(action)
      run.now = { at: observation.tick, states: states as Json[], action }
      run.net = 0
      run.turn++
      const propensity = action.reduce((chance, move, k) => chance * (epsilon / MOVES.length + (move === best[k] ? 1 - epsilon : 0)), 1)
      return {
        action: pace.plan(observation, run.shares),
        ...(training ? { propensity: Float32Array.of(propensity) } : {}),
        reason: told(paid, action, run.shares),
      }
    },
    save: () => structuredClone({ training, runs, usual: usual.save(), run, pace: pace.save(), values: learner.save() }) as unknown as Json,
    load(state) {
      if (state === null || typeof state !== "object" || !("values" in state && "run" in state && "usual" in state))
        throw new RangeError(`trained: expected what this policy saved; found ${JSON.stringify(state)?.slice(0, 60)}`)
      const s = structuredClone(state) as unknown as { training: boolean; runs: number; usual: Json; run: Run; pace: Json; values: Json }
      training = s.training
      runs = s.runs
      usual = new Usual()
      usual.load(s.usual)
      run = s.run
      pace = new Pace()
      pace.load(s.pace)
      learner.load(s.values)
    },
  }
}

/** Shares of what was spent, none under the least; equal where nothing was. */
function lastYears(spent: readonly number[], least: number): number[] {
  const raised = withFloor(spent, 0).map((share) => Math.max(share, least))
  const total = raised.reduce((a, b) => a + b, 0)
  return raised.map((share) => share / total)
}

function told(paid: readonly string[], action: readonly number[], shares: readonly number[]): string {
  const said = paid.flatMap((name, k) => (action[k] === HOLD ? [] : [`${MOVES[action[k] as number]} ${name} (${((shares[k] as number) * 100).toFixed(1)} %)`]))
  return said.length > 0 ? said.join(", ") : "holds every channel"
}
