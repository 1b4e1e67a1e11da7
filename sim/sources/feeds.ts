import { normalQuantile } from "../math.ts"
import type { Firm } from "../organisation.ts"
import type { Key } from "../random.ts"
import type { Play } from "../state.ts"
import { days, type Source, type World } from "../world.ts"
import { columns, type Reader, type Values } from "./columns.ts"
import { bitOf } from "./consent.ts"
import { NO_RECORD } from "./links.ts"
import { nameHash, noiseFactor, readingLuck } from "./noise.ts"

/** What one connected source last delivered, by place. Never written again once taken. */
export interface Extract {
  /** Hour of the extract and of its delivery, since the burn-in's start. */
  taken: number
  delivered: number
  values: Readonly<Record<string, Values>>
  /** Everybody's consent as it stood; undefined where the source needs none. */
  consent?: Uint8Array
  /** What its noise is drawn by: a fork with other luck leaves past extracts as they were. */
  key: Key
}

/** A connected source's extracts of the columns that the firm needs: what can be seen, and what is under way. */
export interface Feed {
  /** Number of the source in the world. */
  source: number
  columns: readonly string[]
  /** What is fixed for a (source, customer) is drawn by it. */
  key: Key
  seen?: Extract
  underWay?: Extract
}

/** A column's name, and the source that it is asked of: `spend`, or `spend@shop`. */
export function asked(name: string): { column: string; of: string | undefined } {
  const at = name.indexOf("@")
  return at < 0 ? { column: name, of: undefined } : { column: name.slice(0, at), of: name.slice(at + 1) }
}

/** A firm's feeds, in the order in which it lists its sources. */
export function feedsOf(world: World, { sources, needs }: Firm, key: Key): Feed[] {
  const wanted = needs.map(asked)
  return [...new Set(sources)].flatMap((name) => {
    const number = world.sources.findIndex((s) => s.name === name)
    const told = world.sources[number]?.columns.filter((column) => wanted.some((w) => w.column === column && (w.of === undefined || w.of === name)))
    return told && told.length > 0 ? [{ source: number, columns: [...new Set(told)], key }] : []
  })
}

/** The feeds that tell a column, the one that is asked first first. */
export function tellers(world: World, feeds: readonly Feed[], name: string): Feed[] {
  const { column, of } = asked(name)
  return feeds.filter((feed) => feed.columns.includes(column) && (of === undefined || (world.sources[feed.source] as Source).name === of))
}

/** Brings a feed up to the start of a tick: takes an extract when one is due, delivers what has arrived. */
export function refresh(play: Play, feed: Feed): void {
  const { world, memory, state } = play
  const source = world.sources[feed.source] as Source
  const now = state.tick * world.clock.hoursPerTick
  const last = feed.underWay?.taken ?? feed.seen?.taken
  if (last === undefined || Math.floor(now / source.refreshHours) > Math.floor(last / source.refreshHours)) {
    if (feed.underWay) feed.seen = feed.underWay
    // The first extract of a newly connected source is a full load, seen at once.
    feed.underWay = {
      taken: now,
      delivered: last === undefined ? now : now + source.delayHours,
      values: Object.fromEntries(feed.columns.map((column) => [column, (columns[column] as Reader).take(play, source.venue)])),
      ...(bitOf(source) === 0 ? {} : { consent: memory.columns.consent.slice() }),
      key: state.key,
    }
  }
  if (feed.underWay && feed.underWay.delivered <= now) {
    feed.seen = feed.underWay
    delete feed.underWay
  }
}

/** Fills what is still unknown (NaN) in `out` with what a feed tells of a column for some customers, by number. */
export function fill(world: World, feed: Feed, links: Int32Array, places: Uint32Array, column: string, rows: Uint32Array, out: Float32Array): void {
  const { seen } = feed
  if (!seen) return
  const source = world.sources[feed.source] as Source
  const read = reading(world, source, feed, seen, columns[column] as Reader, column)
  const values = seen.values[column] as Values
  const bit = seen.consent ? bitOf(source) : 0
  for (let r = 0; r < rows.length; r++) {
    if (!Number.isNaN(out[r])) continue
    const record = links[rows[r] as number] as number
    if (record === NO_RECORD) continue
    const place = places[record] as number
    if (bit !== 0 && (((seen.consent as Uint8Array)[place] as number) & bit) === 0) continue
    out[r] = read(record, values[place] as number)
  }
}

/** What a source shows of what it took from a customer's record. */
function reading(world: World, source: Source, feed: Feed, { taken, key }: Extract, reader: Reader, column: string): (record: number, taken: number) => number {
  const salt = nameHash(column)
  const name = nameHash(source.name)
  if (reader.kind === "class") {
    const classes = reader.about === "taste" ? world.tastes.length : world.segments.length
    return (record, right) => {
      const [known, other] = readingLuck(feed.key, record, name, salt)
      return known < source.reliability ? right : Math.floor(other * classes)
    }
  }
  if (reader.kind === "score") {
    const r = reader.about.length > 0 ? source.reliability : 0
    const rest = Math.sqrt(1 - r * r)
    const of = reader.of === "trait" ? { key: feed.key, at: salt } : { key, at: taken + salt }
    return (record, z) => 50 + 10 * (r * z + rest * normalQuantile(readingLuck(of.key, record, name, of.at)[0]))
  }
  const takenAt = taken / world.clock.hoursPerTick
  const dt = days(world)
  const daysSince = (tick: number) => (takenAt - tick) * dt
  if (source.noise === 0 || !reader.noisy) return (_, value) => reader.show(value, daysSince)
  return (record, value) => reader.show(value, daysSince) * noiseFactor(source, key, record, name, taken + salt)
}
