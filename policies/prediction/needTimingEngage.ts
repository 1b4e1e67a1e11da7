import { number, whole } from "../options.ts"
import { type Json, policy } from "../policy.ts"
import { byIndex, indexOptions } from "./byIndex.ts"
import { CustomerFile, fileColumns } from "./customerFile.ts"
import { dueWithin, fitTiming, type Timing } from "./needTiming.ts"

const card = {
  name: "need-timing",
  seat: "engage",
  about: "A reminder just before a customer's need is due",
  source: "Chatfield & Goodhardt, JASA 1973; Platzer & Reutterer, Marketing Science 2016; Reutterer, Platzer & Schröder, IJRM 2021",
  learns: true,
  options: {
    ...indexOptions(["reminder", "chat", "call"], 0.3),
    aheadDays: number(5, "a need counts as due when it falls into so many days from now", { above: 0 }),
    windowDays: number(14, "days in which an outcome counts, as the strategy's outcomeDays", { above: 0 }),
    refitDays: number(28, "days between fits", { above: 0 }),
    most: whole(1500, "customers that a fit uses", { least: 50 }),
  },
} as const

/**
 * Individual need timing: intervals between purchases are gamma of one regularity, with a rate of each customer's own that is learned from the intervals seen
 * (empirical Bayes). The index is the chance that the next purchase falls into the days just ahead, given how long the last one is past: for regular customers it peaks
 * shortly before the usual interval is over, for irregular ones it only tells who buys often.
 */
export const needTimingEngage = policy(card, (o) => {
  const file = new CustomerFile()
  let timing: Timing | null = null
  let fittedAt: number | null = null
  return byIndex(o, {
    needs: fileColumns,
    predicts: "chance",
    width: 0,
    of(observation) {
      file.update(observation)
      const { tick, hoursPerTick, customers } = observation
      const day = (tick * hoursPerTick) / 24
      if (fittedAt === null || day - fittedAt >= o.refitDays) {
        const intervals = file.intervals(o.most)
        let closed = 0
        for (let i = 0; i < intervals.count.length; i++) closed += intervals.count[i] as number
        if (closed >= 100) {
          timing = fitTiming(intervals, timing ?? undefined, 1e-7)
          fittedAt = day
        }
      }
      if (!timing) return undefined
      const known = timing
      const index = new Float64Array(customers.rows.length)
      const prediction = new Float64Array(customers.rows.length)
      customers.rows.forEach((number, r) => {
        const { purchases, last, observed } = file.history(number)
        const elapsed = Math.max(0, observed - last)
        index[r] = dueWithin(known, purchases, last, elapsed, o.aheadDays)
        prediction[r] = dueWithin(known, purchases, last, elapsed, o.windowDays)
      })
      return { index, prediction }
    },
    begin() {
      file.forget()
      fittedAt = null
    },
    say: () => (timing ? `needs by gamma intervals of shape ${timing.shape.toFixed(2)}, stopping ${timing.stop.toFixed(3)}` : "too few intervals seen"),
    save: (): Json => ({ file: file.save(), timing: timing && { ...timing }, fittedAt }),
    load(state) {
      const s = state as unknown as { file: Json; timing: Timing | null; fittedAt: number | null }
      file.load(s.file)
      timing = s.timing && { ...s.timing }
      fittedAt = s.fittedAt
    },
  })
})
