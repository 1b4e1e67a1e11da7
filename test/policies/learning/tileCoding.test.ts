import { fc, test } from "@fast-check/vitest"
import { describe, expect } from "vitest"
import type { Json } from "../../../policies/index.ts"
import { QTable } from "../../../policies/learning/qTable.ts"
import { activeTiles } from "../../../policies/learning/tileCoding.ts"
import { TileValues } from "../../../policies/learning/tileValues.ts"

const coordinate = fc.double({ min: -50, max: 50, noNaN: true })
const coding = { tilings: 8, size: 2 ** 20 }
const shared = (a: readonly number[], b: readonly number[]) => {
  const of = activeTiles(coding, b)
  return activeTiles(coding, a).filter((place, t) => place === of[t]).length
}

describe("tile coding", () => {
  test.prop([fc.array(coordinate, { minLength: 1, maxLength: 4 })])("a point lies in one tile of each grid, and shares all with itself", (point) => {
    expect(activeTiles(coding, point)).toHaveLength(8)
    expect(shared(point, point)).toBe(8)
  })

  test.prop([coordinate, fc.integer({ min: 0, max: 8 })])("along one line, points k eighths of a tile apart share 8 − k tiles", (x, k) => {
    const at = Math.floor(x) + 1 / 16
    expect(shared([at], [at + k / 8])).toBe(8 - k)
  })

  test.prop([coordinate, coordinate])("points a tile apart share none", (x, y) => {
    expect(shared([x, y], [x + 1.001, y])).toBe(0)
    expect(shared([x, y], [x, y - 1.001])).toBe(0)
  })

  test("hashing spreads tiles over the table: as many are met as balls thrown at random into as many places fill", () => {
    const size = 4096
    const met = new Set<number>()
    for (let x = 0; x < 64; x++) for (let y = 0; y < 64; y++) met.add(activeTiles({ tilings: 1, size }, [x + 0.5, y + 0.5])[0] as number)
    // n(1 − (1 − 1/n)^n) ≈ n(1 − 1/e); variance n(1/e)(1 − 2/e)
    expect(Math.abs(met.size - size * (1 - 1 / Math.E))).toBeLessThan(4 * Math.sqrt((size / Math.E) * (1 - 2 / Math.E)))
  })

  test.prop([coordinate, coordinate, fc.double({ min: -5, max: 5, noNaN: true })])(
    "a move takes the value all the way, near points in part, far points not",
    (x, y, by) => {
      const q = new TileValues(2, coding, 3)
      q.move([x, y], 1, by)
      expect(q.value([x, y], 1)).toBeCloseTo(3 + by, 10)
      expect(q.value([x + 2, y], 1)).toBeCloseTo(3, 10)
      expect(q.value([x, y], 0)).toBeCloseTo(3, 10)
      const near = (q.value([x + 0.3, y + 0.3], 1) - 3) / (by || 1)
      expect(near).toBeGreaterThan(-1e-9)
      expect(near).toBeLessThan(1 + 1e-9)
    },
  )
})

describe("what is saved", () => {
  const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 2 }), fc.double({ min: -3, max: 3, noNaN: true })))
  const through = (state: Json) => JSON.parse(JSON.stringify(state)) as Json

  test.prop([steps, fc.double({ min: -2, max: 2, noNaN: true }).map((x) => x + 0)])("a table goes on exactly, through text", (moves, start) => {
    const [q, again] = [new QTable(3, start), new QTable(3, start)]
    for (const [s, a, by] of moves) q.move(s, a, by)
    again.load(through(q.save()))
    for (let s = 0; s <= 31; s++) for (let a = 0; a < 3; a++) expect([again.value(s, a) + 0, again.moves(s, a)]).toEqual([q.value(s, a) + 0, q.moves(s, a)])
    expect(again.save()).toEqual(through(q.save()))
  })

  test.prop([steps])("tiles go on exactly, through text", (moves) => {
    const small = { tilings: 4, size: 64 }
    const [q, again] = [new TileValues(3, small, 0.7), new TileValues(3, small, 0.7)]
    for (const [s, a, by] of moves) q.move([s / 3], a, by)
    again.load(through(q.save()))
    for (let s = 0; s <= 31; s++) for (let a = 0; a < 3; a++) expect(again.value([s / 3], a)).toBe(q.value([s / 3], a))
  })

  test("a table of other actions, or of fewer tiles, is refused", () => {
    const q = new QTable(3)
    q.move(1, 2, 0.5)
    expect(() => new QTable(2).load(q.save())).toThrow("state 1: expected values of 2 actions; found 3")
    const tiles = new TileValues(1, { tilings: 1, size: 1024 })
    for (let x = 0; x < 200; x++) tiles.move([x], 0, 1)
    expect(() => new TileValues(1, { tilings: 1, size: 16 }).load(tiles.save())).toThrow("expected places under 16")
  })
})
