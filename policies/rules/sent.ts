import type { Json } from "../policy.ts"

/** What a policy remembers to have sent: a row a message, by when it was decided, customer's number and place of the rule. */
export class Sent {
  private at: number[] = []
  private to: number[] = []
  private by: number[] = []

  /** @param rules place of each row's rule from 1, 0 where nothing was sent */
  add(tick: number, rows: Uint32Array, rules: Uint8Array): void {
    for (let r = 0; r < rows.length; r++) {
      if (rules[r] === 0) continue
      this.at.push(tick)
      this.to.push(rows[r] as number)
      this.by.push((rules[r] as number) - 1)
    }
  }

  /** What a decision sent in the end: what it could not send was not sent. */
  correct(tick: number, rows: Uint32Array, treatment: Uint8Array): void {
    const unsent = new Set(rows.filter((_, r) => treatment[r] === 0))
    this.keep((k) => this.at[k] !== tick || !unsent.has(this.to[k] as number))
  }

  /** Forgets what was decided before a tick. */
  forget(before: number): void {
    if ((this.at[0] ?? before) < before) this.keep((k) => (this.at[k] as number) >= before)
  }

  private keep(holds: (k: number) => boolean): void {
    const kept = this.at.map((_, k) => holds(k))
    for (const name of ["at", "to", "by"] as const) this[name] = this[name].filter((_, k) => kept[k])
  }

  /**
   * For each row how many messages it was sent after a tick, and when the first of them was decided (infinite without one).
   * @param rule place of the one rule whose messages count; undefined: all count
   */
  since(tick: number, rows: Uint32Array, rule?: number): { count: Uint16Array; first: Float64Array } {
    const count = new Uint16Array(rows.length)
    const first = new Float64Array(rows.length).fill(Number.POSITIVE_INFINITY)
    const row = new Int32Array((rows.at(-1) ?? -1) + 1).fill(-1)
    for (let r = 0; r < rows.length; r++) row[rows[r] as number] = r
    for (let k = 0; k < this.at.length; k++) {
      const at = this.at[k] as number
      const r = row[this.to[k] as number] ?? -1
      if (r < 0 || at <= tick || (rule !== undefined && this.by[k] !== rule)) continue
      count[r] = (count[r] as number) + 1
      first[r] = Math.min(first[r] as number, at)
    }
    return { count, first }
  }

  save(): Json {
    return { at: [...this.at], to: [...this.to], by: [...this.by] }
  }

  load(state: Json): void {
    const { at, to, by } = state as { at: number[]; to: number[]; by: number[] }
    this.at = [...at]
    this.to = [...to]
    this.by = [...by]
  }
}
