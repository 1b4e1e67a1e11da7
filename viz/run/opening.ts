import { paidChannels, type World } from "../../sim/world.ts"
import type { Opening } from "./frame.ts"
import { shownOf } from "./record.ts"
import { shocksAt, shocksOf } from "./shocks.ts"

/** What is told of a recording before its first frame. @param command that computes it again */
export function openingOf(world: World, strategies: readonly [string, string], every: number, command: string): Opening {
  const { clock } = world
  return {
    scenario: world.name,
    strategies,
    currency: world.currency,
    horizon: clock.horizon,
    hoursPerTick: clock.hoursPerTick,
    customers: world.customers,
    shown: shownOf(world, every),
    every,
    weight: world.weight,
    brands: world.brands.map(({ name }) => name),
    channels: world.channels.map(({ name }) => name),
    paid: paidChannels(world),
    events: shocksOf(world),
    tries: shocksAt(world, 0),
    command,
  }
}
