import { describe, expect, test } from "vitest"
import { banditCreatives, thompsonCreatives } from "../../../policies/bandits/banditCreatives.ts"
import { bandits } from "../../../policies/bandits/kinds.ts"
import type { Policy } from "../../../policies/policy.ts"
import { seen } from "./books.ts"
import { luckOf } from "./testbed.ts"

/** Creatives 1, 2, 3 for the one segment, with these effects on clicks; channels with rates of their own. */
const effects = [0, 0.7, 1.5, 1]
const rates = [0.05, 0.004]
const creatives = [1, 2, 3].map((number) => ({ number, segment: 0, ready: 0, topical: false }))

/** Plays days in which each channel's creative gets 4000 impressions. @returns share of days and channels on which the best was shown, in the last half */
function planted(policy: Policy<"create">, days: number, seed: string, from = 0) {
  const random = luckOf(seed)
  const clicks = luckOf(`${seed}/clicks`)
  let best = 0
  const propensities: number[] = []
  for (let day = from; day < from + days; day++) {
    const { action, propensity } = policy.act(seen(day, { creatives }), random)
    propensities.push(...(propensity as Float32Array))
    const shown = [0, 1].map((channel) => {
      const creative = action.match[channel] as number
      if (day >= from + days / 2 && creative === 2) best += 1 / days
      const mean = 4000 * (rates[channel] as number) * (effects[creative] as number)
      return { creative, channel, segment: 0, impressions: 4000, clicks: Math.max(0, Math.round(mean + Math.sqrt(mean) * clicks.normal())) }
    })
    policy.learn?.({ seat: "create", shown, made: 0 })
  }
  return { best, propensities }
}

describe("a bandit over creatives", () => {
  test.each([...bandits.keys()])("%s shows the best creative most, in channels of whatever click rate, and goes on exactly from what it saved", (bandit) => {
    const policy = banditCreatives({ bandit: bandit as never })
    // EXP3 makes small steps, and top-two sampling gives the best no more than half; three creatives at random would give it a third
    const days = bandit === "exp3" ? 400 : 60
    const { best, propensities } = planted(policy, days, bandit)
    expect(best).toBeGreaterThan(bandit === "exp3" || bandit === "top-two-thompson" ? 0.38 : 0.5)
    for (const chance of propensities) expect(chance > 0 && chance <= 1 + 1e-6).toBe(true)
    const second = banditCreatives({ bandit: bandit as never })
    second.load(JSON.parse(JSON.stringify(policy.save())))
    expect(planted(second, 5, "on", days)).toEqual(planted(policy, 5, "on", days))
    expect(second.save()).toEqual(policy.save())
  })

  test("a new creative is a new arm, none before it is ready, and only the newest compete", () => {
    const policy = thompsonCreatives({ candidates: 2 })
    planted(policy, 10, "new")
    const more = [...creatives, { number: 9, segment: 0, ready: 11, topical: false }]
    const shown = (tick: number) =>
      new Set(Array.from({ length: 60 }, (_, k) => policy.act(seen(tick, { creatives: more }), luckOf(`${tick}/${k}`)).action.match[0]))
    expect(shown(10).has(1) || shown(10).has(9)).toBe(false)
    expect(shown(10).has(2)).toBe(true)
    expect(shown(11).has(9)).toBe(true)
    expect(shown(11).has(2)).toBe(false)
  })

  test("without creatives, impressions or clicks it changes nothing, and commissions for the segment whose best is worst", () => {
    const policy = thompsonCreatives()
    const two = {
      segments: ["a", "b"],
      match: new Uint16Array(4),
      creatives: [1, 2].map((number) => ({ number, segment: number - 1, ready: 0, topical: false })),
    }
    expect([...policy.act(seen(0, { ...two, creatives: [] }), luckOf(1)).action.match]).toEqual([0, 0, 0, 0])
    policy.act(seen(1, two), luckOf(2))
    policy.learn?.({ seat: "create", shown: [{ creative: 1, channel: 0, segment: 0, impressions: 0, clicks: 0 }], made: 0 })
    // the second segment's creative does half as well as what it was judged against at first
    policy.learn?.({ seat: "create", shown: [1, 2].map((c) => ({ creative: c, channel: 0, segment: c - 1, impressions: 10_000, clicks: 500 })), made: 0 })
    policy.learn?.({
      seat: "create",
      shown: [1, 2].map((c) => ({ creative: c, channel: 0, segment: c - 1, impressions: 10_000, clicks: c === 1 ? 500 : 250 })),
      made: 0,
    })
    expect([...policy.act(seen(9, two), luckOf(3)).action.make]).toEqual([0, 1])
  })

  test("options are checked when the policy is made", () => {
    expect(() => banditCreatives({ bandit: "kl-ucb", with: { d: 1 } })).toThrow(/expected an option/)
    expect(() => thompsonCreatives({ spread: 0 })).toThrow("spread: expected a number above 0; found 0")
  })
})
