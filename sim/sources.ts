import * as L from "./kernel/layout.ts"
import { normalQuantile } from "./math.ts"
import type { Memory } from "./memory.ts"
import { type Key, threefry, uniform } from "./random.ts"
import type { Source, World } from "./world.ts"
import { days } from "./world.ts"

/** What an extract reads: the market at the start of a tick, by customer number. */
interface View {
  memory: Memory
  world: World
  tick: number
  /** Place and segment of each customer number. */
  places: Uint32Array
  segments: Uint8Array
}

/** How an observed column is read from what really happened to a customer; never from a hidden trait or stock. */
interface Reader {
  unit: string
  meaning: string
  /** Measurement noise applies to it (a category or a date has none). */
  noisy: boolean
  fill(out: Float32Array, view: View): void
}

function counted(values: (m: Memory) => ArrayLike<number>, scale = 1) {
  return (out: Float32Array, { memory, places }: View) => {
    const from = values(memory)
    for (let n = 0; n < out.length; n++) out[n] = (from[places[n] as number] as number) * scale
  }
}

function daysSince(values: (m: Memory) => ArrayLike<number>) {
  return (out: Float32Array, { memory, world, tick, places }: View) => {
    const from = values(memory)
    const dt = days(world)
    for (let n = 0; n < out.length; n++) {
      const last = from[places[n] as number] as number
      out[n] = last === L.NEVER ? Number.NaN : (tick - last) * dt
    }
  }
}

/** Every column that some source can reveal. */
export const columns: Readonly<Record<string, Reader>> = {
  segment: { unit: "number", meaning: "segment that the customer registered with", noisy: false, fill: (out, { segments }) => out.set(segments) },
  purchases: { unit: "orders", meaning: "orders so far", noisy: true, fill: counted((m) => m.columns.purchases) },
  spend: { unit: "money", meaning: "money paid so far", noisy: true, fill: counted((m) => m.columns.spend, 0.01) },
  daysSincePurchase: { unit: "days", meaning: "days since the last order", noisy: false, fill: daysSince((m) => m.columns.lastPurchase) },
  pageViews7d: { unit: "pages", meaning: "page views, decayed with the site's half-life", noisy: true, fill: counted((m) => m.columns.pageViews) },
  daysSinceVisit: { unit: "days", meaning: "days since the last visit", noisy: false, fill: daysSince((m) => m.columns.lastVisit) },
  daysSinceContact: { unit: "days", meaning: "days since our last message", noisy: false, fill: daysSince((m) => m.columns.lastContact) },
}

/** The source among the connected ones that reveals a column: the first that has it. */
export function sourceOf(world: World, connected: readonly string[], column: string): { source: Source; number: number } | undefined {
  const number = world.sources.findIndex((s) => connected.includes(s.name) && s.columns.includes(column))
  const source = world.sources[number]
  return source && { source, number }
}

/** What one connected source last delivered of one column, by customer number. */
export interface Extract {
  /** Hour of the extract and of its delivery, since the burn-in's start. */
  taken: number
  delivered: number
  values: Float32Array
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

/** Brings a feed up to the start of a tick: takes an extract when one is due, delivers what has arrived. */
export function refresh(feed: Feed, view: View): void {
  const source = view.world.sources[feed.source] as Source
  const now = view.tick * view.world.clock.hoursPerTick
  const last = feed.underWay?.taken ?? feed.seen?.taken
  if (last === undefined || Math.floor(now / source.refreshHours) > Math.floor(last / source.refreshHours)) {
    if (feed.underWay) feed.seen = feed.underWay
    const values = new Float32Array(view.places.length)
    ;(columns[feed.column] as Reader).fill(values, view)
    // The first extract of a newly connected source is a full load, seen at once.
    feed.underWay = { taken: now, delivered: last === undefined ? now : now + source.delayHours, values }
  }
  if (feed.underWay && feed.underWay.delivered <= now) {
    feed.seen = feed.underWay
    delete feed.underWay
  }
}

/** What the firm sees of a column for some customers: NaN where the source does not cover, noise drawn by (source, customer, extract). */
export function observe(world: World, key: Key, feed: Feed, covered: Uint8Array, rows: Uint32Array): Float32Array {
  const source = world.sources[feed.source] as Source
  const noisy = source.noise > 0 && (columns[feed.column] as Reader).noisy
  const seen = feed.seen
  const words = new Uint32Array(4)
  return Float32Array.from(rows, (number) => {
    if (!seen || covered[number] === 0) return Number.NaN
    const value = seen.values[number] as number
    if (!noisy) return value
    threefry(key, number, feed.source, seen.taken, L.DRAW_SOURCE_NOISE, words)
    return value * (1 + source.noise * normalQuantile(uniform(words[0] as number)))
  })
}
