import * as math from "../../../sim/math.ts"
import type { Table } from "../../../sim/observation.ts"
import { discrete } from "../spaces/discrete.ts"
import { sequence } from "../spaces/sequence.ts"
import type { ViewOf } from "./view.ts"

/**
 * A treatment for each customer who is due, in the order of the rows: 0 none, else 1 + its place in the treatments. The rows vary from decision to decision, so the action is a
 * sequence: rows beyond its end get none, and what is beyond the last row is not used.
 */
export const engageView: ViewOf<"engage"> = ({ treatments }) => ({
  actionSpace: sequence(discrete(treatments.length + 1)),
  features: treatments.map((treatment, k) => ({
    name: `sent.${treatment.name}`,
    about: "of the customers decided on in the last window that has closed, the share that got it",
    value: ({ feedback }) =>
      feedback && feedback.treatment.length > 0 ? feedback.treatment.reduce((n, t) => n + (t === k + 1 ? 1 : 0), 0) / feedback.treatment.length : Number.NaN,
  })),
  decide: (act, { customers }) => ({ treatment: Uint8Array.from(customers.rows, (_, r) => act[r] ?? 0) }),
  encode: ({ treatment }) => Int32Array.from(treatment),
})

/** Highest ln of a column. */
export const COLUMN_BOUND = 100

/** Columns of the customers who are due, a row each: ±ln(1 + |x|), so that money, counts and days are of one order; 0 where unknown; and which are known. */
export function showCustomers(customers: Table, columns: readonly string[]): { customers: Float32Array; customersKnown: Uint8Array } {
  const width = columns.length
  const values = new Float32Array(customers.rows.length * width)
  const known = new Uint8Array(values.length)
  columns.forEach((name, j) => {
    customers.column(name)?.forEach((x, r) => {
      if (Number.isNaN(x)) return
      values[r * width + j] = Math.sign(x) * math.log(1 + Math.abs(x))
      known[r * width + j] = 1
    })
  })
  return { customers: values, customersKnown: known }
}
