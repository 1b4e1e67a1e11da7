import type { Entry } from "../../sim/index.ts"

/** A time of the horizon: its day from 0, the day of the week (0 Monday), and minutes since midnight. */
export interface Moment {
  day: number
  weekday: number
  minute: number
}

/** When an hour since the horizon's start is; the horizon begins on a Monday (scenarios/curves.ts). */
export function momentOf(hour: number): Moment {
  const minutes = Math.round(hour * 60)
  const day = Math.floor(minutes / 1440)
  return { day, weekday: ((day % 7) + 7) % 7, minute: minutes - day * 1440 }
}

/** Hours from an instruction's issue to its effect; null: it has had none. */
export function hoursTaken({ issued, acted }: Entry): number | null {
  return acted === null ? null : acted - issued
}

/** The journal as it stands after some of a recording's frames: the latest row of each instruction, in the order of their issue. */
export function standing(news: Iterable<readonly Entry[]>): Entry[] {
  const rows = new Map<number, Entry>()
  for (const entries of news) for (const entry of entries) rows.set(entry.sequence, entry)
  return [...rows.values()].sort((a, b) => a.sequence - b.sequence)
}
