import { describe, expect, test } from "vitest"
import { settingOf, shocksAt, shocksOf } from "../../viz/run/shocks.ts"
import { read } from "../../viz/worker/read.ts"
import { shippedScenarios } from "../../viz/worker/shipped.ts"

const everyday = (settings: readonly string[]) => read({ name: "everyday", text: "", settings })

describe("what if?", () => {
  test.each(Object.keys(shippedScenarios))("every shock of %s is taken by its scenario, and read back as it was told", (name) => {
    const world = read({ name, text: "", settings: [] })
    const shocks = shocksAt(world, 30)
    expect(new Set(shocks.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(4)
    for (const shock of shocks) expect(shocksOf(read({ name, text: "", settings: [settingOf(shock)] }))).toEqual([shock])
  })

  test("shocks add up, in the order of days", () => {
    const [first, second] = [shocksAt(everyday([]), 20)[0], shocksAt(everyday([]), 10)[2]].map((shock) => shock as NonNullable<typeof shock>)
    const both = everyday([first, second].map((shock) => settingOf(shock as NonNullable<typeof shock>)))
    expect(shocksOf(both)).toEqual([second, first])
  })
})
