import type { Interval } from "./statistics/mean.ts"

/** How a difference stands to the smallest effect worth acting on. */
export type Grade =
  | "clearly better"
  | "better, size uncertain"
  | "no difference worth acting on"
  | "cannot tell yet"
  | "worse, size uncertain"
  | "clearly worse"

/** What one strategy earned and spent, by replication. */
export interface Side {
  name: string
  profit: readonly (number | null)[]
  totalCost: readonly (number | null)[]
}

/** What is found when a strategy is judged against the pinned baseline: all that a verdict says, before any words. */
export interface Verdict {
  /** The strategy judged, and the baseline. */
  a: string
  b: string
  /** Several are compared, so that words name the baseline first. */
  against: boolean
  currency: string
  /** Replications that both have; with 0 nothing below is known. */
  n: number
  /** Every difference is 0. */
  same: boolean
  /** Did a earn more on average? */
  gains: boolean
  /** Replications in which a earned more, or less where it does not gain. */
  won: number
  /** Mean of a's profit less the baseline's, money; its 95 % interval, null with fewer than two replications. */
  mean: number
  ci: Interval | null
  /** `mean` as a share of the baseline's mean profit; null where that is 0. */
  relative: number | null
  /** The worst difference where a gains, else the best, money. */
  extreme: number
  /** How much more a costs, money and as a share; `equal` within 1 %, null unknown. */
  cost: { gap: number; share: number | null } | "equal" | null
  grade: Grade
  /** About so many more replications would tell; only with "cannot tell yet". */
  more?: number
}

/** No more replications than this are ever asked for. */
export const MOST_MORE = 10_000
