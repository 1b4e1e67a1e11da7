import { pow } from "../../sim/math.ts"

/**
 * A step size or a chance of exploring that falls with how often it was used: the higher of `least` and start · n^−power.
 * With a power above ½ and at most 1 and `least` 0, step sizes satisfy the Robbins–Monro conditions, under which Q-learning converges
 * (Watkins & Dayan 1992); powers below 1 get there in polynomial time (Even-Dar & Mansour 2003, JMLR 5, theorem 4).
 */
export interface Schedule {
  start: number
  /** 0 never falls. */
  power: number
  least: number
}

/** @param n how often it was used, this time included, from 1 */
export function scheduled({ start, power, least }: Schedule, n: number): number {
  return Math.max(least, power === 0 || n <= 1 ? start : start * pow(n, -power))
}
