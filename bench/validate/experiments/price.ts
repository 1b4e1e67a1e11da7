import { type Experiment, elasticity } from "../experiment.ts"
import { over } from "../sold.ts"

const DAYS = 28
const FACTOR = 0.9

/** Our price a tenth lower for four weeks. */
export const price: Experiment = {
  name: "price",
  days: DAYS,
  sums({ arm, reference, ticksPerDay: d }) {
    const cut = arm(() => ({ price: FACTOR }), DAYS * d)
    return [cut, reference].map(({ sold }) => over(sold, "expected", 0, DAYS * d))
  },
  figures: { priceElasticity: ([cut = 0, full = 0]) => elasticity(cut, full, FACTOR, 1) },
}
