import { computed, type ReadonlySignal, useComputed, useSignalEffect } from "@preact/signals"
import { useEffect, useRef } from "preact/hooks"
import { stages } from "../run/frame.ts"
import { get } from "../state/store.ts"
import { colours, lessMotion } from "../state/theme.ts"
import { count, money } from "../text/format.ts"
import { called, type Key, say } from "../text/language.ts"
import { JournalLine } from "./journal.tsx"
import { Loop } from "./loop.ts"
import { told } from "./opening.ts"
import { arrived, pair, player, queued, readable, recording } from "./show.ts"

const sides = [0, 1] as const

/** The frame on view. */
const frame = computed(() => (arrived.value >= 0 ? recording.value?.frames[player.tick.value] : undefined))

/** Both markets: names, channels, dots, stages. */
export function Markets() {
  const box = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const loop = useRef<Loop>(undefined)

  useEffect(() => {
    const made = new Loop(box.current as HTMLElement, canvas.current as HTMLCanvasElement)
    loop.current = made
    return () => made.end()
  }, [])
  useSignalEffect(() => {
    // whatever changes the picture wakes it
    void [queued.value, recording.value, player.position.value, player.playing.value, get("lens"), get("customer"), colours.value, lessMotion.value]
    loop.current?.wake()
  })

  const shown = recording.value
  const opening = shown?.opening
  return (
    <div class={shown ? "markets" : "markets unplayed"} ref={box}>
      {sides.map((side) => (
        <section class={`side ${side === 0 ? "dashed" : "solid"}`} key={side} aria-label={called("strategy", pair.value[side])}>
          <header>
            <h2>
              <svg class="stroke" width="34" height="8" aria-hidden="true">
                <line x1="1" x2="33" y1="4" y2="4" stroke="currentColor" stroke-width="3" stroke-dasharray={side === 0 ? "7 5" : undefined} />
              </svg>
              {called("strategy", pair.value[side])}
            </h2>
            {opening && <Profit side={side} currency={opening.currency} />}
          </header>
          <ul class="chips" aria-label={say("watch.channels")}>
            {opening?.channels.map((channel, c) => (
              <Chip key={channel} side={side} name={channel} money={opening.paid.indexOf(c)} />
            ))}
          </ul>
          <div class="dots" />
          <dl class="stages">
            {stages.map((stage, s) => (
              <div key={stage}>
                <dt>{say(`stage.${stage}` as Key)}</dt>
                <dd>
                  <Count side={side} stage={s} />
                </dd>
              </div>
            ))}
          </dl>
          {told.value ? <JournalLine side={side} /> : <p class="journal" />}
        </section>
      ))}
      <canvas ref={canvas} role="img" aria-label={description.value} onClick={(event) => loop.current?.choose(event)} />
      {!shown && <p class="warming">{say("watch.warming")}</p>}
    </div>
  )
}

/** The picture in words. */
const description = computed(() => {
  const shown = recording.value
  const counts = shown?.counts[readable.value]
  if (!shown || !counts) return say("watch.warming")
  const { opening } = shown
  const of = (side: 0 | 1) => stages.map((stage, s) => `${say(`stage.${stage}` as Key)} ${count((counts[side][s] as number) * opening.every)}`).join(", ")
  return say("watch.picture", {
    n: opening.customers,
    day: Math.round((readable.value * opening.hoursPerTick) / 24),
    a: called("strategy", pair.value[0]),
    b: called("strategy", pair.value[1]),
    first: of(0),
    second: of(1),
  })
})

function Profit({ side, currency }: { side: 0 | 1; currency: string }) {
  const text = useComputed(() => (frame.value ? money(frame.value.sides[side].totals.profit, currency) : ""))
  return (
    <p class="profit">
      <span>{say("watch.profit")}</span> <strong>{text}</strong>
    </p>
  )
}

function Count({ side, stage }: { side: 0 | 1; stage: number }) {
  const text = useComputed(() => {
    const shown = recording.value
    const counts = arrived.value >= 0 ? shown?.counts[player.tick.value] : undefined
    return counts && shown ? count((counts[side][stage] as number) * shown.opening.every) : ""
  })
  return <>{text}</>
}

/** A channel: its name, and a bar as wide as its spend today against the most that any channel had in a day. @param money its place among the paid ones; −1: none */
function Chip({ side, name, money: paid }: { side: 0 | 1; name: string; money: number }) {
  const style: ReadonlySignal<string> = useComputed(() => {
    const most = arrived.value >= 0 ? (recording.value?.mostSpent ?? 0) : 0
    const spent = frame.value?.sides[side].totals.spend[paid] ?? 0
    return `transform:scaleX(${most > 0 ? spent / most : 0})`
  })
  return (
    <li class={paid < 0 ? "chip unpaid" : "chip"}>
      <span>{called("channel", name)}</span>
      <i style={style} />
    </li>
  )
}
