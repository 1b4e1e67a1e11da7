import { computed, type ReadonlySignal, useComputed, useSignalEffect } from "@preact/signals"
import { useEffect, useRef } from "preact/hooks"
import { stages } from "../run/frame.ts"
import { get, set } from "../state/store.ts"
import { colours, lessMotion } from "../state/theme.ts"
import { count, money } from "../text/format.ts"
import { called, type Key, say } from "../text/language.ts"
import { holds } from "./opening.ts"
import { type Area, type Frames, Scene } from "./scene.ts"
import { arrived, every, go, pair, player, queued, recording, takeUp } from "./show.ts"
import { spread } from "./spread.ts"

const sides = [0, 1] as const
/** Milliseconds of a picture's time in which frames that came are taken up. */
const BUDGET = 3
/** Room that a stage has at least, CSS pixels. */
const STAGE_LEAST = 30

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
    <div class="markets" ref={box}>
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
        </section>
      ))}
      <canvas ref={canvas} role="img" aria-label={description.value} onClick={(event) => loop.current?.choose(event)} />
      {!shown && <p class="warming">{say("watch.warming")}</p>}
    </div>
  )
}

/** The picture in words; anew with each week, and where it stands still. */
const described = computed(() => {
  const tick = player.tick.value
  const week = recording.value ? Math.round((7 * 24) / recording.value.opening.hoursPerTick) : 7
  return player.playing.value ? Math.floor(tick / week) * week : tick
})
const description = computed(() => {
  const shown = recording.value
  const counts = shown?.counts[described.value]
  if (!shown || !counts) return say("watch.warming")
  const { opening } = shown
  const of = (side: 0 | 1) => stages.map((stage, s) => `${say(`stage.${stage}` as Key)} ${count((counts[side][s] as number) * opening.every)}`).join(", ")
  return say("watch.picture", {
    n: opening.customers,
    day: Math.round((described.value * opening.hoursPerTick) / 24),
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

/** Draws while something moves, and sleeps while nothing does. */
class Loop {
  readonly #box: HTMLElement
  readonly #canvas: HTMLCanvasElement
  readonly #context: CanvasRenderingContext2D
  readonly #watcher: ResizeObserver
  #scene: Scene | undefined
  #frames: Frames | undefined
  #labelled: unknown
  #request = 0
  #before = 0

  constructor(box: HTMLElement, canvas: HTMLCanvasElement) {
    this.#box = box
    this.#canvas = canvas
    this.#context = canvas.getContext("2d", { willReadFrequently: true }) as CanvasRenderingContext2D
    this.#watcher = new ResizeObserver(() => {
      this.#frames = undefined
      this.wake()
    })
    this.#watcher.observe(box)
    this.wake()
  }

  end(): void {
    cancelAnimationFrame(this.#request)
    this.#request = -1
    this.#watcher.disconnect()
  }

  wake(): void {
    if (this.#request !== 0) return
    this.#before = 0
    this.#request = requestAnimationFrame((now) => this.#draw(now))
  }

  #draw(now: number): void {
    const more = takeUp(BUDGET)
    const passed = this.#before > 0 ? now - this.#before : 0
    this.#before = now
    const shown = recording.peek()
    if (shown && this.#scene?.recording !== shown) {
      this.#scene = new Scene(shown)
      this.#frames = undefined
    }
    const scene = this.#scene
    let goesOn = more
    if (scene && shown) {
      this.#fit(scene)
      if (!holds(now)) player.advance(passed, Number(get("speed")))
      scene.colour(colours.peek())
      scene.show(player.tick.peek(), now)
      scene.paint(this.#context, now, get("lens"), lessMotion.peek())
      this.#point(scene)
      this.#label(scene)
      goesOn ||= player.playing.peek() || scene.moving(now)
    }
    if (this.#request === -1) return
    this.#request = goesOn ? requestAnimationFrame((next) => this.#draw(next)) : 0
  }

  /** Measures where the page has put the parts of the picture. */
  #fit(scene: Scene): void {
    if (this.#frames) return
    const ratio = devicePixelRatio || 1
    const origin = this.#box.getBoundingClientRect()
    const px = (css: number) => Math.round(css * ratio)
    const areas = sides.map((side): Area => {
      const section = this.#box.children[side] as HTMLElement
      const area = section.querySelector(".dots")?.getBoundingClientRect() as DOMRect
      const chips = [...section.querySelectorAll(".chip")].map((chip) => {
        const rect = chip.getBoundingClientRect()
        return { x: px(rect.left + rect.width / 2 - area.left), y: px(rect.bottom - area.top) }
      })
      return { left: px(area.left - origin.left), top: px(area.top - origin.top), width: px(area.width), height: px(area.height), chips }
    }) as [Area, Area]
    this.#frames = { width: px(origin.width), height: px(origin.height), sides: areas, least: px(STAGE_LEAST) }
    this.#canvas.width = this.#frames.width
    this.#canvas.height = this.#frames.height
    scene.fit(this.#frames)
  }

  /** Stands the stages' names under their stacks. */
  #label(scene: Scene): void {
    const g = scene.geometry
    if (!g || this.#labelled === g) return
    this.#labelled = g
    const ratio = devicePixelRatio || 1
    for (const side of sides) {
      const row = this.#box.children[side]?.querySelector(".stages") as HTMLElement
      const labels = [...row.children] as HTMLElement[]
      const middles = g.left.map((left, s) => (left + ((g.across[s] as number) * g.cell) / 2) / ratio)
      const widths = labels.map((label) => label.offsetWidth)
      const at = spread(middles, widths, 6, row.clientWidth)
      labels.forEach((label, s) => (label.style.left = `${at[s]}px`))
    }
  }

  /** Rings the chosen customer's two dots and draws the line between them. */
  #point(scene: Scene): void {
    const customer = get("customer")
    const shown = scene.recording.opening
    if (customer < 0 || customer % shown.every !== 0) return
    const [a, b] = sides.map((side) => scene.where(side, customer / shown.every))
    if (!a || !b) return
    const context = this.#context
    const ratio = devicePixelRatio || 1
    for (const [width, colour] of [
      [5, colours.peek().ground],
      [2, colours.peek().text],
    ] as const) {
      context.lineWidth = width * ratio
      context.strokeStyle = colour
      context.beginPath()
      context.moveTo(a.x, a.y)
      context.lineTo(b.x, b.y)
      for (const { x, y } of [a, b]) {
        context.moveTo(x + 6 * ratio, y)
        context.arc(x, y, 6 * ratio, 0, 2 * Math.PI)
      }
      context.stroke()
    }
  }

  /** A click chooses the customer under it. */
  choose(event: MouseEvent): void {
    const rect = this.#canvas.getBoundingClientRect()
    const ratio = this.#canvas.width / rect.width
    const found = this.#scene?.whoIsAt((event.clientX - rect.left) * ratio, (event.clientY - rect.top) * ratio) ?? -1
    if (found < 0) return
    set("customer", found * every.peek())
    go((p) => p.pause())
  }
}
