import { choose } from "../../policies/rules/choose.ts"
import { ifThen } from "../../policies/rules/ifThen.ts"
import { mailRules } from "../../policies/rules/mailRules.ts"
import type { Books } from "../../sim/observation.ts"
import { small } from "./markets.ts"

export const { about } = ifThen.card
const COOL_DOWN_DAYS = 7
const world = small("everyday", 1000, 28)

/** Rules whose treatment the everyday market has, in their order. */
export const rules = mailRules.filter(({ treatment }) => world.treatments.some(({ name }) => name === treatment))

/** What rules see of a customer; null: unknown. */
export interface Seen {
  pageViews7d: number
  daysSincePurchase: number | null
  daysSinceContact: number | null
}

/**
 * What the lab's rules do about a customer.
 * @returns place of the first rule that holds, −1 where none does; and whether its message is held back because the last one is too fresh
 */
export function firing(seen: Seen): { rule: number; resting: boolean } {
  const books = { treatments: world.treatments.map(({ name }) => ({ name })) } as unknown as Books
  const column = (name: string) => {
    const value = seen[name as keyof Seen]
    return value === undefined ? undefined : Float32Array.of(value ?? Number.NaN)
  }
  const customers = { rows: Uint32Array.of(0), column, age: () => 0 }
  const { first, stopped } = choose(rules, { coolDownDays: COOL_DOWN_DAYS }, { tick: 0, hoursPerTick: 24, customers, books })
  return { rule: (first[0] as number) - 1, resting: stopped[0] !== 0 }
}
