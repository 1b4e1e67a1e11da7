import type { Json } from "../policy.ts"
import type { ActionValues } from "./actionValues.ts"
import { type Draws, greedy } from "./greedy.ts"

/**
 * A table of action values over numbered states, which exist from the first time that they are moved. Each pair counts its moves, for step
 * sizes that fall with them.
 * Watkins, "Learning from Delayed Rewards", PhD thesis (Cambridge, 1989).
 */
export class QTable implements ActionValues<number> {
  private rows = new Map<number, { values: Float64Array; moves: Float64Array }>()

  /** @param start of every value: above what can be reached it makes the greedy learner try everything (optimistic start, Sutton & Barto §2.6) */
  constructor(
    readonly actions: number,
    readonly start = 0,
  ) {}

  value(state: number, action: number): number {
    return this.rows.get(state)?.values[action] ?? this.start
  }

  best(state: number, random?: Draws): number {
    return greedy(this.actions, (action) => this.value(state, action), random)
  }

  /** How often a value was moved. */
  moves(state: number, action: number): number {
    return this.rows.get(state)?.moves[action] ?? 0
  }

  move(state: number, action: number, by: number): void {
    let row = this.rows.get(state)
    if (!row) {
      row = { values: new Float64Array(this.actions).fill(this.start), moves: new Float64Array(this.actions) }
      this.rows.set(state, row)
    }
    row.values[action] = (row.values[action] as number) + by
    row.moves[action] = (row.moves[action] as number) + 1
  }

  /** [state, values, moves] of every state that was moved, in the order of states. */
  save(): Json {
    return [...this.rows].sort(([a], [b]) => a - b).map(([state, { values, moves }]) => [state, [...values], [...moves]])
  }

  load(state: Json): void {
    this.rows = new Map(
      (state as [number, number[], number[]][]).map(([key, values, moves]) => {
        if (values.length !== this.actions || moves.length !== this.actions)
          throw new RangeError(`state ${key}: expected values of ${this.actions} actions; found ${values.length}`)
        return [key, { values: Float64Array.from(values), moves: Float64Array.from(moves) }]
      }),
    )
  }
}
