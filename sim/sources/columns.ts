import { newPath, type Path, readPath, WINDOW_DAYS } from "../attribution/path.ts"
import * as L from "../kernel/layout.ts"
import { exp } from "../math.ts"
import type { Memory } from "../memory.ts"
import type { customerColumns } from "../observation.ts"
import { bookedAt, type Play } from "../state.ts"
import { days, paidChannels, queryChannels, type Source, type World } from "../world.ts"
import { type Class, classOf, type Score, scoreOf, UNRELATED } from "./proxies.ts"

export type Values = Int32Array | Float32Array | Uint8Array

/** A column that says what really happened to a customer: what was bought, visited, sent, clicked or declared. */
export interface Fact {
  kind: "fact"
  unit: string
  meaning: string
  /** The source's noise applies to it (a category, a count of days or a yes has none). */
  noisy: boolean
  /** It shows something that a customer has just done: a reason to decide anew. */
  news: boolean
  /** What the source takes at its extract, by place. */
  take(play: Play, venue: Source["venue"]): Values
  /** The value of what was taken; `daysSince` tells how long before the extract a tick was. */
  show(taken: number, daysSince: (tick: number) => number): number
}

export type Reader = Fact | Score | Class

type Take = Fact["take"]
const asTaken = (taken: number) => taken
const asDays: Fact["show"] = (taken, daysSince) => (taken === L.NEVER ? Number.NaN : daysSince(taken))

function fact(unit: string, meaning: string, take: Take, of: { noisy?: true; news?: true; show?: Fact["show"] } = {}): Fact {
  return { kind: "fact", unit, meaning, noisy: of.noisy ?? false, news: of.news ?? false, take, show: of.show ?? asTaken }
}

/** A copy of a column of the market. */
const copy =
  (name: "pageViews" | "lastVisit" | "lastContact"): Take =>
  ({ memory }) =>
    memory.columns[name].slice()

/** A number for each customer, worked out at the extract. */
const made =
  (of: (play: Play, venue: Source["venue"]) => (place: number) => number): Take =>
  (play, venue) => {
    const out = new Float32Array(play.memory.columns.flags.length)
    const value = of(play, venue)
    for (const { start, count } of play.cells) for (let i = start; i < start + count; i++) out[i] = value(i)
    return out
  }

/** Orders so far where the source sees them: their number, money in cents, and the tick of the last. */
const salesOf: Record<Source["venue"], (memory: Memory) => { orders(i: number): number; cents(i: number): number; last(i: number): number }> = {
  all: ({ columns: c }) => ({ orders: (i) => c.purchases[i] as number, cents: (i) => c.spend[i] as number, last: (i) => c.lastPurchase[i] as number }),
  store: ({ columns: c }) => ({
    orders: (i) => c.storePurchases[i] as number,
    cents: (i) => c.storeSpend[i] as number,
    last: (i) => c.lastStorePurchase[i] as number,
  }),
  online: ({ columns: c }) => ({
    orders: (i) => (c.purchases[i] as number) - (c.storePurchases[i] as number),
    cents: (i) => (c.spend[i] as number) - (c.storeSpend[i] as number),
    last: (i) => c.lastOnlinePurchase[i] as number,
  }),
}

const exactly =
  (what: "orders" | "cents" | "last"): Take =>
  ({ memory, cells }, venue) => {
    const out = new Int32Array(memory.columns.flags.length)
    const value = salesOf[venue](memory)[what]
    for (const { start, count } of cells) for (let i = start; i < start + count; i++) out[i] = value(i)
    return out
  }

/** Something of the path of touches within the attribution window. */
const ofPath = (of: (path: Path, play: Play) => number): Take =>
  made((play) => {
    const { touches, touchHead } = play.memory.columns
    const today = Math.floor(play.state.tick * days(play.world))
    const path = newPath()
    return (i) => of(readPath(path, touches, i * 8, touchHead[i] as number, today), play)
  })

const touchesOf = (counts: (world: World, channel: number) => boolean): Take =>
  ofPath(({ channel, length }, { world }) => {
    let count = 0
    for (let k = 0; k < length; k++) if (counts(world, channel[k] as number)) count++
    return count
  })

const flag = (bit: number): Take =>
  made(
    ({ memory }) =>
      (i) =>
        (memory.columns.flags[i] as number) & bit ? 1 : 0,
  )
const since = `within ${WINDOW_DAYS} days, of the last eight`

/** Every column that some source can reveal. */
export const columns: Readonly<Record<string, Reader>> = {
  // who a customer is, and what was bought
  segment: fact("number", "segment that the customer registered with", ({ state }) => state.segments.slice()),
  purchases: fact("orders", "orders so far", exactly("orders"), { noisy: true, news: true }),
  spend: fact("money", "money paid so far", exactly("cents"), { noisy: true, news: true, show: (cents) => cents / 100 }),
  daysSincePurchase: fact("days", "days since the last order", exactly("last"), { news: true, show: asDays }),
  basket: fact(
    "money",
    "mean money an order",
    made(({ memory }, venue) => {
      const { orders, cents } = salesOf[venue](memory)
      return (i) => (orders(i) > 0 ? cents(i) / orders(i) : Number.NaN)
    }),
    { noisy: true, show: (cents) => cents / 100 },
  ),
  marginSoFar: fact(
    "money",
    "contribution margin of a real customer so far",
    made(
      ({ state, world }, venue) =>
        (i) =>
          bookedAt(state, venue, i) / world.weight,
    ),
    { noisy: true, show: (cents) => cents / 100 },
  ),
  ordersAYear: fact(
    "orders a year",
    "orders so far over the time since the first books",
    made(({ memory, state, world }, venue) => {
      const years = Math.max(1, state.tick) / (365 / days(world))
      const { orders } = salesOf[venue](memory)
      return (i) => orders(i) / years
    }),
    { noisy: true },
  ),
  active: fact(
    "yes or no",
    "ordered within 90 days",
    made(({ memory, state, world }, venue) => {
      const { last } = salesOf[venue](memory)
      return (i) => (state.tick - last(i) <= 90 / days(world) ? 1 : 0)
    }),
  ),
  lastBrand: fact(
    "number",
    "brand last bought, 0 is ours",
    made(
      ({ memory }) =>
        (i) =>
          memory.columns.owner[i] === L.NO_BRAND ? Number.NaN : (memory.columns.owner[i] as number),
    ),
  ),
  boughtRival: fact(
    "yes or no",
    "the brand last bought is another's",
    made(
      ({ memory }) =>
        (i) =>
          memory.columns.owner[i] !== 0 && memory.columns.owner[i] !== L.NO_BRAND ? 1 : 0,
    ),
  ),

  // what a customer does where we can watch, and what we sent
  pageViews7d: fact("pages", "page views, decayed with the site's half-life", copy("pageViews"), { noisy: true, news: true }),
  daysSinceVisit: fact("days", "days since the last visit", copy("lastVisit"), { news: true, show: asDays }),
  daysSinceContact: fact("days", "days since our last message", copy("lastContact"), { show: asDays }),
  touches30d: fact(
    "visits",
    `visits that a channel brought ${since}`,
    touchesOf(() => true),
    { noisy: true },
  ),
  paidVisits30d: fact(
    "visits",
    `visits that paid media brought ${since}`,
    touchesOf((world, c) => paidChannels(world).includes(c)),
    { noisy: true },
  ),
  searchVisits30d: fact(
    "visits",
    `visits that search brought ${since}`,
    touchesOf((world, c) => queryChannels(world).includes(c)),
    { noisy: true },
  ),
  mailVisits30d: fact(
    "visits",
    `visits that our messages brought ${since}`,
    touchesOf((world, c) => world.channels[c]?.kind === "owned"),
    { noisy: true },
  ),
  channels30d: fact(
    "channels",
    `different channels that brought visits ${since}`,
    ofPath(({ channel, length }) => new Set(channel.subarray(0, length)).size),
  ),
  lastChannel: fact(
    "number",
    "channel that brought the last visit, in the order of the books",
    ofPath(({ channel, length }) => (length > 0 ? (channel[length - 1] as number) : Number.NaN)),
  ),
  firstChannel: fact(
    "number",
    `channel that brought the first visit ${since}`,
    ofPath(({ channel, length }) => (length > 0 ? (channel[0] as number) : Number.NaN)),
  ),
  daysSinceClick: fact(
    "days",
    "days since the last visit that a channel brought",
    ofPath(({ age, length }) => (length > 0 ? (age[length - 1] as number) : Number.NaN)),
  ),
  subscribed: fact("yes or no", "accepts our messages", flag(L.SUBSCRIBED)),
  lead: fact("yes or no", "has shown enough interest to count as a lead", flag(L.LEAD)),

  // readings of what moves: noise is new with each extract
  cartActivity: scoreOf(
    "reading",
    "carts filled and left",
    "intent",
    ({ memory: { columns: c } }) =>
      (i) =>
        c.intent[i] as number,
  ),
  siteSearches: scoreOf(
    "reading",
    "searches on our site",
    "intent",
    ({ memory: { columns: c } }) =>
      (i) =>
        c.intent[i] as number,
  ),
  inMarket: scoreOf(
    "reading",
    "signs of being about to buy in the category",
    ["intent", "stock"],
    ({ memory: { columns: c } }) =>
      (i) =>
        (c.intent[i] as number) - (c.stock[i] as number),
  ),
  appEngagement: scoreOf(
    "reading",
    "sessions in our app",
    "goodwill",
    ({ memory: { columns: c } }) =>
      (i) =>
        c.goodwill[i] as number,
  ),
  brandEngagement: scoreOf(
    "reading",
    "likes, follows and shares of ours",
    "goodwill",
    ({ memory: { columns: c } }) =>
      (i) =>
        c.goodwill[i] as number,
  ),
  satisfactionScore: scoreOf(
    "reading",
    "satisfaction with the brand last bought, as heard",
    "satisfaction",
    ({ memory: { columns: c } }) =>
      (i) =>
        c.satisfaction[i] as number,
  ),
  sentimentScore: scoreOf(
    "reading",
    "tone of what the customer writes",
    "satisfaction",
    ({ memory: { columns: c } }) =>
      (i) =>
        c.satisfaction[i] as number,
  ),
  complaintLevel: scoreOf(
    "reading",
    "annoyance heard from the customer",
    ["irritation", "satisfaction"],
    ({ memory: { columns: c } }) =>
      (i) =>
        (c.irritation[i] as number) - (c.satisfaction[i] as number),
  ),
  adFatigue: scoreOf(
    "reading",
    "advertisements skipped and hidden",
    "irritation",
    ({ memory: { columns: c } }) =>
      (i) =>
        c.irritation[i] as number,
  ),
  pantryLevel: scoreOf(
    "reading",
    "stock at home, by receipts scanned",
    "stock",
    ({ memory: { columns: c } }) =>
      (i) =>
        c.stock[i] as number,
  ),

  // guesses at what stays: noise is fixed for a (source, customer)
  incomeBand: scoreOf(
    "trait",
    "household income",
    "priceSensitivity",
    ({ memory: { columns: c } }) =>
      (i) =>
        -(c.priceSensitivity[i] as number),
  ),
  dealProneness: scoreOf(
    "trait",
    "liking for offers",
    "priceSensitivity",
    ({ memory: { columns: c } }) =>
      (i) =>
        c.priceSensitivity[i] as number,
  ),
  categoryUse: scoreOf(
    "trait",
    "use of the category",
    "needRate",
    ({ memory: { columns: c } }) =>
      (i) =>
        c.needRate[i] as number,
  ),
  churnRisk: scoreOf(
    "trait",
    "risk of leaving for good",
    "defection",
    ({ memory: { columns: c } }) =>
      (i) =>
        c.defection[i] as number,
  ),
  brandAffinity: scoreOf(
    "trait",
    "liking for our brand",
    "attraction",
    ({ memory: { columns: c }, world }) =>
      (i) =>
        c.attraction[i * (world.brands.length + 1)] as number,
  ),
  rivalAffinity: scoreOf("trait", "liking for the best liked other brand", "attraction", ({ memory: { columns: c }, world }) => {
    const width = world.brands.length + 1
    return (i) => {
      let most = Number.NEGATIVE_INFINITY
      for (let b = 1; b < width - 1; b++) most = Math.max(most, c.attraction[i * width + b] as number)
      return most
    }
  }),
  lookalike: scoreOf(
    "trait",
    "likeness to our best customers",
    ["needRate", "attraction"],
    ({ memory: { columns: c }, world }) =>
      (i) =>
        (c.needRate[i] as number) * exp(c.attraction[i * (world.brands.length + 1)] as number),
  ),
  interest: classOf(
    "interest group",
    "taste",
    ({ world }) => world.tastes.length,
    ({ taste }) => taste,
  ),
  lifeStage: classOf(
    "life stage, by the market's segments",
    "segment",
    ({ world }) => world.segments.length,
    ({ segment }) => segment,
  ),
  areaIndex: scoreOf("trait", "index of the neighbourhood", [], UNRELATED),
  homeOwner: scoreOf("trait", "likelihood of owning the home", [], UNRELATED),
  vehicleIndex: scoreOf("trait", "value of the household's vehicles", [], UNRELATED),
  deviceAge: scoreOf("trait", "age of the customer's device", [], UNRELATED),
  creditScore: scoreOf("trait", "score of a credit bureau", [], UNRELATED),
  influence: scoreOf("trait", "reach in social networks", [], UNRELATED),
  politeness: scoreOf("reading", "tone of service calls", [], UNRELATED),
  scrollDepth: scoreOf("reading", "how far pages are scrolled", [], UNRELATED),
} satisfies Record<(typeof customerColumns)[number], Reader>
