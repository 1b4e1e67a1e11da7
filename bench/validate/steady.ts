import { type Decisions, type Step, seats, type World } from "../../sim/index.ts"
import type { Player } from "../play.ts"

/** Days for which a creative is used, as in the history. */
const CREATIVE_DAYS = 30

/**
 * A firm that goes on as the brand did before the horizon, at once and for nothing: the history's mean plan, a new creative a segment each month,
 * the newsletter to those who have had none for its interval, as far as they come up, a call to the others where people call. The ground on which one thing at a time is changed.
 */
export function steady(world: World): Player {
  const { shares, spendPerDay, newsletter } = world.history
  const teller = newsletter.days > 0 ? world.sources.find(({ columns }) => columns.includes("daysSinceContact")) : undefined
  const call = world.treatments.findIndex(({ channel }) => world.channels[channel]?.kind === "human") + 1
  const daily = Object.fromEntries(seats.map((seat) => [seat, 24]))
  const decide = ({ observation, info }: Step): Partial<Decisions> => {
    const { books, customers, tick } = observation
    const day = (tick * observation.hoursPerTick) / 24
    const begins = Math.floor(day / CREATIVE_DAYS) > Math.floor((day - observation.hoursPerTick / 24) / CREATIVE_DAYS)
    const since = customers.column("daysSinceContact")
    const newest = (segment: number, old: number) => books.creatives.findLast((c) => c.segment === segment && c.ready <= tick)?.number ?? old
    const all: Partial<Decisions> = {
      plan: { action: { shares: Float64Array.from(shares), spend: spendPerDay } },
      create: {
        action: {
          make: Int32Array.from(books.segments, () => (begins ? 1 : 0)),
          match: books.match.map((old, slot) => newest(slot % books.segments.length, old)),
        },
      },
      engage: {
        action: {
          treatment: Uint8Array.from(customers.rows, (_, r) =>
            newsletter.days > 0 && !((since?.[r] as number) < newsletter.days) ? newsletter.treatment : call,
          ),
        },
      },
    }
    return Object.fromEntries(Object.entries(all).filter(([seat]) => info.due.includes(seat as (typeof seats)[number])))
  }
  return {
    firm: {
      organisation: { cadence: daily, latency: {}, costPerDay: 0 },
      sources: teller ? [teller.name] : [],
      needs: teller ? ["daysSinceContact"] : [],
      outcomeDays: 7,
    },
    policies: {},
    decide,
  }
}
