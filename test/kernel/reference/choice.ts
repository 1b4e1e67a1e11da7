import * as L from "../../../sim/kernel/layout.ts"
import type { OccasionWords } from "./luck.ts"
import { exp32, f32, gumbel, log, uniform } from "./numbers.ts"
import type { Turn } from "./turn.ts"

/** One need: its words, whether the tick's price switch has come, and whether an opened discount serves it. */
export interface Occasion {
  words: OccasionWords
  afterSwitch: boolean
  couponed: boolean
  /** Met in a store; and we are out of stock, so that who wants ours must wait. */
  inStore: boolean
  late: boolean
  /** Goodwill, intent and trust's deviation for ours as they stand at its time. */
  mood: { goodwill: number; intent: number; trust: number }
}

/**
 * Brands that are thought of. A lapsed brand must be taken up again; then the brand last bought always counts, ours where it is
 * remembered (goodwill over a threshold), a rival with the segment's chance. Brands taken up again lose their lapsed bit.
 */
export function consider({ market, cell, customer }: Turn, { words, mood }: Occasion): boolean[] {
  return market.brands.map((_, b) => {
    const drawn = words.considered(b)
    const [again, known] = [uniform(drawn.again), uniform(drawn.known)]
    if (customer.lapsed & (1 << b)) {
      if (again >= market.reconsider) return false
      customer.lapsed &= ~(1 << b)
    }
    if (customer.owner === b) return true
    return b === 0 ? mood.goodwill >= market.consideration : known < cell.rivals[b]!.considered || cell.rivals[b]!.considered >= 1
  })
}

/**
 * U_b = ln A_b − β ln(p_b / p_ref) + [ours: γ ln(1 + a / a_ref) + ψ v + φ τ, less waiting; a rival's: its goodwill's utility] + [in a store: display]
 * + [last bought: ρ + ω q].
 */
export function utility({ market, cell, customer, treatment }: Turn, { afterSwitch, couponed, inStore, late, mood }: Occasion, b: number): number {
  const brand = market.brands[b]!
  const listed = afterSwitch ? brand.logPriceAfter : brand.logPrice
  const logPrice = b === 0 && couponed ? Math.max(market.logPriceFloor, listed + log(1 - treatment.discount)) : listed
  const ours = () => market.gamma * log(1 + mood.goodwill / market.goodwillReference) + market.psi * mood.intent + market.trustUtility * mood.trust
  let utility = customer.attraction[b]! - customer.priceSensitivity * logPrice + (b === 0 ? ours() : cell.rivals[b]!.goodwillUtility)
  if (b === 0 && late) utility -= market.wait
  if (inStore) utility += cell.rivals[b]!.storeUtility
  return customer.owner === b ? utility + (market.inertia + market.omega * customer.satisfaction) : utility
}

/**
 * The brand bought on an occasion, or −1 for none: the greatest U + Gumbel noise. Each alternative has a word of its own, so that a
 * change in one never moves a choice between two others.
 */
export function choose(turn: Turn, occasion: Occasion): number {
  const { market, cell, customer } = turn
  const noise = (alternative: number) => gumbel(occasion.words.noise(alternative))
  const none = customer.attraction[market.brands.length]! + cell.noneUtility
  const considered = consider(turn, occasion)
  const utilities = considered.map((thought, b) => (thought ? utility(turn, occasion, b) : Number.NEGATIVE_INFINITY))
  let best = -1
  let bestScore = none + noise(0)
  utilities.forEach((u, b) => {
    const score = u + noise(b + 1)
    if (score > bestScore) [best, bestScore] = [b, score]
  })
  if (considered[0]) expect(turn, occasion, [none, ...utilities])
  return best
}

/** What the occasion is expected to bring us before its noise is known: our chance among the alternatives, times the mean order. */
function expect({ market, cell, treatment, count }: Turn, { afterSwitch, couponed }: Occasion, utilities: readonly number[]): void {
  const all = Array.from({ length: utilities.length > 4 ? 8 : 4 }, (_, k) => f32(Math.max(-1e30, utilities[k] ?? Number.NEGATIVE_INFINITY)))
  const greatest = Math.max(...all)
  const odds = all.map((u) => exp32(f32(u - greatest)))
  const chance = odds[1]! / odds.reduce((a, b) => a + b, 0)
  const meanCents = cell.unitsMean * (afterSwitch ? market.brands[0]!.priceCentsAfter : market.brands[0]!.priceCents)
  count(L.EXPECTED_ORDERS, chance)
  count(L.EXPECTED_CENTS, chance * (meanCents - (couponed ? Math.min(treatment.discountCap, meanCents * treatment.discount) : 0)))
  count(L.EXPECTED_GOODS, chance * cell.unitsMean * market.unitCostCents)
}
