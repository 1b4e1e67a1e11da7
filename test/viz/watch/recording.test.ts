import { fc, test } from "@fast-check/vitest"
import { expect } from "vitest"
import type { Frame, Opening, SideFrame, Totals } from "../../../viz/run/frame.ts"
import { stageOf, stages } from "../../../viz/run/frame.ts"
import { Recording } from "../../../viz/watch/recording.ts"

const totals: Totals = { profit: 0, spend: [], customers: 0, trust: 0, orders: 0, rivalPrices: [], price: 1 }
const side = (life: readonly number[]): SideFrame => ({
  life: Uint8Array.from(life),
  seen: new Uint16Array(life.length),
  felt: new Uint8Array(life.length),
  totals,
  journal: [],
})
const lives = fc.integer({ min: 1, max: 12 }).chain((n) => {
  const life = fc.array(
    fc.tuple(fc.nat(6), fc.nat(3)).map(([stage, owner]) => stage | (owner << 3)),
    { minLength: n, maxLength: n },
  )
  return fc.array(fc.tuple(life, life), { minLength: 1, maxLength: 8 })
})

function recorded(run: readonly (readonly [number[], number[]])[]): Recording {
  const shown = (run[0] as [number[], number[]])[0].length
  const recording = new Recording({ shown, horizon: run.length - 1 } as Opening)
  for (const [tick, [a, b]] of run.entries()) recording.add({ tick, sides: [side(a), side(b)] } as Frame)
  return recording
}

test.prop([lives])("a life that has once differed goes on counting, and the count is told for each tick", (run) => {
  const recording = recorded(run)
  for (const tick of run.keys()) {
    const differ = run[0]?.[0].map((_, i) => run.slice(0, tick + 1).some(([a, b]) => a[i] !== b[i])) as boolean[]
    expect(Array.from(recording.firstDifference, (first) => first <= tick)).toEqual(differ)
    expect(recording.differing[tick]).toBe(differ.filter(Boolean).length)
  }
})

test.prop([lives])("each tick's counts hold everyone, and the peaks are their greatest", (run) => {
  const recording = recorded(run)
  const peaks = stages.map(() => 0)
  for (const [tick, sides] of run.entries())
    for (const k of [0, 1] as const)
      for (const [stage] of stages.entries()) {
        const n = sides[k].filter((life) => stageOf(life) === stage).length
        expect(recording.counts[tick]?.[k][stage]).toBe(n)
        peaks[stage] = Math.max(peaks[stage] as number, n)
      }
  expect(recording.peaks).toEqual(peaks)
})

test.prop([lives])("walking through those who differ meets each once, in order, either way", (run) => {
  const recording = recorded(run)
  const tick = run.length - 1
  const differ = Array.from(recording.firstDifference.keys()).filter((i) => (recording.firstDifference[i] as number) <= tick)
  const walk = (step: 1 | -1) => {
    const met: number[] = []
    for (let at = -1; met.length < differ.length; ) met.push((at = recording.nextDiffering(at, step, tick)))
    return met
  }
  expect(walk(1)).toEqual(differ)
  expect(walk(-1)).toEqual(differ.reverse())
  if (differ.length === 0) expect(recording.nextDiffering(-1, 1, tick)).toBe(-1)
})

test("a frame out of order is refused", () => {
  const recording = recorded([[[1], [1]]])
  expect(() => recording.add({ tick: 2, sides: [side([1]), side([1])] })).toThrow("expected tick 1; found 2")
})
