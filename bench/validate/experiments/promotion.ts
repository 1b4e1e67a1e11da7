import { type Experiment, elasticity } from "../experiment.ts"
import { over, unitsOver } from "../sold.ts"

const WEEK = 7
const AFTER = 42
const FACTOR = 0.8

/** Our price a fifth lower for a week. The bump in units is split as in van Heerde, Leeflang & Wittink (2004): other brands, later weeks, the rest. */
export const promotion: Experiment = {
  name: "promotion",
  days: WEEK + AFTER,
  sums({ arm, reference, ticksPerDay: d }) {
    const [week, end] = [WEEK * d, (WEEK + AFTER) * d]
    const cut = arm((t) => (t < week ? { price: FACTOR } : {}), end)
    const gained = (brand: number | "all", from: number, to: number) => unitsOver(cut.sold, brand, from, to) - unitsOver(reference.sold, brand, from, to)
    return [
      over(cut.sold, "expected", 0, week),
      over(reference.sold, "expected", 0, week),
      gained(0, 0, week),
      gained("all", 0, week),
      gained("all", week, end),
      gained(0, week, end),
    ]
  },
  figures: {
    promotionBump: ([cut = 0, full = 0]) => elasticity(cut, full, FACTOR, 1),
    promotionSwitching: ([, , ours = 0, all = 0]) => (ours > 0 ? (ours - all) / ours : null),
    promotionAcceleration: ([, , ours = 0, , allAfter = 0]) => (ours > 0 ? -allAfter / ours : null),
    promotionExpansion: ([, , ours = 0, all = 0, allAfter = 0]) => (ours > 0 ? (all + allAfter) / ours : null),
    promotionDip: ([, , ours = 0, , , oursAfter = 0]) => (ours > 0 ? -oursAfter / ours : null),
  },
}
