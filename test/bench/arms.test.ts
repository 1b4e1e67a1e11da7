import { fc, test as prop } from "@fast-check/vitest"
import { describe, expect, test } from "vitest"
import { withArms } from "../../bench/arms.ts"
import type { Policy } from "../../policies/policy.ts"
import { policyRandom } from "../../policies/random.ts"
import type { Books } from "../../sim/observation.ts"
import { seen } from "../policies/bandits/books.ts"

const random = policyRandom({ seed: 1, replication: 0 }, "plan", 0)

describe("a plan before so many channels", () => {
  const planner = (met: string[][]): Policy<"plan"> => ({
    needs: [],
    act: ({ books: { paid } }) => {
      met.push([...paid])
      return { action: { shares: Float64Array.from(paid, (_, k) => (k + 1) / ((paid.length * (paid.length + 1)) / 2)), spend: 5 } }
    },
    save: () => null,
    load: () => {},
  })

  prop.prop([fc.integer({ min: 1, max: 40 })])("meets as many, and the market's own get all that was shared out", (n) => {
    const met: string[][] = []
    const { action } = withArms(planner(met), "plan", n).act(seen(0, {}), random)
    expect(new Set(met[0]).size).toBe(n)
    expect(action.shares.length).toBe(2)
    expect(action.shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
  })

  test("a channel's twin is told the channel's series", () => {
    let told: unknown
    const curious: Policy<"plan"> = {
      ...planner([]),
      act: (o) => ({ action: { shares: Float64Array.of(1, 0, 0), spend: Number((told = o.series(`spend.${o.books.paid[2]}`)?.[0])) } }),
    }
    withArms(curious, "plan", 3).act(seen(0, {}, { "spend.search": Float64Array.of(7) }), random)
    expect(told).toBe(7)
  })
})

test("a treatment's twin is carried out as the treatment, and none stays none", () => {
  const treatments = ["news", "offer"].map((name) => ({ name, discount: 0, cost: 1, channel: "mail", capacityPerDay: Number.POSITIVE_INFINITY }))
  const books: Partial<Books> = { treatments }
  const mind: Policy<"engage"> = { needs: [], act: () => ({ action: { treatment: Uint8Array.of(0, 1, 2, 3, 4, 255) } }), save: () => null, load: () => {} }
  expect([...withArms(mind, "engage", 10_000).act(seen(0, books), random).action.treatment]).toEqual([0, 1, 2, 1, 2, 1])
})
