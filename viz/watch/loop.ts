import { get, set } from "../state/store.ts"
import { colours, lessMotion } from "../state/theme.ts"
import { holds } from "./opening.ts"
import { type Area, type Frames, Scene } from "./scene.ts"
import { every, go, player, recording, takeUp } from "./show.ts"
import { spread } from "./spread.ts"

const sides = [0, 1] as const
/** Milliseconds of a picture's time in which frames that came are taken up. */
const BUDGET = 3
/** Room that a stage has at least, CSS pixels. */
const STAGE_LEAST = 30

/** Draws while something moves, and sleeps while nothing does. */
export class Loop {
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
    const before = recording.peek()
    const more = takeUp(BUDGET)
    const shown = recording.peek()
    // a new run: first the page draws its names, then everyone gets a place, then comes the picture; none holds up another
    if (shown !== before || (shown && this.#scene?.recording !== shown)) {
      if (shown && shown === before) {
        this.#scene = new Scene(shown)
        this.#frames = undefined
      }
      this.#request = requestAnimationFrame((next) => this.#draw(next))
      return
    }
    const passed = this.#before > 0 ? now - this.#before : 0
    this.#before = now
    const scene = this.#scene
    let goesOn = more
    if (scene && shown) {
      this.#fit(scene)
      if (!holds(now)) player.advance(passed, Number(get("speed")))
      scene.colour(colours.peek())
      scene.show(player.tick.peek(), now, !player.playing.peek())
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
