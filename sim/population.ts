import { beta, gamma, logGamma, lognormal } from "./distributions.ts"
import * as L from "./kernel/layout.ts"
import { log } from "./math.ts"
import type { Memory } from "./memory.ts"
import { type Key, stream, threefry, uniform } from "./random.ts"
import type { World } from "./world.ts"

/** Customers of one segment and one taste: they share every parameter along an inner loop, and are laid out together. */
export interface Cell {
  segment: number
  taste: number
  /** First place, a multiple of 16, and how many customers. */
  start: number
  count: number
}

/** Splits a whole into integer parts by shares, largest remainders first: the parts add up. */
export function apportion(whole: number, shares: readonly number[]): number[] {
  const total = shares.reduce((a, b) => a + b, 0)
  const exact = shares.map((s) => (whole * s) / total)
  const parts = exact.map(Math.floor)
  const rest = whole - parts.reduce((a, b) => a + b, 0)
  const order = exact.map((x, i) => [x - Math.floor(x), i] as const).sort((a, b) => b[0] - a[0] || a[1] - b[1])
  for (let k = 0; k < rest; k++) (parts[(order[k] as readonly [number, number])[1]] as number)++
  return parts
}

export function cellsOf(world: World): Cell[] {
  const shares = world.segments.flatMap((s) => s.tastes.map((t) => s.share * t))
  const counts = apportion(world.customers, shares)
  let start = 0
  return counts.map((count, c) => {
    const cell = { segment: Math.floor(c / world.tastes.length), taste: c % world.tastes.length, start, count }
    start += Math.ceil(count / 16) * 16
    return cell
  })
}

/** Draws every customer's fixed traits and sets the changing ones to their start; luck follows (cell, index in the cell). */
export function populate(world: World, cells: readonly Cell[], key: Key, memory: Memory): void {
  const c = memory.columns
  const brands = world.brands.length
  const shapes = [...world.brands.map((b) => b.attraction), world.choice.none].map((share) => share * world.choice.dirichlet)
  c.lastPurchase.fill(L.NEVER)
  c.lastVisit.fill(L.NEVER)
  c.lastContact.fill(L.NEVER)
  c.lastStorePurchase.fill(L.NEVER)
  c.lastOnlinePurchase.fill(L.NEVER)
  c.owner.fill(L.NO_BRAND)
  cells.forEach((cell, number) => {
    const segment = world.segments[cell.segment]
    if (!segment) return
    for (let a = 0; a < cell.count; a++) {
      const i = cell.start + a
      const uniforms = stream(key, L.DRAW_POPULATION, a, number)
      c.flags[i] = uniforms() < segment.subscribed ? L.SUBSCRIBED : 0
      c.needRate[i] = gamma(segment.needRate.shape, segment.needRate.mean, uniforms)
      c.priceSensitivity[i] = lognormal(segment.priceSensitivity.mean, segment.priceSensitivity.sigma, uniforms)
      c.defection[i] = segment.defection.a > 0 ? beta(segment.defection.a, segment.defection.b, uniforms) : 0
      for (let b = 0; b <= brands; b++) {
        const shape = shapes[b] as number
        c.attraction[i * (brands + 1) + b] = shape > 0 ? logGamma(shape, uniforms) : log(0)
      }
      segment.consent.forEach((share, family) => {
        if (share >= 1 || uniforms() < share) c.consent[i] = (c.consent[i] as number) | (1 << family)
      })
    }
  })
}

/**
 * The numbers by which customers are known outside: a random order, so that no number tells a cell.
 * @returns place of each number, in [0, customers)
 */
export function numbering(cells: readonly Cell[], key: Key): Uint32Array {
  const places = Uint32Array.from(cells.flatMap((cell) => Array.from({ length: cell.count }, (_, a) => cell.start + a)))
  const words = new Uint32Array(4)
  for (let k = places.length - 1; k > 0; k--) {
    if ((k & 3) === 3 || k === places.length - 1) threefry(key, k >>> 2, 0, 0, L.DRAW_NUMBERING, words)
    const other = Math.floor(uniform(words[k & 3] as number) * (k + 1))
    const place = places[k] as number
    places[k] = places[other] as number
    places[other] = place
  }
  return places
}
