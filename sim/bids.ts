import { type Clearings, clearBids } from "./auction.ts"
import type { Play, State } from "./state.ts"
import { type AuctionChannel, auctionChannels, type World } from "./world.ts"

/** What bidding has brought, by auction channel × segment; impressions, clicks and opportunities of all real people, money. */
export interface Bidding {
  opportunities: Float64Array
  /** Opportunities that our bids won in the mean. */
  won: Float64Array
  impressions: Float64Array
  clicks: Float64Array
  spent: Float64Array
}

export function noBidding(world: World): Bidding {
  const none = () => new Float64Array(auctionChannels(world).length * world.segments.length)
  return { opportunities: none(), won: none(), impressions: none(), clicks: none(), spent: none() }
}

/** No bid of our own anywhere: the autobidder bids. */
export function automaticBids(world: World): Float32Array {
  return new Float32Array(auctionChannels(world).length * world.segments.length).fill(Number.NaN)
}

const add = (to: Float64Array, at: number, value: number) => (to[at] = (to[at] as number) + value)

/**
 * Clears one channel's auction for a tick at the standing bids, and notes them for the books and the feedback.
 * @param opportunities a cell's, by cell; 0 where there is nothing to show
 * @returns chance that an opportunity becomes an exposure, by segment, and cents charged: at the expectation over luck, never above the money
 */
export function auction(
  play: Play,
  channel: number,
  money: number,
  opportunities: readonly number[],
  rivalSpendPerDay: number,
): { wins: number[]; cents: number } {
  const { world, cells, state } = play
  const segments = world.segments.length
  const first = auctionChannels(world).indexOf(channel) * segments
  const own = state.bids.subarray(first, first + segments)
  const bySegment = world.segments.map(() => 0)
  let automatic = 0
  cells.forEach(({ segment }, i) => {
    bySegment[segment] = (bySegment[segment] as number) + (opportunities[i] as number)
    if (Number.isNaN(own[segment])) automatic += opportunities[i] as number
  })
  const cleared = clearBids(world.channels[channel] as AuctionChannel, money, own, bySegment, automatic, rivalSpendPerDay)
  const cents = Math.floor(cleared.spend * 100)
  note(state, first, cleared, bySegment, cents / 100)
  return { wins: cleared.wins, cents }
}

function note({ lastBids, sinceBid }: State, first: number, { bids, wins, spends, spend }: Clearings, opportunities: readonly number[], charged: number): void {
  opportunities.forEach((n, g) => {
    lastBids[first + g] = bids[g] as number
    add(sinceBid.opportunities, first + g, n)
    add(sinceBid.won, first + g, n * (wins[g] as number))
    if (spend > 0) add(sinceBid.spent, first + g, (charged * (spends[g] as number)) / spend)
  })
}

/** Adds a segment's exposures and clicks of a tick, of simulated customers, to what bid's feedback will report. */
export function countBids({ world, state }: Play, channel: number, segment: number, impressions: number, clicks: number): void {
  const auction = auctionChannels(world).indexOf(channel)
  if (auction < 0) return
  const at = auction * world.segments.length + segment
  add(state.sinceBid.impressions, at, impressions * world.weight)
  add(state.sinceBid.clicks, at, clicks * world.weight)
}
