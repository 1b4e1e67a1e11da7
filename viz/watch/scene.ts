import type { Colours } from "../figures/figure.ts"
import { type Geometry, geometry, slotAt, xOf, yOf } from "./geometry.ts"
import { whoStands } from "./layout.ts"
import { light, type Motion, send, settle, still } from "./motion.ts"
import { type Lens, type Pixels, paintSide, square } from "./painter.ts"
import { type Palette, paletteOf } from "./palette.ts"
import { Places } from "./places.ts"
import type { Recording } from "./recording.ts"
import { alive, ignite, type Spark, sampled, sparkAt } from "./sparks.ts"

/** Where the picture's parts lie on the page, in device pixels from the canvas's top left corner. */
export interface Frames {
  width: number
  height: number
  sides: readonly [Area, Area]
  /** Least width of a stage, so that its name fits. */
  least: number
}

export interface Area {
  left: number
  top: number
  width: number
  height: number
  /** Middle of each channel's chip, from the area's corner. */
  chips: readonly { x: number; y: number }[]
}

const both = [0, 1] as const
/** Room for stacks that are still growing, until the whole run is there. */
const HEADROOM = 1.06
/** Ticks that are shown one after the other, however fast; a wider jump is cut. */
const FOLLOWED = 4

/** The two markets as dots: what stands where at a tick, what moves, and the picture of it. */
export class Scene {
  readonly recording: Recording
  tick = 0
  geometry: Geometry | undefined
  readonly #places: readonly [Places, Places]
  readonly #motions: readonly [Motion, Motion]
  readonly #sample: readonly number[]
  #sparks: Spark[] = []
  #frames: Frames | undefined
  #exact = false
  #palette: Palette | undefined
  #image: ImageData | undefined
  #pixels: Pixels | undefined

  /** @param recording with its first frame */
  constructor(recording: Recording) {
    this.recording = recording
    this.#places = [new Places((tick) => recording.life(0, tick)), new Places((tick) => recording.life(1, tick))]
    this.#motions = [still(recording.opening.shown), still(recording.opening.shown)]
    this.#sample = sampled(recording.opening.shown)
  }

  colour(colours: Colours): void {
    this.#palette = paletteOf(colours)
  }

  /** Takes a new size; every dot is put where it belongs. */
  fit(frames: Frames): void {
    this.#frames = frames
    this.#image = new ImageData(Math.max(1, frames.width), Math.max(1, frames.height))
    this.#pixels = { data: new Uint32Array(this.#image.data.buffer), width: this.#image.width, height: this.#image.height }
    this.#arrange()
    this.#settle()
  }

  #arrange(): void {
    const frames = this.#frames
    if (!frames) return
    const { peaks, complete } = this.recording
    this.#exact = complete
    const asked = complete ? peaks : peaks.map((peak) => Math.ceil(peak * HEADROOM))
    const width = Math.min(...frames.sides.map((area) => area.width))
    const height = Math.min(...frames.sides.map((area) => area.height))
    this.geometry = geometry(asked, width, height, frames.least, Math.max(2, Math.round(width / 120)))
  }

  #settle(): void {
    if (!this.geometry) return
    for (const side of both) settle(this.#motions[side], this.#places[side].layout, this.geometry)
    this.#sparks = []
  }

  /** Makes room when a stack outgrows its own, and takes the run's true peaks when all of it is there and it stands: everyone glides to the new place. */
  #makeRoom(now: number, stands: boolean): void {
    const g = this.geometry
    if (!g) return
    const { peaks, complete } = this.recording
    const grown = peaks.some((peak, stage) => peak > (g.across[stage] as number) * g.rows)
    if (!grown && !(stands && complete && !this.#exact)) return
    this.#arrange()
    const everyone = Uint32Array.from({ length: this.recording.opening.shown }, (_, i) => i)
    const next = this.geometry as Geometry
    if (next.cell === g.cell && next.across.every((slots, stage) => slots === g.across[stage] && next.left[stage] === g.left[stage])) return
    for (const side of both) send(this.#motions[side], everyone, everyone.length, this.#places[side].layout, next, now)
  }

  /** Goes to a tick: step by step where it follows on what is shown, else at once. @param stands nothing plays: dots may glide to their final width */
  show(tick: number, now: number, stands: boolean): void {
    this.#makeRoom(now, stands)
    if (tick === this.tick) return
    if (tick > this.tick && tick - this.tick <= FOLLOWED) while (this.tick < tick) this.#step(now)
    else {
      for (const side of both) this.#places[side].seek(tick)
      this.tick = tick
      this.#settle()
    }
  }

  #step(now: number): void {
    this.tick++
    const { frames, opening } = this.recording
    for (const side of both) {
      const places = this.#places[side]
      places.step()
      if (!this.geometry) continue
      send(this.#motions[side], places.movers, places.moved, places.layout, this.geometry, now)
      const frame = (frames[this.tick] as (typeof frames)[number]).sides[side]
      light(this.#motions[side], frame.life, now)
      ignite(this.#sparks, side, this.#sample, frame.seen, opening.channels.length, now)
    }
  }

  /** Is anything still on its way? */
  moving(now: number): boolean {
    return this.#sparks.length > 0 || this.#motions.some(({ until }) => until > now)
  }

  /** Paints the picture of now. @param lens fade whose lives match @param calm cross-fade in the place of flights */
  paint(context: CanvasRenderingContext2D, now: number, lens: boolean, calm: boolean): void {
    const { geometry: g } = this
    const pixels = this.#pixels
    const palette = this.#palette
    if (!g || !pixels || !palette || !this.#frames) return
    pixels.data.fill(0)
    const through: Lens | undefined = lens ? { firstDifference: this.recording.firstDifference, tick: this.tick } : undefined
    for (const side of both) {
      const { left, top } = this.#frames.sides[side]
      paintSide(pixels, { left, top, motion: this.#motions[side], life: this.recording.life(side, this.tick), dot: g.dot }, palette, through, now, calm)
    }
    this.#sparks = alive(this.#sparks, now)
    for (const spark of this.#sparks) {
      const area = this.#frames.sides[spark.side]
      const chip = area.chips[spark.channel]
      if (!chip) continue
      for (const lag of calm ? [0] : [0, 25, 50]) {
        const { x, y } = sparkAt(spark, chip, this.#motions[spark.side], calm ? Number.POSITIVE_INFINITY : now - lag)
        square(pixels, area.left + x, area.top + y, Math.max(2, g.dot >> 1) - (lag > 25 ? 1 : 0), palette.spark)
      }
    }
    context.putImageData(this.#image as ImageData, 0, 0)
  }

  /** Middle of a customer's dot on a side, device pixels of the canvas. */
  where(side: 0 | 1, customer: number): { x: number; y: number } | undefined {
    const { geometry: g } = this
    const area = this.#frames?.sides[side]
    const { layout } = this.#places[side]
    if (!g || !area || customer < 0 || customer >= layout.slot.length) return undefined
    const [stage, slot] = [layout.stage[customer] as number, layout.slot[customer] as number]
    return { x: area.left + xOf(g, stage, slot) + g.dot / 2, y: area.top + yOf(g, stage, slot) + g.dot / 2 }
  }

  /** The customer whose dot is at a point of the canvas, device pixels; −1: nobody's. */
  whoIsAt(x: number, y: number): number {
    if (!this.geometry || !this.#frames) return -1
    for (const side of both) {
      const { left, top, width, height } = this.#frames.sides[side]
      if (x < left || x >= left + width || y < top || y >= top + height) continue
      const at = slotAt(this.geometry, Math.floor(x - left), Math.floor(y - top))
      if (at) return whoStands(this.#places[side].layout, at.stage, at.slot)
    }
    return -1
  }
}
