import type { Course } from "../figures/course.ts"
import type { Life, Lives } from "../figures/lives.ts"
import type { Strips } from "../figures/strips.ts"
import { bought, ownerOf } from "../run/frame.ts"
import { dayOf } from "./gaps.ts"
import type { Recording } from "./recording.ts"

// What the figures below the markets are drawn from: a recording up to a tick.

const sides = [0, 1] as const

export function courseOf(
  recording: Recording,
  last: number,
  quantity: "customers" | "trust",
  span: number,
  format: Intl.NumberFormatOptions,
  unit: string,
): Course {
  const line = (side: 0 | 1) => ({
    name: recording.opening.strategies[side],
    values: recording.frames.slice(0, last + 1).map(({ tick, sides }) => ({ day: dayOf(recording, tick), value: sides[side].totals[quantity] })),
  })
  return { sides: [line(0), line(1)], days: dayOf(recording, recording.opening.horizon), span, format, unit }
}

/** Money by channel and week; a week that is not over counts what there is. */
export function stripsOf(recording: Recording, last: number): Strips {
  const { opening, frames } = recording
  const weeks = Math.max(1, Math.ceil(dayOf(recording, opening.horizon) / 7))
  const channels = opening.paid.map((channel) => opening.channels[channel] as string)
  const cells = sides.flatMap((side) => {
    const sums = channels.map(() => new Float64Array(weeks))
    for (const { tick, sides } of frames.slice(1, last + 1)) {
      // a tick's money is spent in the days that end with it
      const week = Math.min(weeks - 1, Math.ceil(dayOf(recording, tick) / 7 - 1e-9) - 1)
      sides[side].totals.spend.forEach((money, k) => ((sums[k] as Float64Array)[week] = ((sums[k] as Float64Array)[week] as number) + money))
    }
    return channels.flatMap((channel, k) => Array.from(sums[k] as Float64Array, (money, week) => ({ side, channel, week, money })))
  })
  return { strategies: opening.strategies, channels, cells, weeks, currency: opening.currency }
}

/** @param shown the customer's place among those shown */
export function livesOf(recording: Recording, shown: number, last: number): Lives {
  const { opening, frames } = recording
  const seenBy = new Set<string>()
  const lived = sides.map((side): Life => {
    const life: { seen: { day: number; channel: string }[]; felt: { day: number; goodwill: number }[]; bought: { day: number; brand: number }[] } = {
      seen: [],
      felt: [],
      bought: [],
    }
    for (const { tick, sides } of frames.slice(0, last + 1)) {
      const day = dayOf(recording, tick)
      const frame = sides[side]
      opening.channels.forEach((channel, c) => {
        if (!((frame.seen[shown] as number) & (1 << c))) return
        seenBy.add(channel)
        life.seen.push({ day, channel })
      })
      life.felt.push({ day, goodwill: (frame.felt[shown] as number) / 255 })
      if (bought(frame.life[shown] as number)) life.bought.push({ day, brand: ownerOf(frame.life[shown] as number) })
    }
    return { strategy: opening.strategies[side], ...life }
  }) as [Life, Life]
  return {
    customer: shown * opening.every,
    sides: lived as [Life, Life],
    channels: opening.channels.filter((channel) => seenBy.has(channel)),
    brands: opening.brands,
    days: dayOf(recording, opening.horizon),
  }
}
