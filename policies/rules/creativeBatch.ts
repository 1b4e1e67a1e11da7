import type { Policy } from "../policy.ts"

const defaults = {
  /** Days between batches. */
  everyDays: 28,
  /** Creatives for each segment in a batch. */
  each: 1,
}

/** A monthly batch: one creative a segment, briefed for it, shown in every channel until the next one is ready. */
export function creativeBatch(options: Partial<typeof defaults> = {}): Policy<"create"> {
  const o = { ...defaults, ...options }
  let batchAt: number | null = null
  return {
    needs: [],
    act({ tick, hoursPerTick, books }) {
      const day = (tick * hoursPerTick) / 24
      const batch = batchAt === null || day - batchAt >= o.everyDays
      if (batch) batchAt = day
      const match = books.match.slice()
      books.segments.forEach((_, g) => {
        const newest = books.creatives.findLast((c) => c.segment === g && c.ready <= tick)
        if (newest) books.channels.forEach((_c, c) => (match[c * books.segments.length + g] = newest.number))
      })
      return {
        action: { make: Int32Array.from(books.segments, () => (batch ? o.each : 0)), match },
        reason: batch ? `monthly batch, ${o.each} a segment` : "newest creative that is ready",
      }
    },
    save: () => ({ batchAt }),
    load(state) {
      batchAt = (state as { batchAt: number | null }).batchAt
    },
  }
}
