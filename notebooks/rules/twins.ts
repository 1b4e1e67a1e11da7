import { steadyFirm } from "../../bench/validate/steady.ts"
import { inside, type Market, open } from "../../sim/market.ts"
import { bookedAt } from "../../sim/state.ts"
import { small } from "./markets.ts"

const CUSTOMERS = 8000
const SEED = 2027
/** Days after the message in which orders count. */
export const WINDOW = 28
const UNLIMITED = 1e12

export const messages = ["news", "reminder", "offer"] as const
export type Message = (typeof messages)[number]

export interface TwinsJob {
  kind: "twins"
  message: Message
  repeats: number
}

/** Days since the last purchase, from the first to before the last. */
export const groups = [
  { from: 0, to: 14, en: "in the last 2 weeks", zh: "近2周内" },
  { from: 14, to: 28, en: "2 to 4 weeks ago", zh: "2–4周前" },
  { from: 28, to: 60, en: "1 to 2 months ago", zh: "1–2个月前" },
  { from: 60, to: Number.POSITIVE_INFINITY, en: "longer ago, or never", zh: "更早，或从未" },
] as const

/** What became of one customer and of their twin: group by recency, did they buy without the message, orders and margin (money) that it changed. */
export interface Twin {
  group: number
  bought: boolean
  orders: number
  margin: number
}

/** Goes on as the brand did, for a window of days. @param treatment for everybody on the first day, 0 for none */
function played(start: Market, treatment: number): Market {
  const market = start.fork("same")
  const { world } = market
  const plan = { action: { shares: Float64Array.from(world.history.shares), spend: world.history.spendPerDay } }
  const rows = treatment > 0 ? Uint32Array.from({ length: world.customers }, (_, k) => k) : new Uint32Array(0)
  for (let day = 0; day < WINDOW; day++)
    if (day > 0) market.step({}, { replay: { rows: new Uint32Array(0) } })
    else
      market.step({ plan, ...(treatment > 0 ? { engage: { action: { treatment: new Uint8Array(rows.length).fill(treatment) } } } : {}) }, { replay: { rows } })
  return market
}

/**
 * What no firm can do: the same customers on the same luck twice, once all are sent a message and once none is. The difference between twins is what the message
 * caused. Only those whom it reached are told.
 */
export function* twins({ message, repeats }: TwinsJob): Generator<Twin[], void> {
  const world = { ...small("everyday", CUSTOMERS, WINDOW), budget: UNLIMITED }
  const treatment = world.treatments.findIndex(({ name }) => name === message) + 1
  for (let replication = 0; replication < repeats; replication++) {
    const start = open(world, steadyFirm, { seed: SEED, replication })
    const { state, memory } = inside(start)
    const before = { orders: memory.columns.purchases.slice(), last: memory.columns.lastPurchase.slice(), tick: state.tick }
    const [sent, not] = [inside(played(start, treatment)), inside(played(start, 0))]
    const found: Twin[] = []
    for (const place of state.places) {
      if (sent.memory.columns.lastContact[place] === not.memory.columns.lastContact[place]) continue
      const everBought = (before.orders[place] as number) > 0
      const days = everBought ? before.tick - (before.last[place] as number) : Number.POSITIVE_INFINITY
      found.push({
        group: days === Number.POSITIVE_INFINITY ? groups.length - 1 : groups.findIndex(({ to }) => days < to),
        bought: (not.memory.columns.purchases[place] as number) > (before.orders[place] as number),
        orders: (sent.memory.columns.purchases[place] as number) - (not.memory.columns.purchases[place] as number),
        margin: (bookedAt(sent.state, "all", place) - bookedAt(not.state, "all", place)) / 100 / world.weight,
      })
    }
    yield found
  }
}
