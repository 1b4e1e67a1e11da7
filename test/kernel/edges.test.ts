/** The law at the edges of what a scenario allows. */
import { describe, expect, test } from "vitest"
import * as L from "../../sim/kernel/layout.ts"
import type { Memory } from "../../sim/memory.ts"
import { threefry } from "../../sim/random.ts"
import { build, copy, type Recipe } from "./randomMarket.ts"
import { readEntry } from "./reference/entry.ts"
import * as reference from "./reference/index.ts"

const recipe: Recipe = { seed: 1, key: [1, 2, 3, 4], tick: 10, counts: [64], brands: 1, pushes: 0, queries: 0, treated: 0, room: 8128, need: 1 }

/** 64 customers in need who buy the one brand whatever happens. */
function buyers(change: (memory: Memory) => void): Memory {
  const memory = build(recipe)
  const { columns } = memory
  columns.needRate.fill(2)
  columns.stock.fill(0)
  columns.owner.fill(0)
  columns.lapsed.fill(0)
  columns.attraction.fill(0)
  memory.cellWide[L.NEED_SCALE] = 1
  memory.cellRare[L.NONE_UTILITY] = -1000
  change(memory)
  return memory
}

/** The first tick at which one of the 64 draws its need from a word under 256, and who: about one tick in 2^18 has one. */
function smallestNeed(): { tick: number; place: number } {
  const words = new Uint32Array(4)
  for (let tick = 0; ; tick++)
    for (let counter = 0; counter < 16; counter++) {
      threefry(recipe.key, counter, 0, tick, L.DRAW_NEED, words)
      const word = words.findIndex((w) => w < 256)
      if (word >= 0) return { tick, place: 16 * word + counter }
    }
}

describe("the edges of what a scenario allows", () => {
  // |scale · satisfaction| may pass the range of exp: noise 10, scale 20 are allowed
  test.each([
    ["a disappointed customer of chance 1 defects", -35, 1],
    ["a delighted customer of chance .001 stays", 120, 0.001],
  ])("%s", (_, satisfaction, chance) => {
    const memory = buyers(({ columns, global, brand }) => {
      columns.defection.fill(chance)
      columns.satisfaction.fill(satisfaction)
      columns.expectation.fill(0)
      brand[L.QUALITY] = Math.sign(satisfaction) * 5
      global[L.SATISFACTION_LEARNING] = 1
      global[L.EXPECTATION_LEARNING] = 0
      global[L.EXPERIENCE_NOISE] = 0
      global[L.DEFECTION_SCALE] = 20
      global[L.DEFECTS_FROM_CATEGORY] = 0
    })
    const plain = copy(memory, "simd")
    expect(memory.kernel.wide()).toBe(reference.wide(plain))
    memory.kernel.choice(0)
    reference.choice(plain, 0)
    expect(memory.columns.lapsed).toEqual(plain.columns.lapsed)
  })

  // The uniform of a word under 256 is 0, one in 2^24, and P(X ≥ k) > 0 for every k: an inversion of it would not end
  test("a word under 256 makes a few needs of a rate of .05", () => {
    const { tick, place } = smallestNeed()
    const memory = build({ ...recipe, tick })
    memory.columns.needRate.fill(0.05)
    memory.columns.stock.fill(0)
    memory.cellWide[L.NEED_SCALE] = 1
    const length = memory.kernel.wide()
    const entries = Array.from({ length }, (_, k) => readEntry(memory, k))
    expect(entries.find((entry) => entry.place === place)?.needs).toBeLessThan(10) // P(X ≥ 6) is under 2^-32
  })

  test("an order over 2^31 cents is cut to it, in the event as in the totals", () => {
    const memory = buyers(({ brand, cellRare }) => {
      brand[L.PRICE_CENTS] = 1e9
      brand[L.PRICE_CENTS_AFTER] = 1e9
      cellRare[L.UNITS_MU] = 2
      cellRare[L.UNITS_SIGMA] = 0
    })
    memory.kernel.wide()
    memory.kernel.choice(0)
    const orders = Array.from({ length: memory.header[L.EVENT_LENGTH] as number }, (_, e) => memory.events[e * L.EVENT_SLOTS + L.EVENT_LIST_CENTS] as number)
    expect(orders.reduce((a, b) => a + b, 0)).toBe(memory.total[L.CENTS])
  })

  test("satisfaction that is not a number stops the choice pass", () => {
    const memory = buyers(({ columns }) => columns.satisfaction.fill(Number.NaN))
    memory.kernel.wide()
    expect(memory.kernel.choice(0)).toBe(-1)
  })

  test("a Poisson rate over 2129 counts 63", () => expect(buyers(() => undefined).kernel.poissonCount(2200, 0.5)).toBe(63))
})
