import * as L from "../../../sim/kernel/layout.ts"
import { f32, normalQuantile, uniform } from "./numbers.ts"
import type { Turn } from "./turn.ts"

/** Satisfaction follows experience against expectation, and expectation follows experience; a new brand starts neutral. */
export function experience({ market, customer }: Turn, b: number, late: boolean, word: number): { satisfaction: number; expectation: number } {
  const before = customer.owner === b ? customer : { satisfaction: 0, expectation: 0 }
  const delivered = b === 0 && late ? market.brands[b]!.quality - market.late : market.brands[b]!.quality
  const surprise = delivered + market.experienceNoise * normalQuantile(uniform(word)) - before.expectation
  return {
    satisfaction: before.satisfaction + market.satisfactionLearning * surprise,
    expectation: before.expectation + market.expectationLearning * surprise,
  }
}

/** The customer owns brand b and feels so about it, kept in single precision. */
export function settle({ customer }: Turn, b: number, { satisfaction, expectation }: { satisfaction: number; expectation: number }): void {
  customer.owner = b
  customer.satisfaction = f32(satisfaction)
  customer.expectation = f32(expectation)
}

/** Counts who speaks for a brand: those whose satisfaction with the brand last bought reaches the threshold. */
export function countAdvocate({ market, customer, count }: Turn, by: 1 | -1): void {
  if (customer.owner !== L.NO_BRAND && customer.satisfaction >= market.advocacy) count(L.ADVOCATES + customer.owner, by)
}
