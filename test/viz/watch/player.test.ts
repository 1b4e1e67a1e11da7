import { fc, test } from "@fast-check/vitest"
import { expect } from "vitest"
import { Player } from "../../../viz/watch/player.ts"

function player(available: number, horizon = available): Player {
  const p = new Player()
  p.available.value = available
  p.horizon.value = horizon
  return p
}

test.prop([fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1, maxLength: 200 }), fc.integer({ min: 1, max: 80 })])(
  "time moves it at its speed, to the end and no further",
  (pauses, speed) => {
    const p = player(84)
    p.play()
    for (const ms of pauses) p.advance(ms, speed)
    const seconds = pauses.reduce((a, b) => a + b, 0) / 1000
    expect(p.position.value).toBeCloseTo(Math.min(84, seconds * speed), 6)
    expect(p.playing.value).toBe(p.position.value < 84)
  },
)

test("a tab that was hidden for an hour goes on where it was", () => {
  const p = player(84)
  p.play()
  p.advance(3_600_000, 20)
  expect(p.tick.value).toBe(2)
})

test("it waits for what is not computed yet, and goes on when it is", () => {
  const p = player(3, 84)
  p.play()
  for (let k = 0; k < 50; k++) p.advance(100, 20)
  expect([p.tick.value, p.playing.value]).toEqual([3, true])
  p.available.value = 84
  p.advance(100, 20)
  expect(p.tick.value).toBe(5)
})

test("steps, jumps and pauses stand on whole ticks within what there is", () => {
  const p = player(10, 84)
  p.play()
  p.advance(80, 20)
  p.pause()
  expect(p.position.value).toBe(1)
  p.step(-1)
  p.step(-1)
  expect(p.tick.value).toBe(0)
  p.seek(60)
  expect(p.tick.value).toBe(10)
  p.step(1)
  expect(p.tick.value).toBe(10)
})

test("play at the end starts again", () => {
  const p = player(5)
  p.seek(5)
  expect(p.atEnd.value).toBe(true)
  p.play()
  expect([p.tick.value, p.playing.value]).toEqual([0, true])
})
