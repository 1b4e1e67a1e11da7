import { auction, countBids } from "./bids.ts"
import { book, EXPOSURES_A_POINT } from "./broadcast.ts"
import { link, post } from "./commission.ts"
import { type Creative, contentEffect, wear } from "./creatives.ts"
import { carry } from "./decay.ts"
import { poissonThresholds } from "./distributions.ts"
import { free } from "./instructions.ts"
import { isMuted, isRemoved } from "./intervention.ts"
import * as L from "./kernel/layout.ts"
import type { Cell } from "./population.ts"
import { spendPerDay } from "./rivals.ts"
import type { Play } from "./state.ts"
import { fillStores } from "./store.ts"
import { recommendations } from "./wordOfMouth.ts"
import {
  type AuctionChannel,
  type Brand,
  type Channel,
  days,
  type PaidChannel,
  type PushChannel,
  paidChannels,
  pushChannels,
  queryChannels,
  type StoreChannel,
  type World,
} from "./world.ts"

/** The creative that a segment sees in a channel; none before the first is ready. */
export function creativeFor(play: Play, channel: number, segment: number): Creative | undefined {
  const creative = play.state.creatives[play.state.match[channel * play.world.segments.length + segment] as number]
  return creative && creative.ready <= play.state.tick ? creative : undefined
}

function rivalSpend(play: Play, channel: number): number {
  return play.state.rivals.reduce((sum, rival, r) => sum + spendPerDay(play.world.brands[r + 1] as Brand, rival, channel), 0)
}

/** What a channel offers a person of a cell: exposures or queries without need a day, or affinity. */
function usage(world: World, cell: Cell, channel: number): number {
  return (world.segments[cell.segment] as World["segments"][number]).usage[channel] as number
}

/**
 * Buys a tick's exposures in a push channel. A segment without a creative is not bought.
 * @param opportunities exposures that an auction offers, by cell
 * @returns exposures for each that is offered, or for affinity 1, by segment; and cents charged so far
 */
function buy(play: Play, channel: number, money: number, opportunities: () => number[]): { shares: number[]; cents: number } {
  const { world } = play
  const others = rivalSpend(play, channel)
  const through = world.channels[channel] as Exclude<PaidChannel, StoreChannel>
  const everywhere = (share: number) => world.segments.map(() => share)
  if (through.kind === "auction") {
    const { wins, cents } = auction(play, channel, money, opportunities(), others)
    return { shares: wins, cents }
  }
  if (through.kind === "broadcast") {
    const { points, spend } = book(world, play.state, channel, money, others)
    return { shares: everywhere(points * EXPOSURES_A_POINT), cents: Math.floor(spend * 100) }
  }
  const { share, cents } = through.payment.per === "sale" ? link(play, channel, money, others, free(play)) : post(play, channel, money, others)
  return { shares: everywhere(share), cents }
}

/** Days for which an offer counts: of opportunities a day the tick's length, of affinity 1, for the tick's own points and posts. */
function span(channel: PaidChannel, dt: number): number {
  return channel.kind === "broadcast" || (channel.kind === "commission" && channel.payment.per === "post") ? 1 : dt
}

/**
 * Buys the tick's exposures in push channels and writes their law for every cell.
 * @param money currency for the tick by paid channel
 * @param charged cents by paid channel, written: at the expectation over luck, never above the money (and the deposit) of the channel
 */
export function pushMedia(play: Play, money: readonly number[], charged: number[]): void {
  const { world, cells, memory, state } = play
  const dt = days(world)
  const { goodwill, irritation } = world.customer
  const gainCarry = carry(goodwill.halfLife, dt)
  const irritationCarry = carry(irritation.halfLife, dt)
  const pushes = pushChannels(world)
  const write = (cell: number, p: number, rate: number, effect: number) => {
    const at = (cell * pushes.length + p) * L.PUSH_SLOTS
    const channel = world.channels[pushes[p] as number] as PushChannel
    memory.push[at + L.PUSH_GAIN] = channel.gain * gainCarry * effect
    memory.push[at + L.PUSH_IRRITATION] = channel.irritation * irritationCarry
    memory.push[at + L.PUSH_CLICK] = channel.click * effect
    const steps = poissonThresholds(rate, memory.thresholds, (cell * pushes.length + p) * L.MAX_COUNT, L.MAX_COUNT)
    new Int32Array(memory.push.buffer, memory.push.byteOffset + (at + L.PUSH_THRESHOLDS) * 4, 1)[0] = steps
  }
  pushes.forEach((c, p) => {
    const channel = world.channels[c] as PushChannel
    const unseen = isMuted(play, c) || isRemoved(play, c)
    if (channel.kind === "earned") {
      const heard = recommendations(play, channel, 0).map((share) => share * (play.forced?.wordOfMouth ?? 1))
      cells.forEach((cell, i) => {
        write(i, p, unseen ? 0 : usage(world, cell, c) * (heard[cell.segment] as number) * dt, 1)
      })
      return
    }
    const paid = paidChannels(world).indexOf(c)
    const shown = world.segments.map((_, g) => creativeFor(play, c, g))
    const { shares, cents } = buy(play, c, money[paid] as number, () =>
      cells.map((cell) => (shown[cell.segment] ? cell.count * world.weight * usage(world, cell, c) * dt : 0)),
    )
    charged[paid] = cents
    const length = span(channel, dt)
    cells.forEach((cell, i) => {
      const creative = shown[cell.segment]
      const rate = creative && !unseen ? usage(world, cell, c) * (shares[cell.segment] as number) * length : 0
      const effect = creative && rate > 0 ? contentEffect(world, state, creative, cell.taste, cell.segment) : 0
      write(i, p, rate, effect)
    })
  })
}

/** Buys the tick's displays in stores; a muted channel's are paid and not set up. @param charged as in pushMedia */
export function storeMedia(play: Play, money: readonly number[], charged: number[]): void {
  const { world, memory } = play
  for (let at = L.STORE_UTILITY; at < memory.cellBrand.length; at += L.CELL_BRAND_SLOTS) memory.cellBrand[at] = 0
  paidChannels(world).forEach((c, paid) => {
    if (world.channels[c]?.kind === "store") charged[paid] = fillStores(play, c, money[paid] as number, isMuted(play, c))
  })
}

/** Writes what query channels offer before the wide pass: the rate of queries without need. */
export function offerQueries(play: Play): void {
  const { world, cells, memory } = play
  const queries = queryChannels(world)
  const dt = days(world)
  cells.forEach((cell, i) => {
    queries.forEach((c, q) => {
      const channel = world.channels[c] as AuctionChannel
      const at = (i * queries.length + q) * L.QUERY_SLOTS
      memory.query[at + L.QUERY_BASE] = usage(world, cell, c) * dt
      memory.query[at + L.QUERY_NEED] = channel.needQueries
      // P(a query) < rate, and the choice pass draws the count from the word's upper 24 bits: round the limit up to their grid
      const limit = Math.min(4294967295, Math.ceil((memory.query[at + L.QUERY_BASE] as number) * 16777216) * 256)
      new Int32Array(memory.query.buffer, memory.query.byteOffset + (at + L.QUERY_LIMIT) * 8, 1)[0] = limit ^ 0x80000000
      memory.query[at + L.QUERY_BRAND] = channel.brandQueries
    })
  })
}

/** Clears the auctions of query channels on the queries that the tick's needs make, after the wide pass has drawn them. */
export function queryMedia(play: Play, money: readonly number[], charged: number[]): void {
  const { world, cells, memory, state } = play
  const dt = days(world)
  const gainCarry = carry(world.customer.goodwill.halfLife, dt)
  const queries = queryChannels(world)
  queries.forEach((c, q) => {
    const channel = world.channels[c] as AuctionChannel
    const paid = paidChannels(world).indexOf(c)
    const shown = world.segments.map((_, g) => creativeFor(play, c, g))
    const opportunities = cells.map((cell, i) => {
      if (!shown[cell.segment]) return 0
      const t = i * L.TOTAL_SLOTS
      const needed = channel.needQueries * (memory.total[t + L.NEEDS] as number) + channel.brandQueries * (memory.total[t + L.BRAND_NEEDS] as number)
      return world.weight * (cell.count * usage(world, cell, c) * dt + needed)
    })
    const { wins, cents } = auction(play, c, money[paid] as number, opportunities, rivalSpend(play, c))
    charged[paid] = cents
    cells.forEach((cell, i) => {
      const at = (i * queries.length + q) * L.QUERY_SLOTS
      const creative = shown[cell.segment]
      const effect = creative ? contentEffect(world, state, creative, cell.taste, cell.segment) : 0
      memory.query[at + L.QUERY_WIN] = creative && !isMuted(play, c) ? (wins[cell.segment] as number) : 0
      memory.query[at + L.QUERY_GAIN] = channel.gain * gainCarry * effect
      memory.query[at + L.QUERY_CLICK] = channel.click * effect
      memory.query[at + L.QUERY_IRRITATION] = channel.irritation * carry(world.customer.irritation.halfLife, dt)
    })
  })
}

/** Message effect of the creative matched to the first owned channel, by cell. */
export function messageContent(play: Play): void {
  const { world, cells, memory, state } = play
  const owned = world.channels.findIndex((c) => c.kind === "owned")
  cells.forEach((cell, i) => {
    const creative = owned < 0 ? undefined : creativeFor(play, owned, cell.segment)
    memory.cellRare[i * L.CELL_RARE_SLOTS + L.MESSAGE_EFFECT] = creative ? contentEffect(world, state, creative, cell.taste, cell.segment) : 1
  })
}

/** Channels whose words are not ours to write: what people say, in conversations and among themselves, wears no creative. */
function isSaid({ kind }: Channel): boolean {
  return kind === "earned" || kind === "human" || kind === "agent"
}

/** Adds a tick's exposures to the wear of the creatives shown, and to what create's feedback will report. */
export function countMedia(play: Play): void {
  const { world, cells, memory, state } = play
  const sizes = world.segments.map((_, g) => cells.reduce((sum, cell) => sum + (cell.segment === g ? cell.count : 0), 0))
  world.channels.forEach((channel, c) => {
    if (isMuted(play, c)) return
    world.segments.forEach((_s, g) => {
      const creative = isSaid(channel) ? undefined : creativeFor(play, c, g)
      if (!creative) return
      const sum = (slot: number) =>
        cells.reduce((total, cell, i) => total + (cell.segment === g ? (memory.total[i * L.TOTAL_SLOTS + slot + c + 1] as number) : 0), 0)
      const impressions = sum(L.EXPOSURES)
      const clicks = sum(L.VISITS)
      if (impressions === 0 && clicks === 0) return
      countBids(play, c, g, impressions, clicks)
      const bores = "wear" in channel ? channel.wear : 1
      wear(world, creative, g, state.tick, (bores * impressions) / (sizes[g] as number))
      const shown = (state.sinceCreate.shown[`${creative.number}/${c}/${g}`] ??= { impressions: 0, clicks: 0 })
      shown.impressions += impressions
      shown.clicks += clicks
    })
  })
}
