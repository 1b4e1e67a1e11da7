import { bought } from "../run/frame.ts"
import { type Geometry, xOf, yOf } from "./geometry.ts"
import type { Layout } from "./layout.ts"

/** Milliseconds that a mover is on its way, and that a purchase glows. */
export const FLIGHT = 400
export const PULSE = 320

/** One side's dots in time: where each belongs, where it comes from, and since when. Device pixels within the side, milliseconds of the page's clock. */
export interface Motion {
  x: Int16Array
  y: Int16Array
  fromX: Int16Array
  fromY: Int16Array
  /** When its flight began; long ago: it stands. */
  since: Float64Array
  /** When it last bought. */
  pulse: Float64Array
  /** The last flight or glow is over then. */
  until: number
}

export function still(n: number): Motion {
  return {
    x: new Int16Array(n),
    y: new Int16Array(n),
    fromX: new Int16Array(n),
    fromY: new Int16Array(n),
    since: new Float64Array(n).fill(-1e9),
    pulse: new Float64Array(n).fill(-1e9),
    until: 0,
  }
}

/** Puts every dot where it belongs at once: after a jump, or when the picture changed its size. */
export function settle(motion: Motion, layout: Layout, g: Geometry): void {
  for (let i = 0; i < motion.x.length; i++) {
    motion.x[i] = xOf(g, layout.stage[i] as number, layout.slot[i] as number)
    motion.y[i] = yOf(g, layout.stage[i] as number, layout.slot[i] as number)
  }
  motion.since.fill(-1e9)
  motion.pulse.fill(-1e9)
}

/** Sends movers off to their new slots, from where they are seen now. */
export function send(motion: Motion, movers: Uint32Array, moved: number, layout: Layout, g: Geometry, now: number): void {
  for (let k = 0; k < moved; k++) {
    const i = movers[k] as number
    const t = (now - (motion.since[i] as number)) / FLIGHT
    motion.fromX[i] = t < 1 ? flightX(motion, i, t) : (motion.x[i] as number)
    motion.fromY[i] = t < 1 ? flightY(motion, i, t) : (motion.y[i] as number)
    motion.x[i] = xOf(g, layout.stage[i] as number, layout.slot[i] as number)
    motion.y[i] = yOf(g, layout.stage[i] as number, layout.slot[i] as number)
    motion.since[i] = now
  }
  if (moved > 0) motion.until = Math.max(motion.until, now + FLIGHT)
}

/** Lights up who bought in the tick. */
export function light(motion: Motion, life: Uint8Array, now: number): void {
  for (let i = 0; i < life.length; i++) if (bought(life[i] as number)) motion.pulse[i] = now
  motion.until = Math.max(motion.until, now + PULSE)
}

/** Slow, fast, slow. */
const ease = (t: number) => t * t * (3 - 2 * t)

/** Where a dot is on its way, at a share t of its flight. */
export function flightX({ x, fromX }: Motion, i: number, t: number): number {
  return Math.round((fromX[i] as number) + ((x[i] as number) - (fromX[i] as number)) * ease(t))
}

/** Arcs rise by a sixth of the way, at most 60 pixels. */
export function flightY({ x, y, fromX, fromY }: Motion, i: number, t: number): number {
  const e = ease(t)
  const rise = Math.min(60, Math.abs((x[i] as number) - (fromX[i] as number)) / 6)
  return Math.round((fromY[i] as number) + ((y[i] as number) - (fromY[i] as number)) * e - 4 * rise * e * (1 - e))
}
