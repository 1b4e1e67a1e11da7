import type { Colours } from "../figures/figure.ts"

/** Steps of a glow from full to none. */
export const GLOW = 8

/** Colours of dots as pixels (ABGR, as little-endian ImageData has them). */
export interface Palette {
  /** [owner + 1 (0: nobody)][step of the glow, the last: none] → pixel. */
  dots: Uint32Array
  /** The same, faded by the twin lens. */
  faded: Uint32Array
  spark: number
}

type Rgb = readonly [number, number, number]

/** #rrggbb → 0 to 255 each. */
function rgb(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

const mix = (a: Rgb, b: Rgb, t: number): Rgb => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t]
export const pixel = ([r, g, b]: Rgb, alpha = 255) => ((Math.round(alpha) << 24) | (Math.round(b) << 16) | (Math.round(g) << 8) | Math.round(r)) >>> 0

/** A pixel with another alpha, 0 to 1. */
export const withAlpha = (colour: number, alpha: number) => ((colour & 0xffffff) | (Math.round(alpha * 255) << 24)) >>> 0

export function paletteOf(colours: Colours): Palette {
  const text = rgb(colours.text)
  const owners = [colours.none, colours.ours, ...colours.rivals].slice(0, 8).map(rgb)
  const dots = new Uint32Array(8 * GLOW)
  const faded = new Uint32Array(8 * GLOW)
  for (const [owner, hue] of owners.entries())
    for (let step = 0; step < GLOW; step++) {
      const glow = 1 - step / (GLOW - 1)
      dots[owner * GLOW + step] = pixel(mix(hue, text, 0.4 * glow))
      faded[owner * GLOW + step] = pixel(mix(rgb(colours.ground), hue, 0.13))
    }
  return { dots, faded, spark: pixel(text) }
}
