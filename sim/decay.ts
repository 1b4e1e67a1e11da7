import { exp } from "./math.ts"

const LN2 = 0.6931471805599453

/** Share of a stock left after some days; a half-life of 0 leaves nothing, an infinite one everything. */
export function decay(halfLife: number, days: number): number {
  return halfLife > 0 ? exp((-LN2 * days) / halfLife) : 0
}

/**
 * Mean share left, at the end of a tick, of what arrived evenly within it: (1 − δ)/(−ln δ) with δ the decay over the tick.
 * It makes hour, day and week ticks accumulate the same stock.
 */
export function carry(halfLife: number, days: number): number {
  if (!(halfLife > 0)) return 1
  const x = (LN2 * days) / halfLife
  return x < 1e-9 ? 1 : (1 - exp(-x)) / x
}
