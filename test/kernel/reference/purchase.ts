import * as L from "../../../sim/kernel/layout.ts"
import type { Occasion } from "./choice.ts"
import { ownWords } from "./luck.ts"
import { exp, f32, normalQuantile, uniform } from "./numbers.ts"
import type { Turn } from "./turn.ts"

/** Most that an order, or a customer's spend so far, can be: what 32 bits hold. */
const MOST_CENTS = 2 ** 31 - 1

/** An order of ours, as the event buffer holds it. */
export interface Order {
  place: number
  listCents: number
  discountCents: number
  costCents: number
  isNew: boolean
  treatment: number
  inStore: boolean
  late: boolean
}

/** Books a purchase of brand b: units are lognormal, prices round to the cent, stock fills.
 * @param nth number of the occasion in the tick
 * @returns the order, where the brand is ours */
export function purchase(
  { market, cell, index, customer, treatment, luck, count }: Turn,
  { afterSwitch, couponed, inStore, late }: Occasion,
  b: number,
  word: number,
  nth: number,
): Order | undefined {
  const brand = market.brands[b]!
  const units = exp(cell.unitsMu + cell.unitsSigma * normalQuantile(uniform(word)))
  const listCents = Math.min(MOST_CENTS, Math.floor(units * (afterSwitch ? brand.priceCentsAfter : brand.priceCents) + 0.5))
  const discountCents = b === 0 && couponed ? Math.min(treatment.discountCap, Math.floor(listCents * treatment.discount)) : 0
  customer.stock = f32(customer.stock + units)
  count(L.ORDERS + b, 1)
  count(L.CENTS + b, listCents - discountCents)
  if (b !== 0) return undefined
  const isNew = customer.lastPurchase === L.NEVER || luck.tick - customer.lastPurchase >= Math.trunc(market.newAfter)
  customer.purchases++
  customer.spend = Math.min(MOST_CENTS, customer.spend + listCents - discountCents)
  customer.lastPurchase = luck.tick
  customer.intent = 0
  customer.flags |= L.EVENT
  count(L.UNITS, units)
  if (late) count(L.LATE_ORDERS, 1)
  if (inStore) {
    count(L.STORE_ORDERS, 1)
    customer.storePurchases++
    customer.storeSpend = Math.min(MOST_CENTS, customer.storeSpend + listCents - discountCents)
    customer.lastStorePurchase = luck.tick
  } else {
    customer.lastOnlinePurchase = luck.tick
    const accepts = () => uniform(ownWords(luck, cell.number, index, L.DRAW_SUBSCRIBE + 256 * nth)[0]!) < market.subscribes
    if (!(customer.flags & L.SUBSCRIBED) && accepts()) {
      customer.flags |= L.SUBSCRIBED
      count(L.RESUBSCRIBED, 1)
    }
  }
  const costCents = Math.min(MOST_CENTS, Math.floor(units * market.unitCostCents + 0.5))
  return { place: customer.place, listCents, discountCents, costCents, isNew, treatment: couponed ? treatment.number : 0, inStore, late }
}
