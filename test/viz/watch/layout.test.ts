import { fc, test } from "@fast-check/vitest"
import { describe, expect } from "vitest"
import { lifeOf, stageOf, stages } from "../../../viz/run/frame.ts"
import { type Layout, layOut, move, whoStands } from "../../../viz/watch/layout.ts"
import { Places } from "../../../viz/watch/places.ts"

/** Lives of a few customers over some ticks. */
const runs = fc
  .tuple(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 2, max: 32 }))
  .chain(([n, ticks]) =>
    fc.array(fc.array(fc.tuple(fc.nat(6), fc.integer({ min: -1, max: 4 })), { minLength: n, maxLength: n }), { minLength: ticks, maxLength: ticks }),
  )
  .map((run) => run.map((people) => Uint8Array.from(people, ([stage, owner]) => lifeOf(stage, owner, false, false))))

const standing = ({ stage, slot }: Layout) => Array.from(stage, (s, i) => `${s}:${slot[i]}`)

describe("where dots stand", () => {
  test.prop([runs])("each customer in one slot of its stage, no slot twice", (run) => {
    const places = new Places((tick) => run[tick] as Uint8Array)
    for (let tick = 0; tick < run.length; tick++) {
      places.seek(tick)
      expect(new Set(standing(places.layout)).size).toBe(places.layout.slot.length)
      expect(Array.from(places.layout.stage)).toEqual(Array.from(run[tick] as Uint8Array, stageOf))
    }
  })

  test.prop([runs])("only who changes stage moves, and is told as a mover", (run) => {
    const layout = layOut(run[0] as Uint8Array)
    const movers = new Uint32Array(layout.slot.length)
    for (const [before, life] of run.slice(0, -1).map((life, tick) => [life, run[tick + 1] as Uint8Array] as const)) {
      const was = standing(layout)
      const moved = movers.slice(0, move(layout, life, movers))
      const changed = Array.from(life.keys()).filter((i) => stageOf(before[i] as number) !== stageOf(life[i] as number))
      expect(Array.from(movers.slice(0, moved.length))).toEqual(changed)
      const may = new Set(changed)
      expect(standing(layout).filter((at, i) => at !== was[i] && !may.has(i))).toEqual([])
    }
  })

  test.prop([runs])("a stack never reaches above its greatest count", (run) => {
    const places = new Places((tick) => run[tick] as Uint8Array)
    const peaks = stages.map(() => 0)
    for (let tick = 0; tick < run.length; tick++) {
      places.seek(tick)
      for (const [stage] of stages.entries())
        peaks[stage] = Math.max(peaks[stage] as number, (run[tick] as Uint8Array).filter((life) => stageOf(life) === stage).length)
      expect(Array.from(places.layout.slot).filter((slot, i) => slot >= (peaks[places.layout.stage[i] as number] as number))).toEqual([])
    }
  })

  test.prop([runs, fc.array(fc.nat(1000), { maxLength: 12 })])("a jump shows what playing shows", (run, jumps) => {
    const jumping = new Places((tick) => run[tick] as Uint8Array)
    for (const jump of jumps) {
      const tick = jump % run.length
      jumping.seek(tick)
      const playing = new Places((t) => run[t] as Uint8Array)
      for (let t = 0; t < tick; t++) playing.step()
      expect(standing(jumping.layout)).toEqual(standing(playing.layout))
    }
  })

  test.prop([runs])("who stands in a slot is found there", (run) => {
    const layout = layOut(run[0] as Uint8Array)
    expect(Array.from(layout.slot, (slot, i) => whoStands(layout, layout.stage[i] as number, slot))).toEqual(Array.from(layout.slot.keys()))
  })

  test("at the start ours stand at the floor, nobody's on top", () => {
    const owners = [-1, 2, 0, 1, 0, -1]
    const layout = layOut(Uint8Array.from(owners, (owner) => lifeOf(4, owner, false, false)))
    expect(Array.from(layout.slot)).toEqual([4, 3, 0, 2, 1, 5])
  })
})
