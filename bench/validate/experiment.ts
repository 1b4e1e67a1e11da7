import type { World } from "../../sim/index.ts"
import type { Lab } from "./lab.ts"

/** One intervention, and the findings that its outcome is held against. */
export interface Experiment {
  name: string
  /** Days that it takes. */
  days: number
  /** Why it cannot be done in a market, if so. */
  lacks?(world: World): string | undefined
  /** What one replication adds up: figures are made of the sums over replications, ratios total over total. */
  sums(lab: Lab): number[]
  /** By finding; null where a denominator is 0. */
  figures: Readonly<Record<string, (sums: readonly number[]) => number | null>>
}

/** Relative change of one thing over that of another. */
export function elasticity(after: number, before: number, causeAfter: number, causeBefore: number): number | null {
  const cause = causeAfter / causeBefore - 1
  return before > 0 && causeBefore > 0 && cause !== 0 ? (after / before - 1) / cause : null
}

/** Elements by element. */
export function add(a: readonly number[], b: readonly number[]): number[] {
  return b.map((x, k) => (a[k] ?? 0) + x)
}
