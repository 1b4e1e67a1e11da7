import * as math from "../../sim/math.ts"
import type { Table } from "../../sim/observation.ts"

/** Features of a customer, each between 0 and about 2; unknown values are 0. */
export const features = ["one", "buys", "boughtLately", "browses", "contactedLately"] as const
/** Observed columns that they are made of. */
export const needs = ["purchases", "daysSincePurchase", "pageViews7d", "daysSinceContact"] as const

/** Features of each customer, rows × features. */
export function describe(customers: Table): Float32Array {
  const f = features.length
  const [purchases, recency, pages, contact] = needs.map((name) => customers.column(name))
  const x = new Float32Array(customers.rows.length * f)
  const known = (column: Float32Array | undefined, r: number) => {
    const value = column?.[r]
    return value === undefined || Number.isNaN(value) ? undefined : value
  }
  for (let r = 0; r < customers.rows.length; r++) {
    const bought = known(purchases, r)
    const last = known(recency, r)
    const views = known(pages, r)
    const contacted = known(contact, r)
    x[r * f] = 1
    x[r * f + 1] = bought === undefined ? 0 : math.log(1 + bought) / 3
    x[r * f + 2] = last === undefined ? 0 : math.exp(-last / 21)
    x[r * f + 3] = views === undefined ? 0 : Math.min(views, 12) / 6
    x[r * f + 4] = contacted === undefined ? 0 : math.exp(-contacted / 10)
  }
  return x
}

/** Standard deviation of the first outcomes seen, the noise of the regression; never 0. */
export function spread(values: Float32Array): number {
  const known = values.filter((v) => !Number.isNaN(v))
  const mean = known.reduce((a, b) => a + b, 0) / known.length
  return Math.max(1e-6, Math.sqrt(known.reduce((sum, v) => sum + (v - mean) * (v - mean), 0) / known.length))
}
