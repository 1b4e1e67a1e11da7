import type { Player } from "../policies/player.ts"
import type { Decisions, Intervention, Luck, Market, Move, Step } from "../sim/index.ts"
import { movesOf } from "../sim/intervention.ts"
import { inside } from "../sim/market.ts"

/** A tick of a recorded run: what was instructed, for which customers, and what rivals did. */
export interface Turn {
  decisions: Partial<Decisions>
  rows: Uint32Array
  rivals: Move[]
}

/** Is told the market after each tick, and the tick's number from 0. */
export type Each = (market: Market, t: number) => void

/** Plays on and records it. After the horizon nobody decides. @param force upon every tick */
export function record(market: Market, player: Player, luck: Luck, ticks: number, each?: Each, force?: Intervention): Turn[] {
  const turns: Turn[] = []
  let step = market.look()
  for (let t = 0; t < ticks; t++) {
    const { rows } = step.observation.customers
    const decisions = step.truncated ? {} : structuredClone(player.decide(step, luck))
    step = market.step(decisions, force)
    turns.push({ decisions, rows, rivals: movesOf(inside(market)) })
    each?.(market, t)
  }
  return turns
}

/** How a recorded run is played again. */
export interface Again {
  /** What is forced upon each tick. */
  force(t: number): Intervention
  /** `frozen`: they do what they did in the recorded run; `free`: they answer to what they see now. */
  rivals: "frozen" | "free"
}

/** Plays recorded instructions again in a market that stands where the recording began. */
export function playAgain(market: Market, turns: readonly Turn[], { force, rivals }: Again, each?: Each): void {
  let step = market.look()
  turns.forEach((turn, t) => {
    step = market.step(possible(turn.decisions, step), {
      ...force(t),
      ...(rivals === "frozen" ? { rivals: turn.rivals } : {}),
      replay: { rows: turn.rows },
    })
    each?.(market, t)
  })
}

/** Decisions without creatives that this run does not have: where money was short, one stays in use. */
function possible(decisions: Partial<Decisions>, { observation }: Step): Partial<Decisions> {
  if (!decisions.create) return decisions
  const { books, tick } = observation
  const ready = (number: number) => (books.creatives[number]?.ready ?? Number.POSITIVE_INFINITY) <= tick
  const match = decisions.create.action.match.map((number, slot) => (ready(number) ? number : (books.match[slot] as number)))
  return { ...decisions, create: { ...decisions.create, action: { ...decisions.create.action, match } } }
}
