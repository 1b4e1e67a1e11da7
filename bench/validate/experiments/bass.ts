import { inside } from "../../../sim/index.ts"
import { bassFit } from "../../statistics/bassFit.ts"
import type { Experiment } from "../experiment.ts"

const YEAR = 365
const YEARS = 8

/**
 * Adoptions of all brands by year, from the launch (the burn-in's start) to the horizon's end, under steady marketing. Sums: adoptions by year, whole
 * years alone. One purchase each is an adoption, and units are one a purchase in the mean.
 */
export const bass: Experiment = {
  name: "bass",
  days: YEARS * YEAR,
  lacks: ({ customer, demand }) => (customer.once && demand.diffusion ? undefined : "nothing new spreads"),
  sums({ reference, ordersBefore, ticksPerDay: d }) {
    const { state, world } = inside(reference.market)
    const before =
      state.adopters.reduce((a, b) => a + b, 0) - ordersBefore.reduce((a, b) => a + b, 0) - reference.sold.reduce((sum, { orders }) => sum + orders, 0)
    const horizon = [...ordersBefore, ...reference.sold.map(({ orders }) => orders)].slice(0, world.clock.horizon)
    // the burn-in's adoptions by the revenue of its ticks: their number is known, their times follow sales
    const revenue = Array.from({ length: world.clock.burnIn }, (_, t) =>
      world.brands.reduce((sum, { name, price }) => sum + (state.series[`marketRevenue.${name}`]?.[t] ?? 0) / price, 0),
    )
    const all = revenue.reduce((a, b) => a + b, 0)
    const daily = [...revenue.map((money) => (all > 0 ? (money / all) * before : 0)), ...horizon]
    const years = Math.floor(daily.length / (YEAR * d))
    return Array.from({ length: years }, (_, y) => daily.slice(y * YEAR * d, (y + 1) * YEAR * d).reduce((a, b) => a + b, 0))
  },
  figures: {
    bassInnovation: (adoptions) => bassFit(adoptions)?.p ?? null,
    bassImitation: (adoptions) => bassFit(adoptions)?.q ?? null,
  },
}
