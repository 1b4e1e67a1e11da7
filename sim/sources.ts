import * as L from "./kernel/layout.ts"
import { normalQuantile } from "./math.ts"
import type { Memory } from "./memory.ts"
import { type Key, threefry, uniform } from "./random.ts"
import type { Source, World } from "./world.ts"
import { days } from "./world.ts"

/** How an observed column is read from what really happened to customers; never from a hidden trait or stock. */
interface Reader {
  unit: string
  meaning: string
  /** Measurement noise applies to it (a category or a date has none). */
  noisy: boolean
  /** A copy of what the source takes at its extract, by place. */
  take(memory: Memory, segments: Uint8Array): Values
  /** The observed value of what was taken; `daysSince` tells how long before the extract a tick was. */
  show(taken: number, daysSince: (tick: number) => number): number
}

type Values = Int32Array | Float32Array | Uint8Array

const asTaken = (taken: number) => taken
const asDays = (taken: number, daysSince: (tick: number) => number) => (taken === L.NEVER ? Number.NaN : daysSince(taken))

/** Every column that some source can reveal. */
export const columns: Readonly<Record<string, Reader>> = {
  segment: {
    unit: "number",
    meaning: "segment that the customer registered with",
    noisy: false,
    take: (_memory, segments) => segments.slice(),
    show: asTaken,
  },
  purchases: { unit: "orders", meaning: "orders so far", noisy: true, take: (m) => m.columns.purchases.slice(), show: asTaken },
  spend: { unit: "money", meaning: "money paid so far", noisy: true, take: (m) => m.columns.spend.slice(), show: (cents) => cents / 100 },
  daysSincePurchase: { unit: "days", meaning: "days since the last order", noisy: false, take: (m) => m.columns.lastPurchase.slice(), show: asDays },
  pageViews7d: {
    unit: "pages",
    meaning: "page views, decayed with the site's half-life",
    noisy: true,
    take: (m) => m.columns.pageViews.slice(),
    show: asTaken,
  },
  daysSinceVisit: { unit: "days", meaning: "days since the last visit", noisy: false, take: (m) => m.columns.lastVisit.slice(), show: asDays },
  daysSinceContact: { unit: "days", meaning: "days since our last message", noisy: false, take: (m) => m.columns.lastContact.slice(), show: asDays },
}

/** The source among the connected ones that reveals a column: the first that has it. */
export function sourceOf(world: World, connected: readonly string[], column: string): { source: Source; number: number } | undefined {
  const number = world.sources.findIndex((s) => connected.includes(s.name) && s.columns.includes(column))
  const source = world.sources[number]
  return source && { source, number }
}

/** What one connected source last delivered of one column, by place. */
export interface Extract {
  /** Hour of the extract and of its delivery, since the burn-in's start. */
  taken: number
  delivered: number
  values: Values
  /** What its noise is drawn by: a fork with other luck leaves past extracts as they were. */
  key: Key
}

/** A column's extracts: what can be seen, and what is under way. */
export interface Feed {
  column: string
  source: number
  seen?: Extract
  underWay?: Extract
}

/** Whom a source covers: a fixed share of the customers, by number. */
export function coverage(world: World, number: number, key: Key): Uint8Array {
  const source = world.sources[number] as Source
  const words = new Uint32Array(4)
  return Uint8Array.from({ length: world.customers }, (_, n) => {
    if (source.coverage >= 1) return 1
    threefry(key, n, number, 0, L.DRAW_COVERAGE, words)
    return uniform(words[0] as number) < source.coverage ? 1 : 0
  })
}

/** 32-bit FNV-1a of a name: columns and series of one source have noise of their own. */
export function nameHash(name: string): number {
  let hash = 0x811c9dc5
  for (let k = 0; k < name.length; k++) hash = Math.imul(hash ^ name.charCodeAt(k), 0x01000193)
  return hash >>> 0
}

const noiseWords = new Uint32Array(4)

/** What a source's noise multiplies a number by, drawn for counter (a, b, c): 1 in the mean, `noise` in standard deviation. */
export function noiseFactor(source: Source, key: Key, a: number, b: number, c: number): number {
  threefry(key, a, b, c, L.DRAW_SOURCE_NOISE, noiseWords)
  return 1 + source.noise * normalQuantile(uniform(noiseWords[0] as number))
}

/** Brings a feed up to the start of a tick: takes an extract when one is due, delivers what has arrived. @param segments by place */
export function refresh(world: World, memory: Memory, feed: Feed, tick: number, segments: Uint8Array, key: Key): void {
  const source = world.sources[feed.source] as Source
  const now = tick * world.clock.hoursPerTick
  const last = feed.underWay?.taken ?? feed.seen?.taken
  if (last === undefined || Math.floor(now / source.refreshHours) > Math.floor(last / source.refreshHours)) {
    if (feed.underWay) feed.seen = feed.underWay
    const values = (columns[feed.column] as Reader).take(memory, segments)
    // The first extract of a newly connected source is a full load, seen at once.
    feed.underWay = { taken: now, delivered: last === undefined ? now : now + source.delayHours, values, key }
  }
  if (feed.underWay && feed.underWay.delivered <= now) {
    feed.seen = feed.underWay
    delete feed.underWay
  }
}

/**
 * What the firm sees of a column for some customers: NaN where the source does not cover, noise drawn by (source, customer, extract).
 * @param rows customer numbers @param places place of each number
 */
export function observe(world: World, feed: Feed, covered: Uint8Array, rows: Uint32Array, places: Uint32Array): Float32Array {
  const out = new Float32Array(rows.length).fill(Number.NaN)
  const { seen } = feed
  if (!seen) return out
  const source = world.sources[feed.source] as Source
  const reader = columns[feed.column] as Reader
  const takenAt = seen.taken / world.clock.hoursPerTick
  const dt = days(world)
  const daysSince = (tick: number) => (takenAt - tick) * dt
  const salt = nameHash(feed.column)
  for (let r = 0; r < rows.length; r++) {
    const number = rows[r] as number
    if (covered[number] === 0) continue
    const value = reader.show(seen.values[places[number] as number] as number, daysSince)
    out[r] = source.noise > 0 && reader.noisy ? value * noiseFactor(source, seen.key, number, feed.source, seen.taken + salt) : value
  }
  return out
}
