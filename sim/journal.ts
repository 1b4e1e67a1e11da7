import type { Actions, Because, Decision, Seat } from "./observation.ts"
import type { Instruction } from "./organisation.ts"
import type { Play } from "./state.ts"
import { auctionChannels, type Channel, paidChannels } from "./world.ts"

/** What became of an instruction: it acted whole, in part, within a guardrail, not at all, or it is not there yet. */
export type Result =
  | "done"
  /** Some of it did not act: `limits` says what held it back, and how often. */
  | "partly"
  /** It came to nothing. */
  | "failed"
  /** A later instruction of its seat was faster. */
  | "superseded"
  /** The horizon was over. */
  | "too late"
  | "on its way"

/** One instruction, for the ledger's readers: no policy sees it. Hours count from the horizon's start; null: it has not come to it, or has no such stage. */
export interface Entry {
  /** From 0, in order of issue. */
  sequence: number
  seat: Seat
  /** What was asked for, as data and in words. */
  order: Order
  what: string
  /** Why, as its policy says, in words; and as data where it gives that. */
  reason: string
  because?: Because
  automated: boolean
  issued: number
  /** When the last round of each stage was over. */
  decided: number | null
  approved: number | null
  executed: number | null
  /** When it took effect. */
  acted: number | null
  /** How often approval has sent it back. */
  reworked: number
  result: Result
  /** It arrived a second time. */
  twice: boolean
  /** What held it back (guardrails, the budget, consent), in words and as data: how many people or creatives, null where they were not counted. */
  limits: string
  held: { what: string; count: number | null }[]
  /** People contacted, second arrivals included. */
  customers: number
  /** Cents: of a plan, media charged while it stood; of creatives, their production; of contacts, their making. Discounts apart. */
  cost: number
}

/** What an instruction asks for. Money in the scenario's currency, people real ones, shares of one. */
export type Order =
  | { seat: "plan"; currency: string; spendPerDay: number; shares: readonly { channel: string; share: number }[] }
  | { seat: "respond"; price: number; promotion: number }
  /** Own bids by auction channel; segments without one are the autobidder's. */
  | { seat: "bid"; currency: string; bids: readonly { channel: string; low: number; high: number; segments: number }[]; segments: number }
  | { seat: "create"; make: readonly { segment: string; count: number; topical: boolean }[]; moved: number; places: number }
  | { seat: "engage"; contacts: number; treatments: readonly { name: string; count: number }[] }

/** Writes an instruction that has just been issued down. */
export function enter(play: Play, instruction: Instruction, decision: Decision<Seat>): void {
  const { seat, sequence, issued, automated } = instruction
  const order = orderOf(play, instruction)
  play.state.journal.push({
    sequence,
    seat,
    order,
    what: say(order),
    reason: decision.reason ?? "",
    ...(decision.because ? { because: decision.because } : {}),
    automated,
    issued: sinceHorizon(play, issued),
    decided: null,
    approved: null,
    executed: null,
    acted: null,
    reworked: 0,
    result: "on its way",
    twice: false,
    limits: "",
    held: [],
    customers: 0,
    cost: 0,
  })
}

const ends = [undefined, "decided", "approved", "executed"] as const

/** Notes that a stage of an instruction is over. @param hour since the burn-in's start */
export function noteStage(play: Play, instruction: Instruction, stage: number, hour: number): void {
  const entry = entryOf(play, instruction)
  entry.reworked = instruction.reworked
  const end = ends[stage]
  if (end) entry[end] = sinceHorizon(play, hour)
}

/** Notes that an instruction has taken effect. @param hour since the burn-in's start */
export function noteAct(play: Play, instruction: Instruction, hour: number): Entry {
  const entry = entryOf(play, instruction)
  entry.acted ??= sinceHorizon(play, hour)
  if (entry.result === "on its way") entry.result = "done"
  return entry
}

/** Notes what held an instruction back, by how many people or creatives where they were counted. */
export function noteLimits(entry: Entry, limits: Readonly<Record<string, number | true>>): void {
  for (const [what, count] of Object.entries(limits)) {
    if (count === 0) continue
    entry.result = "partly"
    const one = { what, count: count === true ? null : count }
    if (!entry.held.some((other) => other.what === what && other.count === one.count)) entry.held.push(one)
  }
  entry.limits = entry.held.map(({ what, count }) => (count === null ? what : `${what} ${grouped(count)}`)).join(", ")
}

export function entryOf({ state }: Play, { sequence }: Instruction): Entry {
  return state.journal[sequence] as Entry
}

function sinceHorizon({ world }: Play, hour: number): number {
  return hour - world.clock.burnIn * world.clock.hoursPerTick
}

type Orders = { [S in Seat]: (play: Play, action: Actions[S]) => Extract<Order, { seat: S }> }

const orders: Orders = {
  plan({ world }, { shares, spend }) {
    const planned = paidChannels(world).map((c, k) => ({ channel: (world.channels[c] as Channel).name, share: shares[k] as number }))
    return { seat: "plan", currency: world.currency, spendPerDay: spend, shares: planned.filter(({ share }) => share > 0) }
  },
  respond: (_, { price, promotion }) => ({ seat: "respond", price, promotion }),
  bid({ world }, { bids }) {
    const segments = world.segments.length
    const own = auctionChannels(world).map((c, a) => {
      const set = Array.from(bids.subarray(a * segments, (a + 1) * segments)).filter((bid) => !Number.isNaN(bid))
      return { channel: (world.channels[c] as Channel).name, low: Math.min(...set), high: Math.max(...set), segments: set.length }
    })
    return { seat: "bid", currency: world.currency, bids: own.filter((bid) => bid.segments > 0), segments }
  },
  create({ world, state }, { make, topical, match }) {
    const made = world.segments.map(({ name }, g) => ({ segment: name, count: make[g] as number, topical: Boolean(topical?.[g]) }))
    let moved = 0
    match.forEach((number, slot) => {
      if (number !== state.match[slot]) moved++
    })
    return { seat: "create", make: made.filter(({ count }) => count > 0), moved, places: match.length }
  },
  engage({ world }, { treatment }) {
    const counts = new Array<number>(world.treatments.length + 1).fill(0)
    for (const number of treatment) counts[number] = (counts[number] as number) + 1
    const sent = world.treatments.map(({ name }, k) => ({ name, count: (counts[k + 1] as number) * world.weight }))
    return { seat: "engage", contacts: (treatment.length - (counts[0] as number)) * world.weight, treatments: sent.filter(({ count }) => count > 0) }
  },
}

function orderOf(play: Play, instruction: Instruction): Order {
  return (orders[instruction.seat] as (play: Play, action: Actions[Seat]) => Order)(play, instruction.action)
}

/** What an instruction asks for, in words. */
function say(order: Order): string {
  if (order.seat === "plan")
    return `media ${grouped(order.spendPerDay)} ${order.currency} a day: ${order.shares.map(({ channel, share }) => `${channel} ${percent(share)}`).join(", ")}`
  if (order.seat === "respond")
    return `price ${percent(order.price)} of the list price${order.promotion > 0 ? `, promotion ${percent(order.promotion)} off` : ""}`
  if (order.seat === "bid") {
    const parts = order.bids.map(({ channel, segments, ...bid }) => {
      const [low, high] = [bid.low, bid.high].map((x) => Number(x.toPrecision(3)))
      return `${channel} ${low === high ? low : `${low} to ${high}`}${segments < order.segments ? ` in ${segments} of ${order.segments} segments` : ""}`
    })
    return `bids in ${order.currency}: ${parts.length > 0 ? parts.join(", ") : "all automatic"}`
  }
  if (order.seat === "create") {
    const made = order.make.map(({ segment, count, topical }) => `${grouped(count)} for ${segment}${topical ? " on what trends" : ""}`)
    return [
      made.length > 0 ? `commission ${made.join(", ")}` : "commission none",
      order.moved > 0 ? `change the creative in ${order.moved} of ${order.places} places` : "keep the creatives in use",
    ].join("; ")
  }
  return `${grouped(order.contacts)} contacts: ${order.treatments.map(({ name, count }) => `${grouped(count)} ${name}`).join(", ")}`
}

/** Mean hours from issue to effect of the instructions that have acted; undefined when none has. */
export function meanResponse(journal: readonly Entry[]): number | undefined {
  const hours = journal.flatMap(({ acted, issued }) => (acted === null ? [] : [acted - issued]))
  return hours.length === 0 ? undefined : hours.reduce((a, b) => a + b, 0) / hours.length
}

/** A whole number with commas: 12,000. */
function grouped(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+(?!\d))/g, ",")
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`
}
