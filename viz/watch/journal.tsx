import { computed, signal } from "@preact/signals"
import type { Entry } from "../../sim/index.ts"
import { standing } from "../run/journal.ts"
import { sayEntry } from "../text/journal.ts"
import { called, say } from "../text/language.ts"
import type { Recording } from "./recording.ts"
import { arrived, pair, readable, recording } from "./show.ts"

const sides = [0, 1] as const
/** Lines of each side's journal that are listed. */
const LISTED = 12

/** The instruction of a side that took effect last, up to a tick. */
export function latest({ frames }: Recording, side: 0 | 1, tick: number): Entry | undefined {
  for (let t = Math.min(tick, frames.length - 1); t >= 0; t--) {
    const acted = frames[t]?.sides[side].journal.filter((entry) => entry.acted !== null) ?? []
    if (acted.length > 0) return acted.reduce((last, entry) => ((entry.acted as number) >= (last.acted as number) ? entry : last))
  }
  return undefined
}

const lines = sides.map((side) => computed(() => (recording.value && arrived.value >= 0 ? latest(recording.value, side, readable.value) : undefined)))

/** The latest line of a side's journal: when, who, what, and how it went. */
export function JournalLine({ side }: { side: 0 | 1 }) {
  const entry = lines[side]?.value
  if (!entry) return <p class="journal">{say("journal.none")}</p>
  const { time, seat, did, why, result } = sayEntry(entry)
  return (
    <p class="journal" title={`${did} · ${why} · ${result}`}>
      <time>{time}</time> <strong>{seat}</strong> {did} <span>· {result}</span>
    </p>
  )
}

const open = signal(false)

/** Both journals up to now, the latest first. */
export function Journals() {
  return (
    <details class="journals" open={open.value} onToggle={(event) => (open.value = event.currentTarget.open)}>
      <summary>{say("journal.title")}</summary>
      {open.value && (
        <div>
          {sides.map((side) => (
            <section key={side}>
              <h3>{called("strategy", pair.value[side])}</h3>
              <Listed side={side} />
            </section>
          ))}
        </div>
      )}
    </details>
  )
}

function Listed({ side }: { side: 0 | 1 }) {
  const shown = arrived.value >= 0 ? recording.value : undefined
  const tick = readable.value
  const entries = shown ? standing(shown.frames.slice(0, tick + 1).map((frame) => frame.sides[side].journal)).slice(-LISTED) : []
  return (
    <ol reversed>
      {entries.reverse().map((entry) => {
        const { time, week, seat, did, why, result } = sayEntry(entry)
        return (
          <li key={entry.sequence}>
            <time>{say("journal.week", { week, time })}</time> <strong>{seat}</strong> {did}
            <p>
              {why} · {result}
            </p>
          </li>
        )
      })}
    </ol>
  )
}
