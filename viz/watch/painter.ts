import { ownerOf } from "../run/frame.ts"
import { FLIGHT, flightX, flightY, type Motion, PULSE } from "./motion.ts"
import { GLOW, type Palette, withAlpha } from "./palette.ts"

/** A picture as pixels: row after row, ABGR. */
export interface Pixels {
  data: Uint32Array
  width: number
  height: number
}

/** One side as it is to be painted now. */
export interface SideView {
  /** Of its dots' area in the picture. */
  left: number
  top: number
  motion: Motion
  life: Uint8Array
  dot: number
}

/** Whose lives match is faded: `firstDifference` after `tick`. */
export interface Lens {
  firstDifference: Uint16Array
  tick: number
}

/** Fills a square; what stands out of the picture is left out. */
export function square({ data, width, height }: Pixels, x: number, y: number, size: number, colour: number): void {
  if (x < 0 || y < 0 || x + size > width || y + size > height) return
  for (let row = y * width + x, end = row + size * width; row < end; row += width) for (let at = row; at < row + size; at++) data[at] = colour
}

const colourOf = (palette: Uint32Array, life: number, since: number, now: number) => {
  const t = (now - since) / PULSE
  const step = t < 1 ? (t * (GLOW - 1)) | 0 : GLOW - 1
  return palette[(ownerOf(life) + 1) * GLOW + step] as number
}

let flying = new Uint32Array(0)

/**
 * Paints a side's dots: who stands, then who flies, over them. Hot: forty thousand dots a picture.
 * @param calm movers fade from their old slot into the new one and do not fly
 */
export function paintSide(pixels: Pixels, view: SideView, palette: Palette, lens: Lens | undefined, now: number, calm: boolean): void {
  const { left, top, motion, life, dot } = view
  const { data, width, height } = pixels
  const { x, y, since, pulse } = motion
  const { dots, faded } = palette
  const n = life.length
  if (flying.length < n) flying = new Uint32Array(n)
  let flights = 0
  for (let i = 0; i < n; i++) {
    if (now - (since[i] as number) < FLIGHT) {
      flying[flights++] = i
      continue
    }
    const px = left + (x[i] as number)
    const py = top + (y[i] as number)
    if (px < 0 || py < 0 || px + dot > width || py + dot > height) continue
    const matches = lens !== undefined && (lens.firstDifference[i] as number) > lens.tick
    const colour = matches ? (faded[(ownerOf(life[i] as number) + 1) * GLOW] as number) : colourOf(dots, life[i] as number, pulse[i] as number, now)
    for (let row = py * width + px, end = row + dot * width; row < end; row += width) for (let at = row; at < row + dot; at++) data[at] = colour
  }
  for (let k = 0; k < flights; k++) {
    const i = flying[k] as number
    const matches = lens !== undefined && (lens.firstDifference[i] as number) > lens.tick
    const colour = colourOf(matches ? faded : dots, life[i] as number, pulse[i] as number, now)
    const t = Math.max(0, (now - (since[i] as number)) / FLIGHT)
    if (calm) {
      square(pixels, left + (motion.fromX[i] as number), top + (motion.fromY[i] as number), dot, withAlpha(colour, 1 - t))
      square(pixels, left + (x[i] as number), top + (y[i] as number), dot, withAlpha(colour, t))
    } else square(pixels, left + flightX(motion, i, t), top + flightY(motion, i, t), dot, colour)
  }
  // a purchase shows as a larger dot at first, where dots have room
  if (dot < 2) return
  for (let i = 0; i < n; i++)
    if (now - (pulse[i] as number) < PULSE / 4 && now - (since[i] as number) >= FLIGHT && !(lens && (lens.firstDifference[i] as number) > lens.tick))
      square(pixels, left + (x[i] as number) - 1, top + (y[i] as number) - 1, dot + 2, colourOf(dots, life[i] as number, pulse[i] as number, now))
}
