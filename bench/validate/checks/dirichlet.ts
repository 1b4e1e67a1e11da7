import { type Check, cells, within } from "../check.ts"
import { betaBinomial, negativeBinomial } from "../closedForms.ts"
import { after, quiet, quietly, quietSegment, valuesOf } from "../quiet.ts"

const attractions = [0.4, 0.3, 0.2, 0.1]
const S = 1.2
const DAYS = 84
const [RATE, SHAPE] = [0.05, 0.8]

export const dirichlet: Check = {
  name: "dirichlet",
  about: "At equal prices and without marketing, brands' shares, penetration and repeat buying are the Dirichlet model's",
  source: "Goodhardt, Ehrenberg & Chatfield 1984, Journal of the Royal Statistical Society A 147(5)",
  run: (seed) =>
    attractions.flatMap((share, first) => {
      const order = [...attractions.slice(first), ...attractions.slice(0, first)]
      const world = quiet({
        customers: 20_000,
        clock: { days: DAYS, burnIn: 0 },
        segments: [{ ...quietSegment, needRate: { mean: RATE, shape: SHAPE } }],
        brands: order.map((attraction, b) => ({ name: `brand${b}`, price: 10, attraction })),
        choice: { dirichlet: S },
      })
      const market = after(quietly(world, seed + first), DAYS)
      // one unit an order and no consumption: stock counts the category's purchases
      const [category, ours] = [valuesOf(market, "stock"), valuesOf(market, "purchases")]
      const bought = (n: number) => negativeBinomial(n, RATE * DAYS, SHAPE)
      let nobody = 0
      for (let n = 0; n < 400; n++) nobody += bought(n) * betaBinomial(0, n, S * share, S * (1 - share))
      const what = `share ${share}`
      return [
        ...cells(`${what}, category`, category, bought),
        within(
          `${what}, beyond its share`,
          ours.map((x, i) => x - share * (category[i] as number)),
          0,
        ),
        within(
          `${what}, not bought`,
          ours.map((x) => (x === 0 ? 1 : 0)),
          nobody,
        ),
        ...[1, 2, 3, 4, 6, 8].flatMap((n) =>
          cells(
            `${what}, of ${n}`,
            ours.filter((_, i) => category[i] === n),
            (x) => betaBinomial(x, n, S * share, S * (1 - share)),
          ),
        ),
      ]
    }),
}
