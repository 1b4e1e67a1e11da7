import { type Experiment, elasticity } from "../experiment.ts"
import { over } from "../sold.ts"

const QUARTER = 91
const FACTOR = 1.1

/** A tenth more recommendations of us, from outside. */
export const wordOfMouth: Experiment = {
  name: "wordOfMouth",
  days: QUARTER,
  lacks: ({ channels }) => (channels.some(({ kind }) => kind === "earned") ? undefined : "nobody recommends"),
  sums({ arm, reference, ticksPerDay: d }) {
    const louder = arm(() => ({ wordOfMouth: FACTOR }), QUARTER * d)
    return [louder, reference].map(({ sold }) => over(sold, "expected", 0, QUARTER * d))
  },
  figures: { wordOfMouthVolume: ([units = 0, units0 = 0]) => elasticity(units, units0, FACTOR, 1) },
}
