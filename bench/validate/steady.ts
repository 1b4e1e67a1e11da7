import { type Decisions, type Firm, type Market, type Step, seats } from "../../sim/index.ts"
import { movesOf } from "../../sim/intervention.ts"
import { inside } from "../../sim/market.ts"
import type { Each, Turn } from "../replay.ts"

/** Days for which a creative is used, as in the history. */
const CREATIVE_DAYS = 30

/** A firm that can do everything each day, at once and for nothing. */
export const steadyFirm: Firm = {
  organisation: { cadence: Object.fromEntries(seats.map((seat) => [seat, 24])), latency: {}, costPerDay: 0 },
  sources: [],
  needs: [],
  outcomeDays: 7,
}

/**
 * Goes on as the brand did before the horizon, and records it: the history's mean plan, a new creative a segment each month, and the history's message at
 * its interval to everybody who can be reached, each time another first. The ground on which one thing at a time is changed.
 */
export function steadily(market: Market, ticks: number, each?: Each): Turn[] {
  const turns: Turn[] = []
  let step = market.look()
  for (let t = 0; t < ticks; t++) {
    const { decisions, rows } = step.truncated ? { decisions: {}, rows: new Uint32Array(0) } : turn(market, step)
    step = market.step(decisions, { replay: { rows } })
    turns.push({ decisions, rows, rivals: movesOf(inside(market)) })
    each?.(market, t)
  }
  return turns
}

function turn({ world }: Market, { observation }: Step): { decisions: Partial<Decisions>; rows: Uint32Array } {
  const { books, tick, hoursPerTick } = observation
  const { shares, spendPerDay, newsletter } = world.history
  const begins = (days: number) => Math.floor((tick * hoursPerTick) / 24 / days) > Math.floor(((tick - 1) * hoursPerTick) / 24 / days)
  const newest = (segment: number, old: number) => books.creatives.findLast((c) => c.segment === segment && c.ready <= tick)?.number ?? old
  const written = newsletter.days > 0 && begins(newsletter.days)
  const first = (tick * 7919) % world.customers // whoever is first when not all can be reached
  const rows = written ? Uint32Array.from({ length: world.customers }, (_, k) => (first + k) % world.customers) : new Uint32Array(0)
  return {
    rows,
    decisions: {
      plan: { action: { shares: Float64Array.from(shares), spend: spendPerDay } },
      create: {
        action: {
          make: Int32Array.from(books.segments, () => (begins(CREATIVE_DAYS) ? 1 : 0)),
          match: books.match.map((old, slot) => newest(slot % books.segments.length, old)),
        },
      },
      ...(written ? { engage: { action: { treatment: new Uint8Array(rows.length).fill(newsletter.treatment) } } } : {}),
    },
  }
}
