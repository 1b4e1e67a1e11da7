import { describe, expect, test } from "vitest"
import { readScenario } from "../../bench/node/files.ts"
import { ruleNotes } from "../../bench/ruleNotes.ts"
import { type Strategy, strategies } from "../../policies/index.ts"

const world = readScenario("everyday")
const withRule = (when: string, treatment: string, sources = strategies.digital.sources): Strategy => ({
  ...strategies.digital,
  name: "mine",
  sources,
  policies: { engage: { policy: "rules", options: { rules: [{ name: "x", when, treatment }] } } },
})

describe("rules that can never fire in a market are named", () => {
  test("none of a strategy that ships, whose rules serve every market", () => {
    for (const strategy of Object.values(strategies)) expect(ruleNotes(world, strategy)).toEqual([])
  })

  test("a sound rule is passed without a word", () => expect(ruleNotes(world, withRule("pageViews7d > 1", "reminder"))).toEqual([]))

  test("a treatment that the market has not, with the nearest", () => {
    expect(ruleNotes(world, withRule("pageViews7d > 1", "remindr"))).toEqual([
      'mine: rule x: passed over, for everyday has no treatment "remindr". Did you mean reminder?',
    ])
  })

  test("a column that no connected source tells, with the sources that would", () => {
    const [note, ...more] = ruleNotes(world, withRule("pageViews7d > 1", "reminder", ["mailTool"]))
    expect(more).toEqual([])
    expect(note).toMatch(/^mine: rule x: no connected source tells pageViews7d; web, .*would\.$/)
  })
})
