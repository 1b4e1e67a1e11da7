import { useComputed } from "@preact/signals"
import { useEffect } from "preact/hooks"
import { announce } from "../controls/live.tsx"
import { presets } from "../state/presets.ts"
import { change, get } from "../state/store.ts"
import { stories } from "../story/story.ts"
import { money } from "../text/format.ts"
import { called, say } from "../text/language.ts"
import { line, tell } from "../text/verdict.ts"
import { told } from "./opening.ts"
import { asked, compute, done, fault, gapNow, judged, MORE, rank, repeated, stop, story } from "./repeated.ts"
import { arrived, pair, player, recording } from "./show.ts"

/** The question, and the verdict once it is told. */
export function Headline() {
  const n = recording.value?.opening.customers ?? 20_000
  const [a, b] = pair.value.map((name) => called("strategy", name)) as [string, string]
  const usual = pair.value[0] === "digital" && pair.value[1] === "intelligent"
  const verdict = told.value ? judged.value : undefined
  const words = verdict && tell(verdict)
  const sentence = verdict && line(verdict)
  useEffect(() => {
    if (sentence) announce(sentence)
  }, [sentence])
  return (
    <section class="headline">
      <div class="top">
        <h1>{say("watch.same", { n })}</h1>
        <GapNow />
        {told.value && <Other />}
      </div>
      <p class="verdict">
        {words ? (
          <>
            <strong>{words.first}</strong> {words.rest} <strong>{words.grade}</strong>
          </>
        ) : (
          <strong>{usual ? say("watch.question") : say("watch.questionOf", { a, b })}</strong>
        )}
      </p>
      <How />
    </section>
  )
}

/** How what is shown came about. */
function How() {
  if (!told.value) return <p class="how">{say("watch.now")}</p>
  const known = repeated.value
  const place = rank.value
  if (known)
    return (
      <p class="how">
        {say("watch.computed", { n: known.profit[0].length, seed: String(get("seed")) })} {place ? say("watch.rank", place) : say("watch.now")}
      </p>
    )
  return (
    <p class="how">
      {fault.value ? fault.value.message : say("watch.one")}{" "}
      {asked.value > 0 ? (
        <>
          <progress value={done.value} max={asked.value} aria-label={say("watch.repeating", { done: done.value, n: asked.value })} />{" "}
          <button type="button" onClick={stop}>
            {say("watch.stop")}
          </button>
        </>
      ) : (
        <button type="button" onClick={() => compute()}>
          {say("watch.repeat", { n: MORE })}
        </button>
      )}
    </p>
  )
}

/** One click to the market of the other story. */
function Other() {
  const other = story.value === stories.opening ? "rulesWin" : "opening"
  return (
    <button type="button" class="other" onClick={() => change(presets[other])}>
      {say(`watch.${other}`)}
    </button>
  )
}

/** Who is ahead now. */
function GapNow() {
  const text = useComputed(() => {
    const shown = arrived.value >= 0 ? recording.value : undefined
    const value = gapNow(player.tick.value)
    if (!shown || value === 0) return say("watch.gapNone")
    return say("watch.gapAhead", { name: called("strategy", pair.value[value > 0 ? 1 : 0]), gap: money(Math.abs(value), shown.opening.currency) })
  })
  return (
    <p class="gap">
      <span>{say("watch.gap")}</span> <strong>{text}</strong>
    </p>
  )
}
