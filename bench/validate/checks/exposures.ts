import { winRate } from "../../../sim/auction.ts"
import { carry } from "../../../sim/decay.ts"
import { EXPOSURES } from "../../../sim/kernel/layout.ts"
import { type Check, cells, within } from "../check.ts"
import { poisson } from "../closedForms.ts"
import { after, quiet, quietly, quietMedia, quietSegment, total, valuesOf } from "../quiet.ts"

/** Opportunities a day, and the clock. */
const cases = [
  [0.3, "day", 24],
  [2.5, "day", 24],
  [20, "day", 24],
  [24, "hour", 1],
  [1.5, "week", 168],
] as const

const CAP = 0.05

export const exposures: Check = {
  name: "exposures",
  about: "Exposures are Poisson with the rate usage × win rate × time, each customer's own",
  source: "Poisson 1837; law 5 of docs/model.md",
  run: (seed) =>
    cases.flatMap(([rate, tick, hours]) => {
      // goodwill counts exposures: nothing saturates, wears or fades
      const world = quiet({
        customers: 20_000,
        budget: 1e9,
        clock: { tick, days: 21, burnIn: tick === "hour" ? 1 : 7 },
        segments: [{ ...quietSegment, usage: { social: rate } }],
        channels: [
          { ...quietMedia, gain: 1, bidCap: CAP },
          { name: "mail", kind: "owned" },
        ],
        customer: { goodwill: { halfLife: "3650 days", max: 1e6 } },
      })
      const market = after(quietly(world, seed), 1, 1e6) // more than there is to buy: the bid is at its cap
      const mean = (rate * winRate(CAP, { mu: Math.log(quietMedia.price), sigma: quietMedia.sigma }) * hours) / 24
      const unit = carry(3650, hours / 24)
      const counts = valuesOf(market, "goodwill").map((a) => Math.round(a / unit))
      const what = `${rate} a day, ${tick}`
      return [
        within(`${what}, mean`, counts, mean),
        within(
          `${what}, variance`,
          counts.map((x) => (x - mean) ** 2),
          mean,
        ),
        ...cells(what, counts, (x) => poisson(x, mean)),
        { what: `${what}, counted in all`, expected: counts.reduce((sum, x) => sum + x, 0), measured: total(market, EXPOSURES + 1), tolerance: 0 },
      ]
    }),
}
