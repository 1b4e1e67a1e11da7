import * as L from "../../../sim/kernel/layout.ts"
import { exp, uniform } from "./numbers.ts"
import { settle } from "./satisfaction.ts"
import type { Turn } from "./turn.ts"

/** Does the customer defect after a purchase? The customer's own chance, scaled by e^(−scale · satisfaction). */
export function defects({ market, customer }: Turn, satisfaction: number, word: number): boolean {
  return uniform(word) < customer.defection * exp(-market.defectionScale * satisfaction)
}

/** Leaves brand b, or the category: then there is no need any more. */
export function defect(turn: Turn, b: number): void {
  const { market, customer } = turn
  if (market.defectsFromCategory) customer.needRate = 0
  else customer.lapsed |= 1 << b
  settle(turn, L.NO_BRAND, { satisfaction: 0, expectation: 0 })
}
