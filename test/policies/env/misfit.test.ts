import { expect, test } from "vitest"
import { box } from "../../../policies/env/spaces/box.ts"
import { dict } from "../../../policies/env/spaces/dict.ts"
import { discrete } from "../../../policies/env/spaces/discrete.ts"
import { misfit } from "../../../policies/env/spaces/misfit.ts"
import { simplex } from "../../../policies/env/spaces/simplex.ts"

const plan = dict({ shares: simplex(2), spend: box(0, 100) })

test.each([
  [{ shares: [0.5, 0.5], spend: Float64Array.of(1) }, "shares: expected a Float64Array of 2 shares that sum to 1; found a list of 2 that sums to 1: [0.5,0.5]"],
  [
    { shares: Float64Array.of(0.9, 0.9), spend: Float64Array.of(1) },
    "shares: expected a Float64Array of 2 shares that sum to 1; found Float64Array of 2 that sums to 1.8: [0.9,0.9]",
  ],
  [{ shares: Float64Array.of(0.5, 0.5), spend: 7 }, "spend: expected a Float64Array of 1 number from 0 to 100; found 7"],
  [{ shares: Float64Array.of(0.5, 0.5) }, "spend: expected a Float64Array of 1 number from 0 to 100; found nothing"],
  [{ share: 1 }, 'expected a record of shares, spend alone; found "share" too'],
  [3, "expected a record of shares, spend; found 3"],
])("%j is told which part of it is wrong", (x, message) => {
  expect(plan.contains(x)).toBe(false)
  expect(misfit(plan, x)).toBe(message)
})

test("a whole number out of range is told the range", () => expect(misfit(discrete(5, 2), 9)).toBe("expected a whole number from 2 to 6; found 9"))
