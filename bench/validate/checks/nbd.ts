import { type Check, cells, within } from "../check.ts"
import { negativeBinomial } from "../closedForms.ts"
import { after, quiet, quietly, quietSegment, valuesOf } from "../quiet.ts"

const RATE = 0.09
const SHAPE = 0.7

export const nbd: Check = {
  name: "nbd",
  about: "With one brand, counts of purchases are negative binomial, on any clock",
  source: "Ehrenberg 1959, Applied Statistics 8(1)",
  run: (seed) =>
    (
      [
        ["hour", 28],
        ["day", 28],
        ["week", 56],
      ] as const
    ).flatMap(([tick, days]) => {
      const world = quiet({ customers: 20_000, clock: { tick, days, burnIn: 0 }, segments: [{ ...quietSegment, needRate: { mean: RATE, shape: SHAPE } }] })
      const counts = valuesOf(after(quietly(world, seed), world.clock.horizon), "purchases")
      const mean = RATE * days
      return [
        within(`${tick}, mean`, counts, mean),
        within(
          `${tick}, variance`,
          counts.map((x) => (x - mean) ** 2),
          mean + mean ** 2 / SHAPE,
        ),
        ...cells(tick, counts, (x) => negativeBinomial(x, mean, SHAPE)),
      ]
    }),
}
