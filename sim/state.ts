import { type Journeys, newJourneys } from "./attribution/journeys.ts"
import { automaticBids, type Bidding, noBidding } from "./bids.ts"
import { type Account, noAccounts } from "./commission.ts"
import type { Creative } from "./creatives.ts"
import { type Digest, EMPTY } from "./digest.ts"
import { shockPath } from "./economy.ts"
import type { Contacts } from "./guardrails.ts"
import type { Intervention } from "./intervention.ts"
import type { Entry } from "./journal.ts"
import { type Ledger, newLedger } from "./ledger.ts"
import type { Memory } from "./memory.ts"
import type { Actions, Feedback, Seat } from "./observation.ts"
import type { Firm, Instruction } from "./organisation.ts"
import { type Cell, numbering } from "./population.ts"
import { type PriceOfTick, priceFrom } from "./price.ts"
import { type Key, key, type Luck, MARKET_STREAM } from "./random.ts"
import { newRival, type Rival } from "./rivals.ts"
import type { Feed } from "./sources/feeds.ts"
import { newStock, type Stock } from "./supply.ts"
import type { Topic } from "./topics.ts"
import { paidChannels, type Source, type World } from "./world.ts"

/** Everything of a market that changes, but for the customers' columns: plain data, so that a copy is a snapshot. */
export interface State {
  luck: Luck
  key: Key
  /** The keys that ruled from a tick on, oldest first: a fork with other luck keeps what past readings were drawn by. */
  keys: { from: number; key: Key }[]
  /** Ticks since the burn-in began: the next one to be played. */
  tick: number
  /** Number by which a customer is known → place; and the segment at each place. */
  places: Uint32Array
  segments: Uint8Array
  shocks: Float64Array
  rivals: Rival[]
  creatives: Creative[]
  /** Topics that have come up, oldest first. */
  topics: Topic[]
  /** Creatives commissioned so far, by segment. */
  commissioned: number[]
  /** Our stock, where the scenario has one. */
  stock: Stock | undefined
  /** Customers who have bought, whatever the brand, by segment: of a durable. */
  adopters: number[]
  /** Satisfied owners, by brand and segment. */
  advocates: number[][]
  /** Standing decisions. */
  plan: Actions["plan"]
  match: Uint16Array
  respond: Actions["respond"]
  /** Our price in the tick that was played last. */
  price: PriceOfTick
  /** Our own bids by auction channel × segment, NaN the autobidder's; and the bids of the last tick. */
  bids: Float32Array
  lastBids: Float32Array
  /** Points to be broadcast in each tick, by channel; none of other kinds. */
  points: Float64Array[]
  /** Deposits and debts of commission channels, by channel; 0 of other kinds. */
  accounts: Account[]
  queue: Instruction[]
  /** Hour from which each person of each team is free. */
  desks: number[][]
  /** The latest instruction that stands, by seat. */
  standing: { [S in Seat]?: number }
  /** Every instruction issued, in order. */
  journal: Entry[]
  /** Our latest contacts with each customer, where a guardrail asks for them. */
  contacts: Contacts | undefined
  ledger: Ledger
  digest: Digest
  /** Observable series, one value a tick, by name. */
  series: Record<string, Float64Array>
  /** Paths to orders, for attribution by data. */
  journeys: Journeys
  feeds: Feed[]
  /** Of each source that a feed comes from: whose record it shows for each customer, by number. */
  links: Record<number, Int32Array>
  /** Connected sources that tell orders, the one that is asked first first. */
  orderTellers: number[]
  engagements: Engagement[]
  /** Contribution margin booked for each customer place since the run began, cents. */
  booked: Float64Array
  /** Of it, in stores. */
  bookedInStores: Float64Array
  /** Bits a customer place: new in the horizon; bought in its first quarter; bought in its last. */
  marks: Uint8Array
  /** Since each seat's last decision. */
  sincePlan: { spent: Float64Array; undelivered: Float64Array; margin: number }
  sinceBid: Bidding
  /** Since the last decision: what each creative was shown and clicked, by `creative/channel/segment`, and how many were made. */
  sinceCreate: { shown: Record<string, { impressions: number; clicks: number }>; made: number }
  sinceRespond: { revenue: number; margin: number }
  /** How often engage has been asked: each customer's turn comes every 28 times. */
  engageCalls: number
  /** Booked margin less cost of the last tick, cents. */
  reward: number
  feedback: Feedback[]
  /** Seats to decide now, and the customers, by number, that engage is asked about. */
  due: Seat[]
  rows: Uint32Array
}

/** An engage decision whose window is open. */
export interface Engagement {
  decidedAt: number
  closesAt: number
  rows: Uint32Array
  treatment: Uint8Array
  before: Float64Array
}

export const NEW_IN_HORIZON = 1
export const FIRST_QUARTER = 2
export const LAST_QUARTER = 4

export function newState(world: World, cells: readonly Cell[], luck: Luck, size: number): State {
  const k = key(luck, MARKET_STREAM)
  const segmentAt = new Uint8Array(size)
  for (const cell of cells) segmentAt.fill(cell.segment, cell.start, cell.start + cell.count)
  const slots = world.channels.length * world.segments.length
  const paid = paidChannels(world).length
  return {
    luck,
    key: k,
    keys: [{ from: 0, key: k }],
    tick: 0,
    places: numbering(cells, k),
    segments: segmentAt,
    shocks: shockPath(world, k),
    rivals: world.brands.slice(1).map((_, r) => newRival(world, r + 1)),
    creatives: [],
    topics: [],
    commissioned: world.segments.map(() => 0),
    stock: world.supply && newStock(world),
    adopters: world.segments.map(() => 0),
    advocates: world.brands.map(() => world.segments.map(() => 0)),
    plan: { shares: Float64Array.from(world.history.shares), spend: world.history.spendPerDay },
    match: new Uint16Array(slots),
    respond: { price: 1, promotion: 0 },
    price: priceFrom(1),
    bids: automaticBids(world),
    lastBids: automaticBids(world),
    points: world.channels.map(({ kind }) => new Float64Array(kind === "broadcast" ? world.clock.burnIn + world.clock.horizon + world.clock.runOut : 0)),
    accounts: noAccounts(world),
    queue: [],
    desks: [],
    standing: {},
    journal: [],
    contacts: undefined,
    ledger: newLedger(Number.POSITIVE_INFINITY, world.brands.length),
    digest: [...EMPTY],
    series: {},
    journeys: newJourneys(world),
    feeds: [],
    links: {},
    orderTellers: [],
    engagements: [],
    booked: new Float64Array(size),
    bookedInStores: new Float64Array(size),
    marks: new Uint8Array(size),
    sincePlan: { spent: new Float64Array(paid), undelivered: new Float64Array(paid), margin: 0 },
    sinceBid: noBidding(world),
    sinceCreate: { shown: {}, made: 0 },
    sinceRespond: { revenue: 0, margin: 0 },
    engageCalls: 0,
    reward: 0,
    feedback: [],
    due: [],
    rows: new Uint32Array(0),
  }
}

/** Contribution margin booked for a customer place so far where a source sees it, cents. */
export function bookedAt({ booked, bookedInStores }: State, venue: Source["venue"], place: number): number {
  const [all, inStores] = [booked[place] as number, bookedInStores[place] as number]
  return venue === "all" ? all : venue === "store" ? inStores : all - inStores
}

/** The key that rules, or ruled, a tick. */
export function keyAt({ keys }: State, tick: number): Key {
  let found = keys[0] as State["keys"][number]
  for (const one of keys) if (one.from <= tick) found = one
  return found.key
}

/** One market in play: parameters, cells, memory, state, and the firm that plays (none in the burn-in). */
export interface Play {
  readonly world: World
  readonly cells: readonly Cell[]
  readonly memory: Memory
  state: State
  firm: Firm | undefined
  /** What an experimenter forces upon the tick that is being played. */
  forced?: Intervention | undefined
}
