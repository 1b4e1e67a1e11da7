import type { Json } from "../policy.ts"
import type { ActionValues } from "./actionValues.ts"
import { type Draws, greedy } from "./greedy.ts"
import { activeTiles, type TileCoding } from "./tileCoding.ts"

/**
 * Action values that are linear in tiles: Q(s, a) is the sum of the weights of the tiles in which s lies, each action with weights of its own.
 * A move is spread over the tiles alike, so that a step size of 1 takes the value all the way (Sutton & Barto, 2nd ed., eq. 9.19 with
 * ‖x‖² = the number of tilings).
 */
export class TileValues implements ActionValues<ArrayLike<number>> {
  private readonly weights: Float64Array

  /** @param start of every value */
  constructor(
    readonly actions: number,
    private readonly coding: TileCoding,
    private readonly start = 0,
  ) {
    this.weights = new Float64Array(coding.size).fill(start / coding.tilings)
  }

  value(state: ArrayLike<number>, action: number): number {
    let sum = 0
    for (const place of activeTiles(this.coding, state, action)) sum += this.weights[place] as number
    return sum
  }

  move(state: ArrayLike<number>, action: number, by: number): void {
    const places = activeTiles(this.coding, state, action)
    for (const place of places) this.weights[place] = (this.weights[place] as number) + by / places.length
  }

  best(state: ArrayLike<number>, random?: Draws): number {
    return greedy(this.actions, (action) => this.value(state, action), random)
  }

  /** [place, weight] of every weight that was moved. */
  save(): Json {
    const start = this.start / this.coding.tilings
    return [...this.weights].flatMap((weight, place) => (weight === start ? [] : [[place, weight]]))
  }

  load(state: Json): void {
    this.weights.fill(this.start / this.coding.tilings)
    for (const [place, weight] of state as [number, number][]) {
      if (!(place < this.weights.length)) throw new RangeError(`tiles: expected places under ${this.weights.length}; found ${place}`)
      this.weights[place] = weight
    }
  }
}
