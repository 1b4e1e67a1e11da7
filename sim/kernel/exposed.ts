// Whom push media reached in the tick just played. Luck is a function of its counter, so the wide pass need not keep it: it is drawn again.
import * as L from "./layout"
import { keySchedule, words64 } from "./threefry"

@inline function slot(k: i32): i32 {
  return load<i32>(L.HEADER + (k << 2))
}

/** Writes a byte a customer's place, one bit a push channel, over the list of the tick just played. */
export function exposed(): void {
  keySchedule()
  const cells = slot(L.CELLS), tick = slot(L.TICK), pushes = slot(L.PUSH_CHANNELS)
  const out = <usize>slot(L.LIST_PTR), words = <usize>slot(L.SCRATCH_PTR)
  for (let cell = 0; cell < cells; cell++) {
    const ints = <usize>slot(L.CELL_INT_PTR) + <usize>(cell * (L.CELL_INT_SLOTS << 2))
    const start = load<i32>(ints + (L.CELL_START << 2)), size = load<i32>(ints + (L.CELL_COUNT << 2))
    const push = <usize>slot(L.PUSH_PTR) + <usize>(cell * pushes * (L.PUSH_SLOTS << 2))
    const thresholds = <usize>slot(L.THRESHOLD_PTR) + <usize>(cell * pushes * (L.MAX_COUNT << 2))
    memory.fill(out + <usize>start, 0, size)
    for (let p = 0; p < pushes; p++) {
      if (load<i32>(push + <usize>(p << 4) + (L.PUSH_THRESHOLDS << 2)) == 0) continue
      const first = load<i32>(thresholds + <usize>(p * (L.MAX_COUNT << 2))) // over it: at least one exposure
      for (let a0 = 0; a0 < size; a0 += 64) {
        words64(a0 >> 2, cell, tick, L.DRAW_PUSH + p, words)
        const rest = size - a0 < 64 ? size - a0 : 64
        for (let a = 0; a < rest; a++) {
          const at = out + <usize>(start + a0 + a)
          const reached = <i32>(load<u32>(words + <usize>(a << 2)) ^ 0x80000000) > first
          store<u8>(at, load<u8>(at) | (<u8>reached << <u8>p))
        }
      }
    }
  }
}
