import * as L from "../../../sim/kernel/layout.ts"
import { type Luck, sharedWord } from "./luck.ts"
import { f32 } from "./numbers.ts"
import type { Cell } from "./parameters.ts"

/** Exposures to each push channel: a Poisson count, the number of thresholds that the customer's word reaches. */
export function pushExposures(luck: Luck, cell: Cell, index: number): number[] {
  return cell.pushes.map(({ thresholds }, p) => {
    const word = sharedWord(luck, cell.number, index, L.DRAW_PUSH + p)
    return thresholds.filter((t) => word >= t).length
  })
}

/** What the exposures add up to: Σ E · (a channel's effect of one). */
export function weighted(exposures: readonly number[], cell: Cell, effect: "gain" | "irritation" | "click"): number {
  return exposures.reduce((sum, e, p) => f32(sum + f32(e * cell.pushes[p]![effect])), 0)
}
