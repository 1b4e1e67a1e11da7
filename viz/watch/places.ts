import { copy, type Layout, layOut, move } from "./layout.ts"

/** Ticks between two layouts that are kept: a jump plays at most so many again. */
const KEPT = 14

/** One side's layouts over a run: the same at a tick however one gets there. */
export class Places {
  tick = 0
  layout: Layout
  /** Numbers of who moved in the last step, and how many. */
  readonly movers: Uint32Array
  moved = 0
  readonly #lives: (tick: number) => Uint8Array
  readonly #kept: Layout[] = []

  /** @param lives each customer's byte after a tick; it is asked for ticks that are there only */
  constructor(lives: (tick: number) => Uint8Array) {
    this.#lives = lives
    this.layout = layOut(lives(0))
    this.movers = new Uint32Array(lives(0).length)
    this.#kept.push(copy(this.layout))
  }

  step(): void {
    this.tick++
    this.moved = move(this.layout, this.#lives(this.tick), this.movers)
    if (this.tick % KEPT === 0 && this.tick / KEPT === this.#kept.length) this.#kept.push(copy(this.layout))
  }

  seek(tick: number): void {
    const nearest = Math.min(Math.floor(tick / KEPT), this.#kept.length - 1)
    if (tick < this.tick || nearest * KEPT > this.tick) {
      this.layout = copy(this.#kept[nearest] as Layout)
      this.tick = nearest * KEPT
    }
    while (this.tick < tick) this.step()
    this.moved = 0
  }
}
