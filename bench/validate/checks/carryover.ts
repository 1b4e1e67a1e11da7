import { decay } from "../../../sim/decay.ts"
import type { Check, Comparison } from "../check.ts"
import { after, quiet, quietly, quietMedia, quietSegment, valuesOf } from "../quiet.ts"

const HALF_LIFE = 6
const TICKS = 200

export const carryover: Check = {
  name: "carryover",
  about: "Without saturation, a day's effect on goodwill sums to effect/(1 − δ) over the days after it, for each customer",
  source: "Nerlove & Arrow 1962, Economica 29; Koyck's geometric lag",
  run(seed) {
    const world = quiet({
      customers: 2000,
      budget: 1e9,
      clock: { days: TICKS, burnIn: 1 },
      segments: [{ ...quietSegment, usage: { social: 2 } }],
      channels: [
        { ...quietMedia, gain: 1 },
        { name: "mail", kind: "owned" },
      ],
      customer: { goodwill: { halfLife: `${HALF_LIFE} days`, max: 1e6 } },
    })
    const market = after(quietly(world, seed), 1, 1e6)
    const first = valuesOf(market, "goodwill")
    const sums = first.slice()
    for (let t = 1; t < TICKS; t++) valuesOf(after(market, 1, 0), "goodwill").forEach((a, i) => (sums[i] = (sums[i] as number) + a))
    const forever = 1 / (1 - decay(HALF_LIFE, 1))
    // single precision: at most 2^-24 a step, relative
    return first.flatMap((effect, i): Comparison[] => {
      const expected = effect * forever
      return effect > 0 ? [{ what: `customer ${i}`, expected, measured: sums[i] as number, tolerance: expected * TICKS * 2 ** -24 }] : []
    })
  },
}
