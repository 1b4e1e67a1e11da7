import { describe, expect, test } from "vitest"
import { betaBinomial, hypergeometric, logBeta, logGamma, negativeBinomial } from "../../bench/validate/closedForms.ts"
import { cells4se, meanOf, within4se } from "./errors.ts"
import { opened, played, quiet, quietSegment, valuesOf } from "./worlds.ts"

const buyers = (needRate: { mean: number; shape: number }, defection = { a: 0, b: 1 }) => [{ ...quietSegment, needRate, defection }]

describe("NBD: Poisson purchases with gamma rates are negative binomial counts (Ehrenberg 1959)", () => {
  for (const [tick, days] of [
    ["hour", 28],
    ["day", 28],
    ["week", 56],
  ] as const) {
    test(`one brand, clock in ${tick}s: mean, variance and every cell of the counts after ${days} days`, () => {
      const [mean, shape] = [0.09 * days, 0.7]
      const market = opened(quiet({ customers: 20_000, clock: { tick, days, burnIn: 0 }, segments: buyers({ mean: 0.09, shape }) }), 11)
      const counts = valuesOf(played(market, market.world.clock.horizon), "purchases")
      const variance = mean + mean ** 2 / shape
      expect(Math.abs(meanOf(counts) - mean)).toBeLessThan(4 * Math.sqrt(variance / counts.length))
      within4se(
        counts.map((x) => (x - mean) ** 2),
        variance,
      )
      cells4se(counts, (x) => negativeBinomial(x, mean, shape))
    })
  }
})

/**
 * BG/NBD (Fader, Hardie & Lee 2005): Poisson purchases at a gamma rate, and after each purchase the customer leaves with a beta chance.
 * The clock starts at a first purchase that is not counted. Their CDNOW estimates, time in weeks.
 */
const cdnow = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }

describe("BG/NBD: defection from the category after each purchase", () => {
  const { r, alpha, a, b } = cdnow
  const expected = (t: number) => ((a + b - 1) / (a - 1)) * (1 - (alpha / (alpha + t)) ** r * hypergeometric(r, b, a + b - 1, t / (alpha + t)))
  /** P(X(t) = x), their equation 8. */
  const probability = (x: number, t: number) => {
    const logGammaRatio = (n: number) => logGamma(r + n) - logGamma(r) - logGamma(n + 1)
    const stays = Math.exp(logBeta(a, b + x) - logBeta(a, b) + logGammaRatio(x)) * (alpha / (alpha + t)) ** r * (t / (alpha + t)) ** x
    if (x === 0) return stays
    let left = 0
    for (let j = 0; j < x; j++) left += Math.exp(logGammaRatio(j)) * (t / (alpha + t)) ** j
    return stays + Math.exp(logBeta(a + 1, b + x - 1) - logBeta(a, b)) * (1 - (alpha / (alpha + t)) ** r * left)
  }

  test("the closed form is right in itself: 2F1 by known cases, E[X] by the distribution's sum", () => {
    expect(hypergeometric(0.7, 2, 2, 0.4)).toBeCloseTo(0.6 ** -0.7, 12)
    expect(hypergeometric(1, 1, 2, 0.9)).toBeCloseTo(-Math.log(0.1) / 0.9, 10)
    const terms = Array.from({ length: 400 }, (_, x) => x * probability(x, 39))
    expect(terms.reduce((p, q) => p + q, 0)).toBeCloseTo(expected(39), 3)
  })

  for (const [tick, weeks] of [
    ["day", 39],
    ["week", 78],
  ] as const)
    test(`with the CDNOW parameters, clock in ${tick}s: E[X(t)] on the way to ${weeks} weeks, and every cell at its end`, () => {
      const market = opened(
        quiet({
          customers: 40_000,
          clock: { tick, days: weeks * 7, burnIn: 0 },
          segments: buyers({ mean: r / alpha / 7, shape: r }, { a, b }),
          customer: { defection: { from: "category" } },
        }),
        12,
      )
      const perWeek = tick === "day" ? 7 : 1
      for (let week = 13; week <= weeks; week += 13) {
        played(market, 13 * perWeek)
        within4se(valuesOf(market, "purchases"), expected(week))
      }
      cells4se(valuesOf(market, "purchases"), (x) => probability(x, weeks))
    })
})

describe("Dirichlet: with equal prices and no marketing, brand choice given the purchases is Dirichlet-multinomial (Goodhardt, Ehrenberg & Chatfield 1984)", () => {
  const attractions = [0.4, 0.3, 0.2, 0.1]
  const S = 1.2
  const days = 84
  for (const [first, share] of attractions.entries())
    test(`a brand of share ${share}: share, penetration and repeat buying`, () => {
      const order = [...attractions.slice(first), ...attractions.slice(0, first)]
      const market = opened(
        quiet({
          customers: 20_000,
          clock: { days, burnIn: 0 },
          segments: buyers({ mean: 0.05, shape: 0.8 }),
          brands: order.map((attraction, b) => ({ name: `brand${b}`, price: 10, attraction })),
          choice: { dirichlet: S },
        }),
        13 + first,
      )
      played(market, days)
      // one unit an order and no consumption: stock counts the category's purchases
      const category = valuesOf(market, "stock")
      const ours = valuesOf(market, "purchases")
      cells4se(category, (n) => negativeBinomial(n, 0.05 * days, 0.8))
      // share, over customers: purchases of ours less the share of all purchases have mean 0
      within4se(
        ours.map((x, i) => x - share * (category[i] as number)),
        0,
      )
      // penetration in the whole market: 1 − Σ P(n) P(0 | n)
      let never = 0
      for (let n = 0; n < 400; n++) never += negativeBinomial(n, 0.05 * days, 0.8) * betaBinomial(0, n, S * share, S * (1 - share))
      within4se(
        ours.map((x) => (x === 0 ? 1 : 0)),
        never,
      )
      for (const n of [1, 2, 3, 4, 6, 8]) {
        const some = ours.filter((_, i) => category[i] === n)
        cells4se(some, (x) => betaBinomial(x, n, S * share, S * (1 - share)))
      }
    })
})
