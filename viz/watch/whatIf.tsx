import { announce } from "../controls/live.tsx"
import { type Shock, settingOf } from "../run/shocks.ts"
import { change, get, isLocked } from "../state/store.ts"
import { say } from "../text/language.ts"
import { sayShock, shortShock } from "../text/shock.ts"
import { dayOf } from "./gaps.ts"
import { told } from "./opening.ts"
import { keepPlace, player, recording } from "./show.ts"

const EVENT = "events[]="
/** Days that a shock should have left to show what it does. */
const LEFT = 21

/** The day on which a shock is tried: now, or in the middle of the run where too little of it is left. */
function dayFor(last: number, now: number): number {
  return now > last - LEFT ? Math.floor(last / 2) : Math.floor(now)
}

/** Shocks to try: both markets are played again from the start with one more event, so that all before its day stays as it was. */
export function WhatIf() {
  const shown = recording.value
  if (!told.value || !shown) return <div class="whatif" />
  const last = dayOf(shown, shown.opening.horizon)
  const playing = player.playing.value
  const day = dayFor(last, playing ? 0 : dayOf(shown, player.tick.value))
  const settings = get("settings")
  const locked = isLocked("settings")
  const events = settings.filter((setting) => setting.startsWith(EVENT)).length
  const tryOut = (shock: Shock) => {
    const on = dayFor(last, dayOf(shown, player.tick.peek()))
    if (on < dayOf(shown, player.tick.peek())) player.seek(Math.max(0, Math.floor(((on - 7) * 24) / shown.opening.hoursPerTick)))
    keepPlace()
    change({ settings: [...settings, settingOf({ ...shock, day: on })], tick: -1 })
    announce(sayShock(shock))
  }
  return (
    <fieldset class="whatif">
      <legend>{playing ? say("whatIf.now") : say("whatIf.title", { day })}</legend>
      {shown.opening.tries
        .map((shock) => ({ ...shock, day }))
        .map((shock) => (
          <button type="button" key={settingOf(shock)} disabled={locked} title={locked ? say("control.locked") : sayShock(shock)} onClick={() => tryOut(shock)}>
            {shortShock(shock)}
          </button>
        ))}
      {events > 0 && (
        <button
          type="button"
          class="undo"
          disabled={locked}
          onClick={() => {
            keepPlace()
            change({ settings: settings.filter((_, k) => k !== settings.findLastIndex((setting) => setting.startsWith(EVENT))), tick: -1 })
          }}
        >
          {say("whatIf.undo")}
        </button>
      )}
    </fieldset>
  )
}
