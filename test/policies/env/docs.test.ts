import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import * as marketlab from "../../../index.ts"
import { everyday, sources } from "../../scenarios/everyday.ts"

const page = readFileSync("docs/environment.md", "utf8")

test("the training loop of docs/environment.md runs as it is written", () => {
  const [, code] = /```js\n([\s\S]*?)```/.exec(page) as unknown as [string, string]
  const [, names] = /import \{ (.*) \} from "marketlab"/.exec(code) as unknown as [string, string]
  const body = code.replace(/^import .*$/gm, "")
  const run = new Function(...names.split(", "), "resized", `${body}; return { q, recorded, world }`) as (...given: unknown[]) => {
    q: Float64Array[]
    recorded: marketlab.env.Recorded<unknown, number>
    world: marketlab.World
  }
  const given = names.split(", ").map((name) => (marketlab as unknown as Record<string, unknown>)[name])
  const small = ["customers=200", "weight=5000", "clock.days=28", "clock.burnIn=28", "budget=920000"]
  const { q, recorded, world } = run(...given, () => marketlab.load("everyday", everyday, sources, small))
  expect(recorded.lengths).toEqual([4, 4, 4])
  for (const money of recorded.returns) expect(Math.abs(money)).toBeLessThan(100 * world.budget) // the run-out of 90 days is booked too
  expect(q.flatMap((row) => [...row]).filter((x) => x !== 0).length).toBeGreaterThan(3)
  expect(q.every((row) => row.every((x) => Math.abs(x) < 10))).toBe(true)
})

test("docs/environment.md names only what there is, and every wrapper", () => {
  const known = Object.keys(marketlab.env)
  const wrappers = page.slice(page.indexOf("- Wrappers:"), page.indexOf("- `syncVectorEnv"))
  for (const [, name] of wrappers.matchAll(/`(\w+)`/g)) expect(known).toContain(name)
  for (const name of ["timeLimit", "simplexToMoves", "pacedPlan", "normalizeReward"]) expect(wrappers).toContain(name)
})
