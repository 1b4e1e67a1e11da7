import { test } from "@fast-check/vitest"
import { expect, test as plain } from "vitest"
import { inside, type Market, open } from "../../sim/index.ts"
import * as L from "../../sim/kernel/layout.ts"
import { decide, whims } from "./decisions.ts"
import { firm, lucks, opened, quiet, quietSegment, total, worlds } from "./worlds.ts"

/** Who speaks for the brand last bought: those whose satisfaction is at least `customer.advocacy`. The kernel books only how their number changes. */

/** Counted from the columns, by brand. */
function counted(market: Market): number[] {
  const { world, cells, memory } = inside(market)
  const { owner, satisfaction } = memory.columns
  const counts = world.brands.map(() => 0)
  for (const { start, count } of cells)
    for (let i = start; i < start + count; i++) {
      const brand = owner[i] as number
      if (brand !== L.NO_BRAND && (satisfaction[i] as number) >= world.customer.advocacy) counts[brand] = (counts[brand] as number) + 1
    }
  return counts
}

test.prop([worlds, lucks, whims], { seed: 91, numRuns: 20 })(
  "their running sum by brand is their number, at every tick of any random market",
  (world, luck, behaviour) => {
    const market = open(world, firm, luck)
    const running = counted(market)
    for (const whim of behaviour.slice(0, world.clock.horizon)) {
      market.step(decide(world, market.look(), whim))
      world.brands.forEach((_, b) => (running[b] = (running[b] as number) + total(market, L.ADVOCATES + b)))
      expect(running).toEqual(counted(market))
    }
  },
)

plain("from the first purchase of a market: every buyer of brands that keep what they promise, nobody where nothing satisfies", () => {
  const run = (advocacy: number) => {
    const brands = ["ours", "theirs"].map((name) => ({ name, price: 10, attraction: 0.5 }))
    const segment = { ...quietSegment, needRate: { mean: 0.2, shape: 2 } }
    const market = opened(quiet({ segments: [segment], brands, customer: { advocacy }, clock: { burnIn: 0 } }), 92)
    const running = [0, 0]
    for (let t = 0; t < 14; t++) {
      market.step({})
      for (const b of [0, 1]) running[b] = (running[b] as number) + total(market, L.ADVOCATES + b)
    }
    const { owner } = inside(market).memory.columns
    return { running, owners: [0, 1].map((b) => owner.filter((x) => x === b).length) }
  }
  const [all, none] = [run(0), run(0.01)] // experience is as expected: satisfaction stays 0
  expect(all.running).toEqual(all.owners)
  expect(Math.min(...all.owners)).toBeGreaterThan(30)
  expect(none.running).toEqual([0, 0])
})
