import { exp } from "../../sim/math.ts"
import type { PurchaseModel } from "./purchaseHistory.ts"

/** Over which future a customer's purchases are worth something, in the unit of the model's time. */
export interface Future {
  /** How far one looks. */
  horizon: number
  /** Continuous discount rate a unit of time. */
  discount: number
  /** Parts into which the horizon is cut. */
  parts?: number
}

/**
 * Discounted expected purchases of a customer who has not stopped: Σ over parts of the horizon of (expected purchases in it) · e^(−discount · its middle).
 * Times the chance of being alive and the expected money of a purchase it is the lifetime value of Fader, Hardie & Lee, "RFM and CLV", JMR 2005.
 * With an endless horizon and fine parts it goes to their closed form, the discounted expected residual transactions (eq. 2).
 */
export function discountedPurchases(
  model: PurchaseModel,
  purchases: number,
  last: number,
  observed: number,
  { horizon, discount, parts = 12 }: Future,
): number {
  const width = horizon / parts
  let [sum, before] = [0, 0]
  for (let k = 1; k <= parts; k++) {
    const until = model.ahead(k * width, purchases, last, observed)
    sum += (until - before) * exp(-discount * (k - 0.5) * width)
    before = until
  }
  return sum
}
