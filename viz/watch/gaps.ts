import type { Recording } from "./recording.ts"

/** Days that a tick ends on. */
export const dayOf = ({ opening }: Recording, tick: number) => (tick * opening.hoursPerTick) / 24

/** Profit of the second strategy less the first's since the horizon began, money. */
export function gapAt(recording: Recording, tick: number): number {
  const frame = recording.frames[tick]
  return frame ? frame.sides[1].totals.profit - frame.sides[0].totals.profit : 0
}

/** Place of a gap among all, the largest first, from 1. */
export function rankOf(gap: number, all: readonly number[]): number {
  return 1 + all.filter((other) => other > gap).length
}
