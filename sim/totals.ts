import * as L from "./kernel/layout.ts"
import type { Play } from "./state.ts"

/** A total of the last tick over all cells (slots in kernel/layout.ts). */
export function total({ cells, memory }: Play, slot: number): number {
  return cells.reduce((sum, _, i) => sum + (memory.total[i * L.TOTAL_SLOTS + slot] as number), 0)
}
