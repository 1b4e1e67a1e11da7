import { fc, test } from "@fast-check/vitest"
import { expect } from "vitest"
import { dark, light } from "../../../viz/figures/colours.ts"
import { lifeOf } from "../../../viz/run/frame.ts"
import { geometry } from "../../../viz/watch/geometry.ts"
import { layOut, move } from "../../../viz/watch/layout.ts"
import { FLIGHT, flightX, flightY, light as glow, PULSE, send, settle, still } from "../../../viz/watch/motion.ts"
import { paintSide } from "../../../viz/watch/painter.ts"
import { GLOW, paletteOf, pixel } from "../../../viz/watch/palette.ts"
import { sampled } from "../../../viz/watch/sparks.ts"
import { spread } from "../../../viz/watch/spread.ts"

const people = fc.array(fc.tuple(fc.nat(6), fc.integer({ min: -1, max: 3 })), { minLength: 1, maxLength: 60 })
const livesOf = (who: readonly (readonly [number, number])[]) => Uint8Array.from(who, ([stage, owner]) => lifeOf(stage, owner, false, false))
const palette = paletteOf(light)
const size = { width: 400, height: 120 }
const peaksOf = (life: Uint8Array) => Array.from({ length: 7 }, (_, s) => life.filter((l) => (l & 7) === s).length + 3)

function painted(life: Uint8Array, lens?: Uint16Array) {
  const g = geometry(peaksOf(life), size.width, size.height, 20, 2)
  const motion = still(life.length)
  settle(motion, layOut(life), g)
  const pixels = { data: new Uint32Array(size.width * size.height), ...size }
  paintSide(pixels, { left: 0, top: 0, motion, life, dot: g.dot }, palette, lens && { firstDifference: lens, tick: 5 }, 1e6, false)
  return { data: pixels.data, dot: g.dot }
}

test.prop([people])("every customer is a dot of its own, in the colour of the brand that it owns", (who) => {
  const { data, dot } = painted(livesOf(who))
  for (const owner of [-1, 0, 1, 2, 3]) {
    const colour = palette.dots[(owner + 1) * GLOW + GLOW - 1]
    expect(data.filter((value) => value === colour).length).toBe(who.filter(([, o]) => o === owner).length * dot * dot)
  }
})

test.prop([people])("the lens fades exactly those whose lives match", (who) => {
  const first = Uint16Array.from(who, (_, i) => (i % 3 === 0 ? 5 : i % 3 === 1 ? 6 : 0xffff))
  const { data, dot } = painted(livesOf(who), first)
  const faded = new Set(palette.faded)
  expect(data.filter((value) => faded.has(value)).length).toBe(who.filter((_, i) => i % 3 !== 0).length * dot * dot)
})

test.prop([people, fc.nat(59), fc.nat(6)])("a mover flies from where it was to its new slot, and nobody else moves", (who, k, to) => {
  const before = livesOf(who)
  const mover = k % who.length
  const after = livesOf(who.map(([stage, owner], i) => [i === mover ? to : stage, owner] as const))
  const g = geometry(peaksOf(before), size.width, size.height, 20, 2)
  const layout = layOut(before)
  const motion = still(who.length)
  settle(motion, layout, g)
  const was = { x: motion.x.slice(), y: motion.y.slice() }
  const movers = new Uint32Array(who.length)
  send(motion, movers, move(layout, after, movers), layout, g, 1000)
  if (who[mover]?.[0] !== to) {
    expect([flightX(motion, mover, 0), flightY(motion, mover, 0)]).toEqual([was.x[mover], was.y[mover]])
    expect([flightX(motion, mover, 1), flightY(motion, mover, 1)]).toEqual([motion.x[mover], motion.y[mover]])
    expect(motion.until).toBe(1000 + FLIGHT)
  }
  for (let i = 0; i < who.length; i++) if (i !== mover) expect([motion.x[i], motion.y[i]]).toEqual([was.x[i], was.y[i]])
})

test("a purchase glows and dies away", () => {
  const life = Uint8Array.of(lifeOf(4, 0, true, true), lifeOf(4, 0, false, false))
  const motion = still(2)
  glow(motion, life, 500)
  expect(Array.from(motion.pulse).map((since) => since === 500)).toEqual([true, false])
  expect(motion.until).toBe(500 + PULSE)
})

test("pixels are ABGR, and no two brands look alike on either ground", () => {
  expect(pixel([0x12, 0x34, 0x56])).toBe(0xff563412)
  for (const colours of [light, dark]) {
    const { dots } = paletteOf(colours)
    expect(new Set([0, 1, 2, 3, 4, 5, 6, 7].map((owner) => dots[owner * GLOW + GLOW - 1])).size).toBe(8)
  }
})

test.prop([fc.integer({ min: 1, max: 65_536 })])("the sampled customers are few, distinct, and there", (n) => {
  const sample = sampled(n)
  expect(new Set(sample).size).toBe(sample.length)
  for (const i of sample) expect(i).toBeLessThan(n)
})

const labels = fc.array(fc.tuple(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 5, max: 60 })), { minLength: 1, maxLength: 7 })

test.prop([labels])("labels stand within the row, none over another, and where they wish if they can", (wished) => {
  const sorted = wished.map(([middle]) => middle).sort((a, b) => a - b)
  const widths = wished.map(([, width]) => width)
  const left = spread(sorted, widths, 4, 600)
  left.forEach((at, k) => {
    expect(at).toBeGreaterThanOrEqual(0)
    expect(at + (widths[k] as number)).toBeLessThanOrEqual(left[k + 1] === undefined ? 600 : (left[k + 1] as number) - 4)
  })
  const alone = spread([300], [50], 4, 600)
  expect(alone).toEqual([275])
})
