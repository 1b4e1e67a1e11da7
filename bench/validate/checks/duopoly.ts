import type { World } from "../../../sim/index.ts"
import { type Check, within } from "../check.ts"
import { after, quiet, quietly, quietMedia, quietSegment, valuesOf } from "../quiet.ts"

const CUSTOMERS = 20_000
const DAYS = 120

/** Two equal brands with equal media money; ours spends by its history's plan. */
function even(change: object): World {
  const spend = 365 * 40 * (CUSTOMERS / 1000)
  const world = quiet({
    customers: CUSTOMERS,
    budget: 1e9,
    clock: { days: DAYS, burnIn: 1 },
    segments: [{ ...quietSegment, needRate: { mean: 0.2, shape: 2 }, usage: { social: 2 } }],
    brands: [
      { name: "ours", price: 10, attraction: 0.5 },
      { name: "rival", price: 10, attraction: 0.5, spend: { social: spend } },
    ],
    channels: [
      { ...quietMedia, gain: 0.15, elasticity: 0.3, reference: 10 },
      { name: "mail", kind: "owned" },
    ],
    customer: { goodwill: { elasticity: 1, halfLife: "20 days", max: 4 } },
    choice: { dirichlet: 1.2 },
    history: { spend },
    ...change,
  })
  // rivals' advertisements never wear out; here neither do ours
  return { ...world, creative: { ...world.creative, halfLifeExposures: Number.POSITIVE_INFINITY } }
}

export const duopoly: Check = {
  name: "duopoly",
  about: "Two equal brands with equal media money split the market evenly, with habit or without",
  source: "symmetry",
  run: (seed) =>
    (
      [
        ["media", {}],
        ["media and habit", { choice: { dirichlet: 1.2, inertia: 1 } }],
      ] as const
    ).map(([what, change]) => {
      const market = after(quietly(even(change), seed), DAYS)
      const [ours, all] = [valuesOf(market, "purchases"), valuesOf(market, "stock")]
      return within(
        `${what}: ours less theirs, a customer`,
        ours.map((x, i) => 2 * x - (all[i] as number)),
        0,
      )
    }),
}
