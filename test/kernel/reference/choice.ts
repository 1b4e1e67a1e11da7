import type { OccasionWords } from "./luck.ts"
import { gumbel, log, uniform } from "./numbers.ts"
import type { Turn } from "./turn.ts"

/** One need: its words, whether the tick's price switch has come, and whether an opened discount serves it. */
export interface Occasion {
  words: OccasionWords
  afterSwitch: boolean
  couponed: boolean
  /** Goodwill and intent for ours as they stand at its time. */
  mood: { goodwill: number; intent: number }
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

/** U_b = ln A_b − β ln(p_b / p_ref) + [ours: γ ln(1 + a / a_ref) + ψ v; a rival's: its goodwill's utility] + [last bought: ρ + ω q]. */
export function utility({ market, cell, customer, treatment }: Turn, { afterSwitch, couponed, mood }: Occasion, b: number): number {
  const brand = market.brands[b]!
  const listed = afterSwitch ? brand.logPriceAfter : brand.logPrice
  const logPrice = b === 0 && couponed ? Math.max(market.logPriceFloor, listed + log(1 - treatment.discount)) : listed
  const response = b === 0 ? market.gamma * log(1 + mood.goodwill / market.goodwillReference) + market.psi * mood.intent : cell.rivals[b]!.goodwillUtility
  const utility = customer.attraction[b]! - customer.priceSensitivity * logPrice + response
  return customer.owner === b ? utility + (market.inertia + market.omega * customer.satisfaction) : utility
}

/**
 * The brand bought on an occasion, or −1 for none: the greatest U + Gumbel noise. Each alternative has a word of its own, so that a
 * change in one never moves a choice between two others.
 */
export function choose(turn: Turn, occasion: Occasion): number {
  const { market, cell, customer } = turn
  const noise = (alternative: number) => gumbel(occasion.words.noise(alternative))
  let best = -1
  let bestScore = customer.attraction[market.brands.length]! + cell.noneUtility + noise(0)
  consider(turn, occasion).forEach((considered, b) => {
    const score = considered ? utility(turn, occasion, b) + noise(b + 1) : Number.NEGATIVE_INFINITY
    if (score > bestScore) [best, bestScore] = [b, score]
  })
  return best
}
