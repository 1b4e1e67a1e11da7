import { type Experiment, elasticity } from "../experiment.ts"
import { over } from "../sold.ts"

const QUARTER = 91
const LONG = 240
const MONTH = 28

/** Half as much money again in all paid media: what a quarter of it sells, and what the last month of 240 days. */
export const advertising: Experiment = {
  name: "advertising",
  days: LONG,
  sums({ arm, reference, ticksPerDay: d }) {
    const raised = arm(() => ({ media: 1.5 }), LONG * d)
    return [raised, reference].flatMap(({ sold }) => [
      over(sold, "expected", 0, QUARTER * d),
      over(sold, "media", 0, QUARTER * d),
      over(sold, "expected", (LONG - MONTH) * d, LONG * d),
      over(sold, "media", 0, LONG * d),
    ])
  },
  figures: {
    advertisingShortRun: ([units = 0, media = 0, , , units0 = 0, media0 = 0]) => elasticity(units, units0, media, media0),
    advertisingLongRun: ([, , units = 0, media = 0, , , units0 = 0, media0 = 0]) => elasticity(units, units0, media, media0),
  },
}
