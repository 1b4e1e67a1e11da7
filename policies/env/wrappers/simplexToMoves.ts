import type { Env } from "../env.ts"
import { discrete } from "../spaces/discrete.ts"
import { wrap } from "../wrap.ts"
import { simplexOf } from "./simplexOf.ts"

export interface MoveOptions {
  /** Share of the whole that moves: .05 is 5 %. */
  step?: number
  /** No share falls below this by a move. */
  least?: number
  /** Shares that an episode begins with; equal ones where none are given. */
  start?: readonly number[]
}

/**
 * Divides by moves: action 0 holds, each other moves a part of the whole from one share to another. Shares stand between moves; `info.shares` tells them.
 * @throws RangeError where the action space is no Simplex of one row, or the shares to start with are not in it
 */
export function simplexToMoves<Obs>(env: Env<Obs, Float64Array>, { step = 0.05, least = 0, start }: MoveOptions = {}): Env<Obs, number> {
  const space = simplexOf("simplexToMoves", env.actionSpace)
  const { n } = space
  if (!(step > 0 && step <= 1)) throw new RangeError(`simplexToMoves: step: expected a share above 0 and at most 1; found ${step}`)
  if (!(least >= 0 && least * n <= 1)) throw new RangeError(`simplexToMoves: least: expected a share from 0 to ${1 / n}; found ${least}`)
  const first: Float64Array = start ? Float64Array.from(start) : new Float64Array(n).fill(1 / n)
  if (!space.contains(first)) throw new RangeError(`simplexToMoves: start: expected ${n} shares that sum to 1; found ${JSON.stringify(start)}`)
  const actionSpace = discrete(1 + n * (n - 1))
  let shares = first
  return wrap(env, {
    actionSpace,
    reset(options) {
      const begun = env.reset(options)
      shares = first
      return { ...begun, info: { ...begun.info, shares: shares.slice() } }
    },
    step(action: number) {
      if (!actionSpace.contains(action)) throw new RangeError(`step: expected a move from 0 to ${actionSpace.n - 1}; found ${action}`)
      const next = moved(shares, action, step, least)
      const transition = env.step(next.slice())
      shares = next
      return { ...transition, info: { ...transition.info, shares: shares.slice() } }
    },
  })
}

/** What a move is: from which share to which; nothing for holding. Moves go by `from`, then by `to`. */
export function moveOf(action: number, n: number): { from: number; to: number } | undefined {
  if (action === 0) return undefined
  const from = Math.floor((action - 1) / (n - 1))
  const rank = (action - 1) % (n - 1)
  return { from, to: rank < from ? rank : rank + 1 }
}

/** Shares after a move: `step`, or what is above `least` where that is less. */
export function moved(shares: Float64Array, action: number, step: number, least = 0): Float64Array {
  const next = shares.slice()
  const move = moveOf(action, shares.length)
  if (!move) return next
  const { from, to } = move
  const amount = Math.min(step, Math.max(0, (next[from] as number) - least))
  next[from] = (next[from] as number) - amount
  next[to] = Math.min(1, (next[to] as number) + amount)
  return next
}
