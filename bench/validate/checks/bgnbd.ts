import { type Check, type Comparison, cells, within } from "../check.ts"
import { hypergeometric, logBeta, logGamma } from "../closedForms.ts"
import { after, quiet, quietly, quietSegment, valuesOf } from "../quiet.ts"

/** Their estimates of the CDNOW customers, time in weeks. */
const [r, alpha, a, b] = [0.243, 4.414, 0.793, 2.426]

/** E[X(t)], their equation 9. */
export function expectedPurchases(t: number): number {
  return ((a + b - 1) / (a - 1)) * (1 - (alpha / (alpha + t)) ** r * hypergeometric(r, b, a + b - 1, t / (alpha + t)))
}

/** P(X(t) = x), their equation 8. */
export function purchaseProbability(x: number, t: number): number {
  const logGammaRatio = (n: number) => logGamma(r + n) - logGamma(r) - logGamma(n + 1)
  const stays = Math.exp(logBeta(a, b + x) - logBeta(a, b) + logGammaRatio(x)) * (alpha / (alpha + t)) ** r * (t / (alpha + t)) ** x
  if (x === 0) return stays
  let left = 0
  for (let j = 0; j < x; j++) left += Math.exp(logGammaRatio(j)) * (t / (alpha + t)) ** j
  return stays + Math.exp(logBeta(a + 1, b + x - 1) - logBeta(a, b)) * (1 - (alpha / (alpha + t)) ** r * left)
}

export const bgnbd: Check = {
  name: "bgnbd",
  about: "With defection after each purchase, purchases grow and are distributed as in the BG/NBD model of the CDNOW customers",
  source: "Fader, Hardie & Lee 2005, Marketing Science 24(2), equations 8 and 9; the clock starts with a first purchase that is not counted",
  run: (seed) =>
    (
      [
        ["day", 39],
        ["week", 78],
      ] as const
    ).flatMap(([tick, weeks]) => {
      const world = quiet({
        customers: 40_000,
        clock: { tick, days: weeks * 7, burnIn: 0 },
        segments: [{ ...quietSegment, needRate: { mean: r / alpha / 7, shape: r }, defection: { a, b } }],
        customer: { defection: { from: "category" } },
      })
      const market = quietly(world, seed)
      const found: Comparison[] = []
      for (let week = 13; week <= weeks; week += 13) {
        after(market, 13 * (tick === "day" ? 7 : 1))
        found.push(within(`${tick}, week ${week}`, valuesOf(market, "purchases"), expectedPurchases(week)))
      }
      return [...found, ...cells(tick, valuesOf(market, "purchases"), (x) => purchaseProbability(x, weeks))]
    }),
}
