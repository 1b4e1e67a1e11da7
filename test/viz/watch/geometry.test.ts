import { fc, test } from "@fast-check/vitest"
import { expect } from "vitest"
import { geometry, slotAt, xOf, yOf } from "../../../viz/watch/geometry.ts"

const peaks = fc.array(fc.nat(12_000), { minLength: 7, maxLength: 7 })
const sizes = fc.tuple(fc.integer({ min: 330, max: 1800 }), fc.integer({ min: 150, max: 900 }))

test.prop([peaks, sizes])("every stack at its peak stands within its side, and no two touch", (counts, [width, height]) => {
  const g = geometry(counts, width, height, 40, 4)
  for (const [stage, peak] of counts.entries()) {
    const right = (g.left[stage] as number) + (g.across[stage] as number) * g.cell
    expect(right).toBeLessThanOrEqual(g.left[stage + 1] ?? (g.cell > 1 ? width : Number.POSITIVE_INFINITY))
    if (peak > 0 && g.cell > 1) expect(yOf(g, stage, peak - 1)).toBeGreaterThanOrEqual(0)
  }
})

test.prop([peaks, sizes])("a dot less across would do for no larger slots: they are the largest", (counts, [width, height]) => {
  const g = geometry(counts, width, height, 1, 0)
  const larger = g.cell + 1
  const rows = Math.floor(height / larger)
  const needed = counts.reduce((sum, peak) => sum + Math.max(1, Math.ceil(peak / rows)) * larger, 0)
  if (g.cell < 24) expect(needed).toBeGreaterThan(width)
})

test.prop([peaks, sizes, fc.nat(6), fc.nat(11_999), fc.nat(23), fc.nat(23)])(
  "a point in a slot gives the slot",
  (counts, [width, height], stage, slot, dx, dy) => {
    const g = geometry(counts, width, height, 40, 4)
    expect(slotAt(g, xOf(g, stage, slot) + (dx % g.cell), yOf(g, stage, slot) + (dy % g.cell))).toEqual({ stage, slot })
  },
)
