import type { Experiment } from "../experiment.ts"

const PULSE = 28
const AFTER = 300
const DAYS_A_MONTH = 365.25 / 12

/** Twice the media money for four weeks: how long what it sells keeps coming. */
export const duration: Experiment = {
  name: "duration",
  days: PULSE + AFTER,
  sums({ arm, reference, ticksPerDay: d }) {
    const pulse = arm((t) => (t < PULSE * d ? { media: 2 } : {}), (PULSE + AFTER) * d)
    const daily = Array.from({ length: PULSE + AFTER }, () => 0)
    pulse.sold.forEach(({ expected }, t) => (daily[Math.floor(t / d)]! += expected - (reference.sold[t]?.expected as number)))
    return daily
  },
  figures: { advertisingDuration: (daily) => months(daily) },
}

/** Months from the pulse's middle to the day after which less than a tenth of all that it sells is to come; null where it sells nothing. */
function months(daily: readonly number[]): number | null {
  const all = daily.reduce((a, b) => a + b, 0)
  if (!(all > 0)) return null
  let toCome = 0
  for (let day = daily.length; day > 0; day--) {
    const sold = daily[day - 1] as number
    if (toCome + sold > all / 10) return (day - (all / 10 - toCome) / sold - PULSE / 2) / DAYS_A_MONTH
    toCome += sold
  }
  return null
}
