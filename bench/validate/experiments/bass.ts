import { inside } from "../../../sim/index.ts"
import { bassFit } from "../../statistics/bassFit.ts"
import type { Experiment } from "../experiment.ts"

const YEAR = 365
const YEARS = 8

/**
 * Adoptions of all brands by year, from the launch (the burn-in's start) to the horizon's end, under steady marketing. Sums: adoptions in each whole
 * year; one purchase each is an adoption.
 */
export const bass: Experiment = {
  name: "bass",
  days: YEARS * YEAR,
  lacks: ({ customer, demand }) => (customer.once && demand.diffusion ? undefined : "nothing new spreads"),
  sums({ reference, ticksPerDay: d }) {
    const { state, world } = inside(reference.market)
    const ticks = world.clock.burnIn + world.clock.horizon
    const orders = (from: number, to: number) =>
      world.brands.reduce((sum, { name }) => sum + (state.series[`marketOrders.${name}`] as Float64Array).slice(from, to).reduce((a, b) => a + b, 0), 0)
    return Array.from({ length: Math.floor(ticks / (YEAR * d)) }, (_, y) => orders(Math.round(y * YEAR * d), Math.round((y + 1) * YEAR * d)))
  },
  figures: {
    bassInnovation: (adoptions) => bassFit(adoptions)?.p ?? null,
    bassImitation: (adoptions) => bassFit(adoptions)?.q ?? null,
  },
}
