import { useEffect } from "preact/hooks"
import { Choose } from "../controls/choose.tsx"
import { say } from "../text/language.ts"
import { arrived, go, player, recording } from "./show.ts"

/** Elements that take the keys which drive the run: there they keep their own meaning. */
const OWN_KEYS = "button, select, input, textarea, summary, a, [contenteditable]"

function keys(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || !recording.peek()) return
  const target = event.target as HTMLElement
  const typing = target.matches?.("input:not([type=range]):not([type=checkbox]), textarea, select, [contenteditable]")
  if (event.key === " " && !target.matches?.(OWN_KEYS)) go((p) => p.toggle())
  else if (event.key === "ArrowRight" && !target.matches?.("select, input, textarea")) go((p) => p.step(1))
  else if (event.key === "ArrowLeft" && !target.matches?.("select, input, textarea")) go((p) => p.step(-1))
  else if (/^r$/i.test(event.key) && !typing) go((p) => p.restart())
  else return
  event.preventDefault()
}

/** Play, pause, step, speed, and the place in the run. */
export function Transport() {
  useEffect(() => {
    document.addEventListener("keydown", keys)
    return () => document.removeEventListener("keydown", keys)
  }, [])
  const playing = player.playing.value
  const ready = recording.value !== undefined
  return (
    <fieldset class="transport">
      <legend class="unseen">{say("watch.transport")}</legend>
      <button type="button" class="main" disabled={!ready} onClick={() => go((p) => p.toggle())}>
        <span aria-hidden="true">{playing ? "❚❚" : "▶"}</span> {say(playing ? "watch.pause" : "watch.play")}
      </button>
      <button type="button" disabled={!ready} onClick={() => go((p) => p.step(-1))} aria-label={say("watch.back")}>
        <span aria-hidden="true">◀❙</span>
      </button>
      <button type="button" disabled={!ready} onClick={() => go((p) => p.step(1))} aria-label={say("watch.forward")}>
        <span aria-hidden="true">❙▶</span>
      </button>
      <button type="button" disabled={!ready} onClick={() => go((p) => p.restart())}>
        <span aria-hidden="true">↺</span> {say("watch.restart")}
      </button>
      <Place />
      <Choose name="speed" words={(word) => say("watch.speed", { n: Number(word) })} />
    </fieldset>
  )
}

function Place() {
  const opening = recording.value?.opening
  const day = Math.round((player.tick.value * (opening?.hoursPerTick ?? 24)) / 24)
  const days = Math.round(((opening?.horizon ?? 0) * (opening?.hoursPerTick ?? 24)) / 24)
  const text = say("watch.day", { day, days })
  const computed = opening ? Math.max(0, arrived.value) / opening.horizon : 0
  return (
    <label class="place">
      <span class="unseen">{say("watch.place")}</span>
      <input
        type="range"
        min={0}
        max={opening?.horizon ?? 84}
        step={1}
        value={player.tick.value}
        disabled={!opening}
        aria-valuetext={text}
        style={`--computed:${100 * computed}%`}
        onInput={(event) => {
          const tick = Number(event.currentTarget.value)
          player.pause()
          player.seek(tick)
        }}
        onChange={(event) => go((p) => p.seek(Number(event.currentTarget.value)))}
      />
      <output aria-live="off">{text}</output>
    </label>
  )
}
