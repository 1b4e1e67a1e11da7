import { type Language, sayIn } from "../text/language.ts"

/** Margins of every figure over time, pixels: figures that stand one under the other share their days, and a playhead can cross them all. */
export const timeMargins = { left: 64, right: 132 } as const

/** x of a day in a figure over time. @param days from the left edge to the right one */
export function xOfDay(day: number, days: number, width: number): number {
  return timeMargins.left + ((width - timeMargins.left - timeMargins.right) * day) / days
}

/** Week ends, for ticks: all if there is room, else every second or fourth. */
export function weekTicks(days: number, width: number): readonly number[] {
  const weeks = Math.floor(days / 7)
  const most = Math.max(2, Math.floor((width - timeMargins.left - timeMargins.right) / 44))
  const every = [1, 2, 4, 8, 13, 26, 52].find((k) => weeks / k <= most) ?? 52
  return Array.from({ length: Math.floor(weeks / every) + 1 }, (_, k) => 7 * every * k)
}

/** Room under a figure over time for the weeks, pixels. */
export const WEEKS = 28

/** The name of a week's end on an axis: the first says that it is weeks. */
export function weekName(day: number, locale: Language): string {
  const week = Math.round(day / 7)
  return week === 0 ? sayIn(locale, "axis.week") : String(week)
}

/** What every figure over time gives Plot alike: its side margins, the room for the weeks, and the axis of days named by weeks. */
export function overDays(days: number, width: number, locale: Language) {
  return {
    marginLeft: timeMargins.left,
    marginRight: timeMargins.right,
    marginBottom: WEEKS,
    x: { domain: [0, days], ticks: [...weekTicks(days, width)], tickFormat: (day: number) => weekName(day, locale), label: null },
  }
}

/** A stroke of a strategy: the baseline is dashed, the other solid. */
export const dashOf = (side: 0 | 1) => (side === 0 ? "5 4" : undefined)
