import type { Feedback, Observation } from "../../sim/observation.ts"
import type { Json } from "../policy.ts"

const defaults = {
  /** Guess of the share of the budget that goes to messages, discounts and production, until their rate has been seen. */
  otherShare: 0.05,
  /** Most money a day, as a multiple of the first day's: what is left at the end is not thrown after it. */
  most: 1.5,
}

/**
 * Spreads a budget evenly over what is left of the horizon. It learns two things from its feedback: what the other seats spend a
 * day, and what each channel can deliver, so that no money waits for exposures that do not exist.
 */
export class Pace {
  private state = {
    first: 0,
    /** Money available at the last decision, deposits included. */
    available: Number.NaN,
    day: 0,
    othersPerDay: Number.NaN,
    spent: [] as number[],
    undelivered: [] as number[],
    /** Money a day that each channel could take; 0 where no limit was met. */
    limit: [] as number[],
  }

  learn({ spent, undelivered }: Feedback<"plan">): void {
    this.state.spent = [...spent]
    this.state.undelivered = [...undelivered]
  }

  /**
   * Shares and spend a day for wanted shares.
   * @param tempo spend of the days to come against an even spread of what is left; 1 spreads evenly
   */
  plan(observation: Observation, wanted: readonly number[], tempo = 1): { shares: Float64Array; spend: number } {
    const { books, hoursPerTick, tick } = observation
    const s = this.state
    const day = (tick * hoursPerTick) / 24
    const left = (books.remaining * hoursPerTick) / 24
    const elapsed = day - s.day
    const media = s.spent.reduce((a, b) => a + b, 0)
    const available = books.deposits.reduce((a, b) => a + b, books.available) // a deposit is not spent yet
    if (s.first === 0) {
      s.first = left > 0 ? books.available / left : 0
      s.othersPerDay = s.first * defaults.otherShare
    } else if (elapsed > 0) {
      const rate = Math.max(0, s.available - available - media) / elapsed
      s.othersPerDay += 0.3 * (rate - s.othersPerDay)
      s.limit = s.spent.map((money, k) => {
        const wasted = s.undelivered[k] as number
        return wasted > 0.02 * (money + wasted) ? (1.1 * money) / elapsed : 0
      })
    }
    s.available = available
    s.day = day
    const spend = left > 0 ? Math.min(defaults.most * s.first, tempo * Math.max(0, books.available / left - s.othersPerDay)) : 0
    return { shares: Float64Array.from(deliverable(wanted, spend, s.limit)), spend }
  }

  save(): Json {
    return structuredClone(this.state) as unknown as Json
  }

  load(state: Json): void {
    this.state = structuredClone(state) as unknown as typeof this.state
  }
}

/** Cuts shares to what channels can take and gives the rest to those without a limit, in proportion; sums to 1. */
export function deliverable(wanted: readonly number[], spend: number, limit: readonly number[]): number[] {
  const capped = wanted.map((share, k) => ((limit[k] ?? 0) > 0 && spend > 0 ? Math.min(share, (limit[k] as number) / spend) : share))
  const free = wanted.map((share, k) => ((limit[k] ?? 0) > 0 ? 0 : share))
  const room = free.reduce((a, b) => a + b, 0)
  const rest = 1 - capped.reduce((a, b) => a + b, 0)
  const shares = room > 0 ? capped.map((share, k) => share + (rest * (free[k] as number)) / room) : [...wanted]
  const total = shares.reduce((a, b) => a + b, 0)
  return shares.map((share) => share / total)
}

/** Sum of a series over its last days; 0 without the series. */
export function recent(observation: Observation, name: string, days: number): number {
  const series = observation.series(name)
  if (!series) return 0
  return series.slice(-Math.round((days * 24) / observation.hoursPerTick)).reduce((a, b) => a + b, 0)
}
