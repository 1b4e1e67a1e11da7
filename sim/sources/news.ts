import * as L from "../kernel/layout.ts"
import type { Play } from "../state.ts"
import type { Source } from "../world.ts"
import { columns } from "./columns.ts"
import { bitOf } from "./consent.ts"
import { type Feed, tellers } from "./feeds.ts"

/**
 * Marks the customers of whom the firm has news. What happens to a customer becomes news when the extract that holds it is delivered: the
 * slowest of the sources that are asked first for what customers do, so that a rule which tests "browsed, did not buy" sees both; and
 * only of customers whom one of them knows rightly.
 */
export function spreadNews({ world, memory, state }: Play): void {
  const firsts = Object.keys(columns).flatMap((name) => {
    const reader = columns[name]
    const first = reader?.kind === "fact" && reader.news ? tellers(world, state.feeds, name)[0] : undefined
    return first ? [first] : []
  })
  const feeds = [...new Set(firsts)]
  const source = (feed: Feed) => world.sources[feed.source] as Source
  const slowest = feeds.reduce<Feed | undefined>((slow, feed) => (slow && source(slow).delayHours >= source(feed).delayHours ? slow : feed), undefined)
  if (!slowest) return
  const now = state.tick * world.clock.hoursPerTick
  const { seen, underWay } = slowest
  const taken = (underWay ?? seen)?.taken === now
  const delivered = seen !== undefined && seen.delivered > now - world.clock.hoursPerTick && seen.delivered <= now
  const knowing = feeds.map((feed) => ({ links: state.links[feed.source] as Int32Array, bit: bitOf(source(feed)) }))
  const { flags, consent } = memory.columns
  for (let number = 0; number < state.places.length; number++) {
    const place = state.places[number] as number
    let bits = flags[place] as number
    if ((bits & (L.EVENT | L.EXTRACTED)) === 0) continue
    const arrives = (bits & L.EXTRACTED && delivered && seen.taken < now) || (bits & L.EVENT && taken && seen?.taken === now)
    if (bits & L.EXTRACTED && delivered) bits &= ~L.EXTRACTED
    if (bits & L.EVENT && taken) bits = (bits & ~L.EVENT) | (seen?.taken === now ? 0 : L.EXTRACTED)
    const known = arrives && knowing.some(({ links, bit }) => links[number] === number && (bit === 0 || ((consent[place] as number) & bit) !== 0))
    flags[place] = known ? bits | L.NEWS : bits
  }
}
