import * as L from "./kernel/layout.ts"
import type { Memory } from "./memory.ts"
import { type ContactChannel, days, isContact, type World } from "./world.ts"

/** Cents for one contact (a message, a call, a conversation) with all the real people of a customer. */
export function contactCents(channel: ContactChannel, weight: number): number {
  return Math.round(channel.costPerContact * 100 * weight)
}

/**
 * Whom a channel can reach: messages go to those who accept them; people call leads too, old ones and new, who have not agreed to it; an agent also talks to those
 * who visited lately.
 */
export function reaches(world: World, memory: Memory, channel: ContactChannel, place: number, tick: number): boolean {
  const { flags, lastVisit } = memory.columns
  if ((flags[place] as number) & L.SUBSCRIBED) return true
  if (channel.kind === "human") return ((flags[place] as number) & (L.LEAD | L.PROSPECT)) !== 0
  return channel.kind === "agent" && tick - (lastVisit[place] as number) <= channel.withinDays / days(world)
}

/** A test of whom any channel of a world can reach at a tick, for loops over all customers. */
export function reachable(world: World, memory: Memory, tick: number): (place: number) => boolean {
  const { flags, lastVisit } = memory.columns
  const channels = world.channels.filter(isContact)
  const bits = channels.length === 0 ? 0 : channels.some(({ kind }) => kind === "human") ? L.SUBSCRIBED | L.LEAD | L.PROSPECT : L.SUBSCRIBED
  const since = tick - Math.max(-1, ...channels.map((channel) => (channel.kind === "agent" ? channel.withinDays / days(world) : -1)))
  return (place) => ((flags[place] as number) & bits) !== 0 || (lastVisit[place] as number) >= since
}

/** Real people whom a channel can contact a day. */
export function capacityPerDay(channel: ContactChannel): number {
  return channel.kind === "human" ? channel.capacityPerDay : Number.POSITIVE_INFINITY
}

/** Customers whom a channel can still be used for in a tick: people have so many contacts a day and no more; over time no fraction is lost. @param effort multiplies their capacity */
export function capacityOfTick(world: World, channel: ContactChannel, tick: number, effort = 1): number {
  if (channel.kind !== "human") return Number.POSITIVE_INFINITY
  const until = (ticks: number) => Math.floor((channel.capacityPerDay * effort * days(world) * ticks) / world.weight)
  return until(tick + 1) - until(tick)
}
