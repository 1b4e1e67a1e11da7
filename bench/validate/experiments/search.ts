import { inside, type World } from "../../../sim/index.ts"
import type { Experiment } from "../experiment.ts"
import { over } from "../sold.ts"

const YEAR = 365

const searchOf = (world: World) => world.channels.find(({ name }) => name === "search")?.name

/** Search paid and shown to nobody for a year: what it truly sells, beside what last click gives it. */
export const search: Experiment = {
  name: "search",
  days: YEAR,
  lacks: (world) => (searchOf(world) ? undefined : "no channel search"),
  sums({ arm, reference, world }) {
    const name = searchOf(world) as string
    const length = reference.sold.length
    const muted = arm(() => ({ muted: [name] }), length)
    const { series, tick } = inside(reference.market).state
    const credited = (series[`revenue.last.${name}`] ?? new Float64Array(0)).slice(tick - length, tick).reduce((a, b) => a + b, 0)
    return [over(reference.sold, "expectedRevenue", 0, length) - over(muted.sold, "expectedRevenue", 0, length), credited]
  },
  figures: { searchOverCredited: ([incremental = 0, credited = 0]) => (credited > 0 ? incremental / credited : null) },
}
