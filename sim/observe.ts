import type { Account } from "./commission.ts"
import { messageCents } from "./costs.ts"
import { available } from "./instructions.ts"
import type { Observation, Table } from "./observation.ts"
import { columns, type Feed, nameHash, noiseFactor, observe } from "./sources.ts"
import type { Play } from "./state.ts"
import { type AuctionChannel, auctionChannels, type OwnedChannel, paidChannels, type Source } from "./world.ts"

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
        cost: messageCents(world.channels[t.channel] as OwnedChannel, world.weight) / 100,
      })),
      creatives: state.creatives.map(({ number, segment, ready, topic }) => ({ number, segment, ready: ready - burnIn, topical: topic >= 0 })),
      creativeCost: world.creative.cost,
      match: state.match.slice(),
      pricing: {
        list: world.brands[0]?.price as number,
        unitCost: world.choice.unitCost,
        price: state.respond.price,
        promotion: state.respond.promotion,
      },
    },
    customers: table(play, rows),
    series(name) {
      const source = tellerOf(play, name)
      const values = state.series[name]
      return source && values ? seen(play, source, name, values, tick) : undefined
    },
  }
}

/** A series as far as its source has delivered it, with the source's noise, fixed for each tick that it reports. */
function seen({ world, state }: Play, source: Source, name: string, values: Float64Array, tick: number): Float64Array {
  const hours = world.clock.hoursPerTick
  const extracted = Math.floor((tick * hours - source.delayHours) / source.refreshHours) * source.refreshHours
  const out = values.slice(0, Math.max(0, Math.min(tick, Math.floor(extracted / hours))))
  if (source.noise === 0) return out
  const number = world.sources.indexOf(source)
  const salt = nameHash(name)
  return out.map((value, t) => value * noiseFactor(source, state.key, t, number, salt))
}

/** The connected source that tells a series: the first that lists it. */
export function tellerOf({ world, firm }: Play, name: string): Source | undefined {
  return world.sources.find((s) => firm?.sources.includes(s.name) && s.series.some((pattern) => matches(pattern, name)))
}

/** A source lists a series by name, or a family of them as `family.*`. */
export function matches(pattern: string, name: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : pattern === name
}

function table({ world, state }: Play, rows: Uint32Array): Table {
  // Extracts are never written again once taken, so holding them is holding a copy.
  const feeds = new Map(state.feeds.map((feed): [string, Feed] => [feed.column, { ...feed }]))
  const { tick, coverage, places } = state
  return {
    rows: rows.slice(),
    column(name) {
      const feed = feeds.get(name)
      return feed && columns[name] ? observe(world, feed, coverage[feed.source] as Uint8Array, rows, places) : undefined
    },
    age: (name) => {
      const taken = feeds.get(name)?.seen?.taken
      return taken === undefined ? Number.NaN : tick * world.clock.hoursPerTick - taken
    },
  }
}
