import { type Experiment, elasticity } from "../experiment.ts"
import { over } from "../sold.ts"

const DAYS = 240
const FACTOR = 1.2

/** A fifth more capacity of the people who sell. */
export const selling: Experiment = {
  name: "selling",
  days: DAYS,
  lacks: ({ channels }) => (channels.some(({ kind }) => kind === "human") ? undefined : "nobody calls"),
  sums({ arm, reference, ticksPerDay: d }) {
    const more = arm(() => ({ effort: FACTOR }), DAYS * d)
    return [more, reference].flatMap(({ sold }) => [over(sold, "expected", 0, DAYS * d), over(sold, "calls", 0, DAYS * d)])
  },
  figures: { personalSelling: ([units = 0, calls = 0, units0 = 0, calls0 = 0]) => elasticity(units, units0, calls, calls0) },
}
