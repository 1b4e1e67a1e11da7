import { number, whole } from "../options.ts"
import { type Json, policy } from "../policy.ts"

const card = {
  name: "creative-batch",
  seat: "create",
  about: "A monthly batch of one creative a segment, judged after a fortnight against the one before",
  source: "Practice: a campaign calendar",
  options: {
    everyDays: number(28, "days between batches", { above: 0 }),
    each: whole(1, "creatives for each segment in a batch", { least: 0 }),
    trialDays: number(14, "days that a new creative runs before it is judged against the one that it replaced", { least: 0 }),
  },
} as const

interface Run {
  /** Since when it has run in this turn, days. */
  since: number
  /** Clicks, and clicks expected at the channel's usual rate. */
  clicks: number
  expected: number
}

/**
 * A monthly batch: one creative a segment, briefed for it, shown in every channel. After a fortnight it is judged by its clicks
 * against the one before it, each in its first fortnight, and the better one runs until the next batch is ready.
 */
export const creativeBatch = policy(card, (o) => {
  let batchAt: number | null = null
  /** First fortnight of each creative, by number. */
  let trials: Record<number, Run> = {}
  /** Impressions and clicks so far, by `channel/segment`. */
  let usual: Record<string, { impressions: number; clicks: number }> = {}
  let today = 0

  const score = (number: number | undefined) => {
    const trial = number === undefined ? undefined : trials[number]
    return trial && trial.expected > 0 ? trial.clicks / trial.expected : 0
  }

  return {
    needs: [],
    learn({ shown }) {
      for (const { creative, channel, segment, impressions, clicks } of shown) {
        const all = (usual[`${channel}/${segment}`] ??= { impressions: 0, clicks: 0 })
        all.impressions += impressions
        all.clicks += clicks
        const trial = trials[creative]
        if (!trial || today - trial.since > o.trialDays) continue
        trial.clicks += clicks
        trial.expected += (impressions * all.clicks) / all.impressions
      }
    },
    act({ tick, hoursPerTick, books }) {
      today = (tick * hoursPerTick) / 24
      const batch = batchAt === null || today - batchAt >= o.everyDays
      if (batch) batchAt = today
      const match = books.match.slice()
      const kept: string[] = []
      books.segments.forEach((name, g) => {
        const ready = books.creatives.filter((c) => c.segment === g && c.ready <= tick)
        const newest = ready.at(-1)?.number
        if (newest === undefined) return
        const trial = (trials[newest] ??= { since: today, clicks: 0, expected: 0 })
        const before = ready.at(-2)?.number
        const loses = today - trial.since >= o.trialDays && score(before) > score(newest)
        if (loses) kept.push(name)
        books.channels.forEach((_c, c) => {
          match[c * books.segments.length + g] = loses ? (before as number) : newest
        })
      })
      return {
        action: { make: Int32Array.from(books.segments, () => (batch ? o.each : 0)), match },
        reason: batch
          ? `monthly batch, ${o.each} a segment`
          : kept.length > 0
            ? `the older creative had more clicks: ${kept.join(", ")}`
            : "newest creative that is ready",
        because: { kind: batch ? "batch" : kept.length > 0 ? "olderCreative" : "newestCreative", figures: {} },
      }
    },
    save: () => structuredClone({ batchAt, trials, usual, today }) as unknown as Json,
    load(state) {
      const s = structuredClone(state) as unknown as { batchAt: number | null; trials: typeof trials; usual: typeof usual; today: number }
      batchAt = s.batchAt
      trials = s.trials
      usual = s.usual
      today = s.today
    },
  }
})
