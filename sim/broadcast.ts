import { logRise } from "./crowding.ts"
import { exp } from "./math.ts"
import type { State } from "./state.ts"
import { type BroadcastChannel, days, type World } from "./world.ts"

/** Exposures of a person by a point (GRP), where affinity is 1: a point is an exposure for each hundredth of all people. */
export const EXPOSURES_A_POINT = 0.01

/** Money for a point: others' money makes it dearer. */
export function pointPrice(channel: BroadcastChannel, othersPerDay: number): number {
  return channel.costPerPoint * exp(logRise(channel, othersPerDay))
}

/** Points that money buys in some days, of those for sale. */
export function pointsFor(channel: BroadcastChannel, money: number, length: number, othersPerDay: number): number {
  return Math.min(money / pointPrice(channel, othersPerDay), channel.mostPoints * length)
}

/** Ticks from a booking to its broadcast. */
export function leadTicks(world: World, channel: BroadcastChannel): number {
  return Math.round(channel.lead / days(world))
}

/**
 * Books a tick's money at today's price, to be broadcast after the lead. What is booked is paid and will be shown, whatever is decided later and
 * after the horizon too.
 * @returns points that are broadcast in this tick, and money charged: at most what was given
 */
export function book(world: World, state: State, channel: number, money: number, othersPerDay: number): { points: number; spend: number } {
  const broadcast = world.channels[channel] as BroadcastChannel
  const booked = pointsFor(broadcast, money, days(world), othersPerDay)
  const schedule = state.points[channel] as Float64Array
  const at = state.tick + leadTicks(world, broadcast)
  if (at < schedule.length) schedule[at] = (schedule[at] as number) + booked
  return { points: schedule[state.tick] as number, spend: Math.min(money, booked * pointPrice(broadcast, othersPerDay)) }
}
