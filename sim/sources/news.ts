import * as L from "../kernel/layout.ts"
import type { Play } from "../state.ts"
import type { Source } from "../world.ts"
import { columns } from "./columns.ts"
import { bitOf } from "./consent.ts"
import { type Feed, tellers } from "./feeds.ts"

/** Columns that tell of orders where the source sees them. */
const SALES = ["purchases", "spend", "daysSincePurchase"]

/**
 * Marks the customers of whom the firm has news. What happens to a customer becomes news when the extract that holds it is delivered: the
 * slowest of the sources that are asked first for what customers do, so that a rule which tests "browsed, did not buy" sees both; and
 * only of customers whom one of them knows rightly, where it knows of such a thing: an order in a store is no news online.
 */
export function spreadNews({ world, memory, state }: Play): void {
  const firsts = Object.keys(columns).flatMap((name) => {
    const reader = columns[name]
    const first = reader?.kind === "fact" && reader.news ? tellers(world, state.feeds, name)[0] : undefined
    return first ? [[first, name] as const] : []
  })
  const feeds = [...new Set(firsts.map(([feed]) => feed))]
  const source = (feed: Feed) => world.sources[feed.source] as Source
  const slowest = feeds.reduce<Feed | undefined>((slow, feed) => (slow && source(slow).delayHours >= source(feed).delayHours ? slow : feed), undefined)
  if (!slowest) return
  const now = state.tick * world.clock.hoursPerTick
  const { seen, underWay } = slowest
  const taken = (underWay ?? seen)?.taken === now
  const delivered = seen !== undefined && seen.delivered > now - world.clock.hoursPerTick && seen.delivered <= now
  const knowing = feeds.map((feed) => {
    const { venue } = source(feed)
    const told = feed.columns.filter((name) => firsts.some(([first, column]) => first === feed && column === name))
    const sales = told.some((name) => SALES.includes(name))
    return {
      links: state.links[feed.source] as Int32Array,
      bit: bitOf(source(feed)),
      stores: sales && venue !== "online",
      elsewhere: told.some((name) => !SALES.includes(name)) || (sales && venue !== "store"),
    }
  })
  const begun = ((seen?.taken ?? now) - source(slowest).refreshHours) / world.clock.hoursPerTick
  const { flags, consent, lastStorePurchase, lastOnlinePurchase, lastVisit, lastContact } = memory.columns
  for (let number = 0; number < state.places.length; number++) {
    const place = state.places[number] as number
    let bits = flags[place] as number
    if ((bits & (L.EVENT | L.EXTRACTED)) === 0) continue
    const arrives = (bits & L.EXTRACTED && delivered && seen.taken < now) || (bits & L.EVENT && taken && seen?.taken === now)
    if (bits & L.EXTRACTED && delivered) bits &= ~L.EXTRACTED
    if (bits & L.EVENT && taken) bits = (bits & ~L.EVENT) | (seen?.taken === now ? 0 : L.EXTRACTED)
    if (!arrives) {
      flags[place] = bits
      continue
    }
    const inStore = (lastStorePurchase[place] as number) >= begun
    const elsewhere = !inStore || Math.max(lastOnlinePurchase[place] as number, lastVisit[place] as number, lastContact[place] as number) >= begun
    const known = knowing.some(
      (k) => k.links[number] === number && (k.bit === 0 || ((consent[place] as number) & k.bit) !== 0) && ((inStore && k.stores) || (elsewhere && k.elsewhere)),
    )
    flags[place] = known ? bits | L.NEWS : bits
  }
}
