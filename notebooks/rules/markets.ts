import { load } from "../../scenarios/load.ts"
import beauty from "../../scenarios/markets/beauty.yaml?raw"
import everyday from "../../scenarios/markets/everyday.yaml?raw"
import saas from "../../scenarios/markets/saas.yaml?raw"
import travel from "../../scenarios/markets/travel.yaml?raw"
import sources from "../../scenarios/sources.yaml?raw"
import type { World } from "../../sim/world.ts"

/** Shipped markets that a notebook can play. */
export const markets = { everyday, beauty, saas, travel } as const
export type MarketName = keyof typeof markets

/** Days of burn-in and run-out of a small market: shorter than a shipped one's, so that a class need not wait. */
const BURN_IN = 91
const RUN_OUT = 28

/**
 * A shipped market made small: fewer simulated customers, each of whom stands for more people, so that the market, its rivals and its money stay what they are.
 * @param days played, with that share of the year's budget
 */
export function small(name: MarketName, customers: number, days: number): World {
  const whole = load(`${name}.yaml`, markets[name], sources)
  const people = whole.customers * whole.weight
  const wholeDays = (whole.clock.horizon * whole.clock.hoursPerTick) / 24
  return load(`${name}.yaml`, markets[name], sources, [
    `customers=${customers}`,
    `weight=${people / customers}`,
    `clock.days=${days}`,
    `clock.burnIn=${BURN_IN}`,
    `clock.runOut=${RUN_OUT}`,
    `budget=${Math.round((whole.budget * days) / wholeDays)}`,
  ])
}
