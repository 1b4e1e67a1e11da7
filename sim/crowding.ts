import { log } from "./math.ts"
import type { Crowding } from "./world.ts"

/** How far others' money raises the logarithm of a price: ε ln(1 + their spend a day / reference). */
export function logRise({ elasticity, reference }: Crowding, othersPerDay: number): number {
  return elasticity * log(1 + othersPerDay / reference)
}
