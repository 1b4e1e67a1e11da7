import { fc, test } from "@fast-check/vitest"
import { describe, expect } from "vitest"
import * as L from "../../sim/kernel/layout.ts"
import { inside, open } from "../../sim/market.ts"
import type { Columns } from "../../sim/memory.ts"
import { seats } from "../../sim/observation.ts"
import type { Firm } from "../../sim/organisation.ts"
import { market } from "../scenarios/everyday.ts"
import { build, copy, recipes } from "./randomMarket.ts"

const watched = ["needRate", "goodwill", "irritation", "intent", "stock", "pageViews"] as const satisfies readonly (keyof Columns)[]

describe("a state that is not a number", () => {
  test.prop([recipes, fc.constantFrom(...watched), fc.nat()], { numRuns: 100 })("makes the wide pass return −1, with SIMD and without", (recipe, name, n) => {
    const cells = recipe.counts.flatMap((count, c) => (count > 0 ? [c] : []))
    fc.pre(cells.length > 0)
    const memory = build(recipe)
    const cell = cells[n % cells.length] as number
    const start = memory.cellInt[cell * L.CELL_INT_SLOTS + L.CELL_START] as number
    memory.columns[name][start + (n % (recipe.counts[cell] as number))] = Number.NaN
    for (const lanes of ["simd", "scalar"] as const) expect(copy(memory, lanes).kernel.wide()).toBe(-1)
  })

  test.prop([recipes], { numRuns: 50 })("is the only reason for −1", (recipe) => void expect(build(recipe).kernel.wide()).toBeGreaterThanOrEqual(0))

  test("stops the market with an error that names it and the tick", () => {
    const world = market("customers=100", "clock.days=7", "clock.burnIn=7", "clock.runOut=7")
    const all = (hours: number) => Object.fromEntries(seats.map((seat) => [seat, hours])) as Firm["organisation"]["cadence"]
    const firm: Firm = { organisation: { cadence: all(24), latency: all(0), costPerDay: 0 }, sources: [], needs: [], outcomeDays: 7 }
    const opened = open(world, firm, { seed: 1, replication: 0 })
    opened.step({})
    const { memory, state } = inside(opened)
    memory.columns.goodwill[state.places[40] as number] = Number.NaN
    expect(() => opened.step({})).toThrow(`${world.name}: not a number in the customers' state at tick ${state.tick}`)
  })
})
