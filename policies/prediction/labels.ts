import type { Feedback } from "../../sim/observation.ts"
import type { Json } from "../policy.ts"
import type { Rows } from "./linear.ts"

/** Customers of a decision and what is remembered of each: `width` numbers. */
interface Open {
  rows: number[]
  x: number[]
}

/** Customers whose window has closed, with what was known of them when they were decided about and what came. */
export interface Labelled extends Rows {
  /** What was sent to each: 0 none. */
  treatment: Uint8Array
  /** Contribution margin within the window, money. */
  outcome: Float64Array
}

/**
 * Labels come late. What was known of a customer is kept from the decision until its window closes, and only then paired with what came; customers whose
 * orders no source tells are left out, and so is what a run before had begun.
 */
export class Labels {
  private waiting: Record<number, Open> = {}
  constructor(private readonly width: number) {}

  /** @param rows places among the decision's customers @param x `width` numbers a row of these */
  open(tick: number, rows: readonly number[], x: readonly number[]): void {
    if (rows.length > 0) this.waiting[tick] = { rows: [...rows], x: [...x] }
  }

  close({ decidedAt, treatment, outcome }: Feedback<"engage">): Labelled | undefined {
    const open = this.waiting[decidedAt]
    delete this.waiting[decidedAt]
    if (!open) return undefined
    const known = open.rows.flatMap((r, k) => (Number.isFinite(outcome[r]) ? [k] : []))
    if (known.length === 0) return undefined
    const x = new Float64Array(known.length * this.width)
    known.forEach((k, n) => {
      for (let j = 0; j < this.width; j++) x[n * this.width + j] = open.x[k * this.width + j] as number
    })
    const row = (k: number) => open.rows[k] as number
    return {
      width: this.width,
      x,
      treatment: Uint8Array.from(known, (k) => treatment[row(k)] as number),
      outcome: Float64Array.from(known, (k) => outcome[row(k)] as number),
    }
  }

  forget(): void {
    this.waiting = {}
  }

  // NaN has no JSON: an unknown number is null
  save(): Json {
    return Object.fromEntries(
      Object.entries(this.waiting).map(([tick, { rows, x }]) => [tick, { rows: [...rows], x: x.map((v) => (Number.isNaN(v) ? null : v)) }]),
    )
  }

  load(state: Json): void {
    const saved = state as Record<number, { rows: number[]; x: (number | null)[] }>
    this.waiting = Object.fromEntries(Object.entries(saved).map(([tick, { rows, x }]) => [tick, { rows: [...rows], x: x.map((v) => v ?? Number.NaN) }]))
  }
}

/** The latest labelled customers, to fit a model to. */
export class Examples {
  private x: number[] = []
  private y: number[] = []
  private next = 0
  constructor(
    readonly width: number,
    private readonly most: number,
  ) {}

  get count(): number {
    return this.y.length
  }

  /** @param at place of the row's first number in x */
  add(x: ArrayLike<number>, at: number, y: number): void {
    for (let j = 0; j < this.width; j++) this.x[this.next * this.width + j] = x[at + j] as number
    this.y[this.next] = y
    this.next = (this.next + 1) % this.most
  }

  rows(): Rows {
    return { width: this.width, x: Float64Array.from(this.x) }
  }

  labels(): Float64Array {
    return Float64Array.from(this.y)
  }

  save(): Json {
    return { x: this.x.map((v) => (Number.isNaN(v) ? null : v)), y: [...this.y], next: this.next }
  }

  load(state: Json): void {
    const { x, y, next } = state as { x: (number | null)[]; y: number[]; next: number }
    this.x = x.map((v) => v ?? Number.NaN)
    this.y = [...y]
    this.next = next
  }
}
