import { log } from "../../sim/math.ts"
import type { Observation } from "../../sim/observation.ts"
import type { Json } from "../policy.ts"
import type { Intervals } from "./needTiming.ts"
import type { Histories } from "./purchaseHistory.ts"

/** Columns that the file is kept from. */
export const fileColumns = ["purchases", "spend", "daysSincePurchase"] as const

const fields = ["seen", "purchases", "money", "last", "count", "sum", "logs", "open"] as const
type Field = (typeof fields)[number]

/** A customer is in the file as long as it was due within so many decisions' rotation. */
const SEEN_WITHIN_DAYS = 60

/**
 * What was seen of each customer's purchases, kept by number: how many, when the last, for how much money, and the intervals that closed while one watched. A customer with a
 * new order is due, so one who was not due has made none, and the file stands for today. The clock of all histories begins with the books.
 */
export class CustomerFile {
  private columns = Object.fromEntries(fields.map((name) => [name, new Float64Array(0)])) as Record<Field, Float64Array>
  /** Day with which the books began, on the market's clock; days before the horizon are below 0. */
  private begun = 0
  private today = 0

  /** Takes in what is seen of the customers who are due. */
  update(observation: Observation): void {
    const { tick, hoursPerTick, customers } = observation
    this.today = (tick * hoursPerTick) / 24
    const told = observation.series("orders") ?? observation.series("revenue")
    if (told) this.begun = Math.min(this.begun, this.today - (told.length * hoursPerTick) / 24)
    const [purchases, spend, since] = fileColumns.map((name) => customers.column(name))
    if (!purchases) return
    this.grow((customers.rows[customers.rows.length - 1] ?? -1) + 1)
    const c = this.columns
    const half = hoursPerTick / 48
    const age = customers.age("daysSincePurchase")
    const extracted = this.today - (age > 0 ? age / 24 : 0)
    customers.rows.forEach((i, r) => {
      const bought = purchases[r] as number
      if (Number.isNaN(bought)) return
      const days = since?.[r] ?? Number.NaN
      const last = Number.isNaN(days) ? Number.NaN : extracted - days
      if (last < this.begun) this.begun = last
      const known = (c.seen[i] as number) > Number.NEGATIVE_INFINITY
      const before = c.last[i] as number
      if (known && last > before + half && Math.round(bought - (c.purchases[i] as number)) <= 1 && c.open[i] === 1) {
        c.count[i] = (c.count[i] as number) + 1
        c.sum[i] = (c.sum[i] as number) + (last - before)
        c.logs[i] = (c.logs[i] as number) + log(last - before)
      }
      // an interval can be watched from its beginning once an order was seen to come
      if (known && (last > before + half || (Number.isNaN(before) && !Number.isNaN(last)))) c.open[i] = 1
      c.seen[i] = this.today
      c.purchases[i] = Number.isNaN(last) ? 0 : Math.max(1, Math.round(bought))
      c.money[i] = spend?.[r] ?? Number.NaN
      c.last[i] = last
    })
  }

  /** A customer's history in days: purchases since the books began, time of the last since then, time observed; mean money of a purchase. */
  history(i: number): { purchases: number; last: number; observed: number; mean: number } {
    const c = this.columns
    const purchases = (c.seen[i] ?? Number.NEGATIVE_INFINITY) > Number.NEGATIVE_INFINITY ? (c.purchases[i] as number) : 0
    const money = c.money[i] as number
    return {
      purchases,
      last: purchases > 0 ? (c.last[i] as number) - this.begun : 0,
      observed: Math.max(1e-6, this.today - this.begun),
      mean: purchases > 0 && money > 0 ? money / purchases : 0,
    }
  }

  /** Histories of customers seen lately, every so many of them so that there are at most `most`. */
  sample(most: number): Readonly<Record<keyof Histories | "means", Float64Array>> {
    const all = this.numbers(() => true, most).map((i) => this.history(i))
    return {
      purchases: Float64Array.from(all, (h) => h.purchases),
      last: Float64Array.from(all, (h) => h.last),
      observed: Float64Array.from(all, (h) => h.observed),
      means: Float64Array.from(all, (h) => h.mean),
    }
  }

  /** Intervals of customers of whom one was watched from its beginning. */
  intervals(most: number): Intervals & { before: { count: number[]; sum: number[] } } {
    const c = this.columns
    const numbers = this.numbers((i) => c.open[i] === 1, most)
    const of = (field: Field) => numbers.map((i) => c[field][i] as number)
    return {
      count: of("count"),
      sum: of("sum"),
      logs: of("logs"),
      elapsed: numbers.map((i) => Math.max(0, this.today - (c.last[i] as number))),
      before: {
        count: numbers.map((i) => Math.max(0, (c.purchases[i] as number) - (c.count[i] as number))),
        sum: numbers.map((i) => Math.max(0, (c.last[i] as number) - this.begun - (c.sum[i] as number))),
      },
    }
  }

  /** Numbers of customers seen lately. */
  private numbers(fits: (i: number) => boolean, most: number): number[] {
    const { seen } = this.columns
    const numbers: number[] = []
    for (let i = 0; i < seen.length; i++) if ((seen[i] as number) >= this.today - SEEN_WITHIN_DAYS && fits(i)) numbers.push(i)
    const step = Math.max(1, numbers.length / most)
    return Array.from({ length: Math.min(most, numbers.length) }, (_, k) => numbers[Math.floor(k * step)] as number)
  }

  private grow(size: number): void {
    const now = this.columns.seen.length
    if (size <= now) return
    for (const name of fields) {
      const wider = new Float64Array(Math.max(size, Math.ceil(1.5 * now))).fill(
        name === "seen" ? Number.NEGATIVE_INFINITY : name === "last" || name === "money" ? Number.NaN : 0,
      )
      wider.set(this.columns[name])
      this.columns[name] = wider
    }
  }

  /** A new run begins, with other customers. */
  forget(): void {
    for (const name of fields) this.columns[name] = new Float64Array(0)
    this.begun = 0
    this.today = 0
  }

  // NaN and infinities have no JSON: what is unknown is null
  save(): Json {
    const plain = (values: Float64Array) => Array.from(values, (v) => (Number.isFinite(v) ? v : null))
    return { begun: this.begun, today: this.today, columns: Object.fromEntries(fields.map((name) => [name, plain(this.columns[name])])) }
  }

  load(state: Json): void {
    const { begun, today, columns } = state as { begun: number; today: number; columns: Record<Field, (number | null)[]> }
    this.begun = begun
    this.today = today
    for (const name of fields) this.columns[name] = Float64Array.from(columns[name], (v) => v ?? (name === "seen" ? Number.NEGATIVE_INFINITY : Number.NaN))
  }
}
