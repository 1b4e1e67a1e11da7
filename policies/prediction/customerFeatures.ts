import { log } from "../../sim/math.ts"
import type { Table } from "../../sim/observation.ts"
import type { Rows } from "./linear.ts"

/** Columns that the features are made of. */
export const featureColumns = ["purchases", "spend", "daysSincePurchase", "pageViews7d", "daysSinceVisit", "daysSinceContact"] as const

/** Number of features without further columns. */
export const FEATURES = 7

/**
 * What is seen of customers, as numbers to predict from: recency, frequency and money; page views and the time since the last visit and the last message. Counts, money and
 * days by their logarithm, ln(1 + value). Unknown: NaN.
 * @param further columns that are taken as they are
 */
export function customerFeatures(customers: Table, further: readonly string[] = []): Rows {
  const [purchases, spend, recency, pages, visit, contact] = featureColumns.map((name) => customers.column(name))
  const others = further.map((name) => customers.column(name))
  const width = FEATURES + others.length
  const count = customers.rows.length
  const x = new Float64Array(count * width)
  const known = (column: Float32Array | undefined, r: number) => column?.[r] ?? Number.NaN
  const soft = (value: number) => (value >= 0 ? log(1 + value) : value < 0 ? 0 : Number.NaN)
  for (let r = 0; r < count; r++) {
    const at = r * width
    const bought = known(purchases, r)
    x[at] = soft(bought)
    x[at + 1] = bought > 0 ? soft(known(spend, r) / bought) : Number.NaN
    x[at + 2] = soft(known(recency, r))
    x[at + 3] = Number.isNaN(bought) ? Number.NaN : bought > 0 ? 1 : 0
    x[at + 4] = soft(known(pages, r))
    x[at + 5] = soft(known(visit, r))
    x[at + 6] = soft(known(contact, r))
    others.forEach((column, j) => {
      x[at + FEATURES + j] = known(column, r)
    })
  }
  return { width, x }
}
