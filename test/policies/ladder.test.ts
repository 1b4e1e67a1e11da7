import { expect, test } from "vitest"
import { ladder, type Strategy, strategies } from "../../policies/index.ts"
import { seats } from "../../sim/index.ts"

test("each rung changes one thing of the rung below: a seat's policy, with what that policy needs, or at last the organisation", () => {
  const without = (s: Strategy) => ({ organisation: { ...s.organisation, cadence: {} }, outcomeDays: s.outcomeDays })
  for (let k = 1; k < ladder.length; k++) {
    const [below, rung] = [ladder[k - 1], ladder[k]] as [Strategy, Strategy]
    const changed = seats.filter((seat) => JSON.stringify(rung.policies[seat]) !== JSON.stringify(below.policies[seat]))
    const organised = JSON.stringify(without(rung)) !== JSON.stringify(without(below))
    expect([rung.name, changed.length + (organised ? 1 : 0)]).toEqual([rung.name, 1])
  }
  expect(ladder[0]).toBe(strategies.digital)
  expect(ladder.at(-1)).toBe(strategies.intelligent)
  expect(Object.values(strategies)).toEqual(ladder)
})
