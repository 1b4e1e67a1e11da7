import { fc, test } from "@fast-check/vitest"
import { describe, expect } from "vitest"
import * as L from "../../sim/kernel/layout.ts"
import type { Columns, Memory } from "../../sim/memory.ts"
import { differences } from "./equal.ts"
import { build, copy, type Recipe, recipes, treat } from "./randomMarket.ts"
import { readEntry } from "./reference/entry.ts"
import * as reference from "./reference/index.ts"

interface Passes {
  memory: Memory
  wide: () => number
  choice: (from: number) => number
}

function compiled(memory: Memory): Passes {
  return { memory, wide: () => memory.kernel.wide(), choice: (from) => memory.kernel.choice(from) }
}

function plain(memory: Memory): Passes {
  return { memory, wide: () => reference.wide(memory), choice: (from) => reference.choice(memory, from) }
}

/** What was seen to happen: paths of the law by name. */
type Seen = Set<string>

/** Plays some ticks on all sides and expects every bit equal after each pass. */
function playAlike(recipe: Recipe, ticks: number, [first, ...others]: [Passes, ...Passes[]], seen: Seen = new Set()): void {
  const all = [first, ...others]
  const alike = () => {
    for (const other of others) expect(differences(first.memory, other.memory)).toEqual([])
  }
  for (let t = 0; t < ticks; t++) {
    for (const { memory } of all) {
      memory.header[L.TICK] = recipe.tick + t
      if (t > 0) treat(recipe, memory)
      memory.total.fill(0)
      memory.header[L.EVENT_LENGTH] = 0
    }
    const before = structuredClone(first.memory.columns)
    const lengths = all.map((side) => side.wide())
    expect(new Set(lengths).size).toBe(1)
    alike()
    const length = lengths[0] as number
    for (let from = 0; from < length; ) {
      const next = all.map((side) => side.choice(from))
      expect(new Set(next).size).toBe(1)
      expect(next[0]).toBeGreaterThan(from)
      from = next[0] as number
      if (from < length) seen.add("the choice pass stopped and went on")
      alike()
      note(first.memory, seen)
    }
    compare(before, first.memory, seen)
  }
}

/** Notes what the totals, the list and the orders show. */
function note(memory: Memory, seen: Seen): void {
  for (let c = 0; c < (memory.header[L.CELLS] as number); c++)
    for (let k = 0; k < L.TOTAL_SLOTS; k++) if (memory.total[c * L.TOTAL_SLOTS + k]) seen.add(`total ${k}`)
  for (let k = 0; k < (memory.header[L.LIST_LENGTH] as number); k++) {
    const { needs, exposures } = readEntry(memory, k)
    if (needs === 63) seen.add("as many needs as a tick can hold")
    if (exposures.includes(L.MAX_COUNT)) seen.add("as many exposures as a channel can have")
  }
  for (let e = 0; e < (memory.header[L.EVENT_LENGTH] as number); e++) {
    const order = memory.events.subarray(e * L.EVENT_SLOTS)
    seen.add(order[L.EVENT_NEW] ? "a new customer's order" : "an old customer's order")
    if (order[L.EVENT_TREATMENT]) seen.add("an order on a coupon")
    if (order[L.EVENT_DISCOUNT_CENTS]) seen.add("a discount")
  }
}

/** Notes what changed in the columns. */
function compare(before: Columns, { columns }: Memory, seen: Seen): void {
  columns.lapsed.forEach((now, i) => {
    const then = before.lapsed[i] as number
    if (now & ~then) seen.add("a brand lapsed")
    if (then & ~now) seen.add("a lapsed brand was taken up again")
    if (before.needRate[i] && !columns.needRate[i]) seen.add("a customer left the category")
    if (before.owner[i] !== columns.owner[i]) seen.add("a brand was switched")
    if (before.touchHead[i] !== columns.touchHead[i]) seen.add("a touch")
    if (before.stock[i] && !columns.stock[i]) seen.add("a stock was used up")
  })
}

function sides(recipe: Recipe): [Passes, Passes, Passes] {
  const memory = build(recipe)
  return [compiled(memory), plain(copy(memory, "simd")), compiled(copy(memory, "scalar"))]
}

describe("the compiled kernel", () => {
  const ticks = fc.integer({ min: 1, max: 4 })
  test.prop([recipes, ticks], { numRuns: 120 })("equals the plain law bit for bit, with SIMD and without", (recipe, n) => playAlike(recipe, n, sides(recipe)))

  test("is compared on every path of the law", () => {
    const seen: Seen = new Set()
    for (const recipe of fc.sample(recipes, { seed: 1, numRuns: 60 })) playAlike(recipe, 2, sides(recipe), seen)
    const range = (from: number, length: number) => Array.from({ length }, (_, k) => `total ${from + k}`)
    const totals = [...range(0, 5), ...range(L.EXPOSURES + 1, 13), ...range(L.VISITS, 14), ...range(L.ORDERS, 7), ...range(L.CENTS, 7)]
    const paths = [
      ...totals,
      "the choice pass stopped and went on",
      "as many needs as a tick can hold",
      "as many exposures as a channel can have",
      "a new customer's order",
      "an old customer's order",
      "an order on a coupon",
      "a discount",
      "a brand lapsed",
      "a lapsed brand was taken up again",
      "a customer left the category",
      "a brand was switched",
      "a touch",
      "a stock was used up",
    ]
    expect(paths.filter((path) => !seen.has(path))).toEqual([])
  })
})
