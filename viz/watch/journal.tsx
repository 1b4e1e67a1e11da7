import { computed } from "@preact/signals"
import type { Entry } from "../../sim/index.ts"
import { type Key, say } from "../text/language.ts"
import type { Recording } from "./recording.ts"
import { arrived, player, recording } from "./show.ts"

/** The instruction of a side that took effect last, up to a tick. */
export function latest({ frames }: Recording, side: 0 | 1, tick: number): Entry | undefined {
  for (let t = Math.min(tick, frames.length - 1); t >= 0; t--) {
    const acted = frames[t]?.sides[side].journal.filter((entry) => entry.acted !== null)
    const last = acted?.reduce<Entry | undefined>((best, entry) => (!best || (entry.acted as number) >= (best.acted as number) ? entry : best), undefined)
    if (last) return last
  }
  return undefined
}

const lines = [0, 1].map((side) =>
  computed(() => (recording.value && arrived.value >= 0 ? latest(recording.value, side as 0 | 1, player.tick.value) : undefined)),
)

/** Hours from the horizon's start as a day and a time. */
function moment(hours: number): { day: number; time: string } {
  const minutes = Math.round(hours * 60)
  const two = (n: number) => String(n).padStart(2, "0")
  return { day: Math.floor(minutes / 1440) + 1, time: `${two(Math.floor((minutes % 1440) / 60))}:${two(minutes % 60)}` }
}

/** The latest line of a side's journal: when, who, what, why. */
export function JournalLine({ side }: { side: 0 | 1 }) {
  const entry = lines[side]?.value
  if (!entry) return <p class="journal">{say("journal.none")}</p>
  const { day, time } = moment(entry.issued)
  const hours = Math.round((entry.acted as number) - entry.issued)
  return (
    <p class="journal" title={entry.reason}>
      <time>{say("journal.when", { day, time })}</time> <strong>{say(`seat.${entry.seat}` as Key)}</strong> {entry.what}
      <span>
        {" "}
        · {entry.automated ? say("journal.automated") : say("journal.people")} · {say("journal.after", { hours })}
      </span>
    </p>
  )
}
