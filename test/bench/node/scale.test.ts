import { describe, expect, test } from "vitest"
import { readScenario, resized } from "../../../bench/node/files.ts"
import { doseNote } from "../../../bench/node/scale.ts"

const note = (...settings: string[]) => doseNote("everyday", settings, readScenario("everyday", settings))

describe("a person's day keeps its money, or the reader is told", () => {
  test("nothing is said of the scenario as it is, of other settings, of fewer customers who stand for as many people, of a budget that was set", () => {
    expect(note()).toBeUndefined()
    expect(note("channels.search.price=0.2")).toBeUndefined()
    expect(note("clock.days=84", "budget=12000000")).toBeUndefined()
    expect(doseNote("everyday", [], resized("everyday", { settings: [], customers: 3000 }))).toBeUndefined()
  })

  test.each([
    [["clock.days=84"], "4.3 times"],
    [["customers=2000"], "10 times"],
    [["customers=2000", "clock.days=73"], "50 times"],
    [["weight=500"], "0.1 times"],
  ])("%j: %s as much, and the budget that it names keeps the dose", (settings, times) => {
    const said = note(...(settings as string[])) as string
    expect(said).toContain(`${times} as much`)
    const [budget] = /budget=\d+/.exec(said) as RegExpExecArray
    const [was, kept] = [readScenario("everyday"), readScenario("everyday", [...(settings as string[]), budget as string])]
    const dose = (w: typeof was) => w.budget / (w.customers * w.weight * w.clock.horizon)
    expect(dose(kept) / dose(was)).toBeCloseTo(1, 5)
  })
})
