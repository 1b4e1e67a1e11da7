import type { Account } from "./commission.ts"
import { capacityPerDay, contactCents } from "./contacts.ts"
import { available } from "./instructions.ts"
import type { Observation, Table } from "./observation.ts"
import { asked, type Feed, fill, tellers } from "./sources/feeds.ts"
import { nameHash, noiseFactor } from "./sources/noise.ts"

import { keyAt, type Play } from "./state.ts"
import { surrounding, surroundings } from "./surroundings.ts"
import { type AuctionChannel, auctionChannels, type ContactChannel, paidChannels, type Source } from "./world.ts"

/** What the firm can see at the start of a tick. Nothing in it shares memory with the market. */
export function observation(play: Play, rows: Uint32Array): Observation {
  const { world, state } = play
  const { burnIn, horizon } = world.clock
  const tick = state.tick
  return {
    tick: tick - burnIn,
    hoursPerTick: world.clock.hoursPerTick,
    books: {
      available: Math.max(0, available(play)) / 100,
      budget: state.ledger.budget / 100,
      remaining: Math.max(0, burnIn + horizon - tick),
      margin: (state.ledger.listed - state.ledger.discounts - state.ledger.goods) / 100,
      channels: world.channels.map((c) => c.name),
      paid: paidChannels(world).map((c) => (world.channels[c] as { name: string }).name),
      deposits: Float64Array.from(paidChannels(world), (c) => (state.accounts[c] as Account).deposit / 100),
      auctions: auctionChannels(world).map((c) => (world.channels[c] as AuctionChannel).name),
      bidCaps: Float64Array.from(auctionChannels(world), (c) => (world.channels[c] as AuctionChannel).bidCap),
      bids: state.lastBids.slice(),
      segments: world.segments.map((s) => s.name),
      rivals: world.brands.slice(1).map((b) => b.name),
      treatments: world.treatments.map((t) => ({
        name: t.name,
        discount: t.discount,
        cost: contactCents(world.channels[t.channel] as ContactChannel, world.weight) / 100,
        channel: (world.channels[t.channel] as ContactChannel).name,
        capacityPerDay: capacityPerDay(world.channels[t.channel] as ContactChannel),
      })),
      creatives: state.creatives.map(({ number, segment, ready, topic }) => ({ number, segment, ready: ready - burnIn, topical: topic >= 0 })),
      creativeCost: world.creative.cost,
      match: state.match.slice(),
      pricing: {
        list: world.brands[0]?.price as number,
        unitCost: world.choice.unitCost,
        price: state.respond.price,
        promotion: state.respond.promotion,
        floor: play.firm?.organisation.guardrails?.priceFloor ?? 0,
      },
    },
    customers: table(play, rows),
    series(name) {
      const source = tellerOf(play, name)
      const { column } = asked(name)
      const values = Object.hasOwn(surroundings, column) ? surrounding(world, column, tick, (t) => keyAt(state, t)) : state.series[column]
      return source && values ? seen(play, source, column, values, tick) : undefined
    },
  }
}

/** A series as far as its source has delivered it, with the source's noise, fixed for each tick that it reports. */
function seen({ world, state }: Play, source: Source, name: string, values: Float64Array, tick: number): Float64Array {
  const hours = world.clock.hoursPerTick
  const extracted = Math.floor((tick * hours - source.delayHours) / source.refreshHours) * source.refreshHours
  const out = values.slice(0, Math.max(0, Math.min(tick, Math.floor(extracted / hours))))
  if (source.noise === 0) return out
  const of = nameHash(source.name)
  const salt = nameHash(name)
  return out.map((value, t) => value * noiseFactor(source, keyAt(state, t), t, of, salt))
}

/** The connected source that tells a series: the first of the firm's that lists it, or the one that it is asked of (`orders@shop`). */
export function tellerOf({ world, firm }: Play, name: string): Source | undefined {
  const { column: series, of } = asked(name)
  for (const connected of firm?.sources ?? []) {
    const source = of === undefined || of === connected ? world.sources.find((s) => s.name === connected) : undefined
    if (source?.series.some((pattern) => matches(pattern, series))) return source
  }
  return undefined
}

/** A source lists a series by name, or a family of them as `family.*`. */
export function matches(pattern: string, name: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : pattern === name
}

function table(play: Play, rows: Uint32Array): Table {
  // Extracts are never written again once taken, so holding them is holding a copy; consent, places and links are not of them.
  const feeds = play.state.feeds.map((feed): Feed => ({ ...feed }))
  const { world, state } = play
  const { tick, links, places } = state
  const told = (name: string) => tellers(world, feeds, name)
  return {
    rows: rows.slice(),
    column(name) {
      const from = told(name)
      if (from.length === 0) return undefined
      const out = new Float32Array(rows.length).fill(Number.NaN)
      for (const feed of from) fill(world, feed, links[feed.source] as Int32Array, places, asked(name).column, rows, out)
      return out
    },
    age(name) {
      const taken = told(name).flatMap(({ seen }) => (seen ? [seen.taken] : []))
      return taken.length > 0 ? tick * world.clock.hoursPerTick - Math.min(...taken) : Number.NaN
    },
  }
}
