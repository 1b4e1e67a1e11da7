import { fc, test as property } from "@fast-check/vitest"
import { describe, expect, test } from "vitest"
import { firing, rules } from "../../notebooks/rules/firing.ts"
import { difference, gaps, meanGaps } from "../../notebooks/rules/gap.ts"
import { summarise } from "../../notebooks/rules/groups.ts"
import { markets, small } from "../../notebooks/rules/markets.ts"
import { pushCurve, pushed } from "../../notebooks/rules/push.ts"
import { type Lap, race } from "../../notebooks/rules/race.ts"
import { rungs } from "../../notebooks/rules/rungs.ts"
import { groups, type Twin, twins } from "../../notebooks/rules/twins.ts"
import { ladder } from "../../policies/index.ts"
import { load } from "../../scenarios/load.ts"
import SOURCES from "../../scenarios/sources.yaml?raw"

describe("a customer of the first part", () => {
  /** The rules read by hand, for the treatments that the everyday market has. */
  const byHand = (views: number, bought: number, contacted: number) =>
    [views >= 3 && bought >= 21, bought >= 60 && bought < 180 && contacted >= 30, bought >= 14 && bought < 60, contacted >= 28].indexOf(true)

  property.prop([fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 60 })])(
    "gets what the first rule that holds says, if the last message is a week old",
    (pageViews7d, daysSincePurchase, daysSinceContact) => {
      const rule = byHand(pageViews7d, daysSincePurchase, daysSinceContact)
      expect(firing({ pageViews7d, daysSincePurchase, daysSinceContact })).toEqual({ rule, resting: rule >= 0 && daysSinceContact < 7 })
    },
  )

  test("who was never contacted is news to somebody", () => {
    expect(rules[firing({ pageViews7d: 0, daysSincePurchase: null, daysSinceContact: null }).rule]?.treatment).toBe("news")
  })
})

describe("a push", () => {
  property.prop([fc.double({ min: 0.01, max: 0.99, noNaN: true })])(
    "moves a logit's chance by p(1 − p) a unit when small, and nobody gains from a discount alone",
    (p) => {
      const push = 1e-5
      expect(pushed(p, { push, discount: 0 }).uplift / push).toBeCloseTo(p * (1 - p), 4)
      expect(pushed(p, { push: 0, discount: 0.1 }).gain).toBeCloseTo(-0.1 * p, 12)
    },
  )

  test("is best spent on the less likely the deeper the discount", () => {
    const best = (discount: number) => pushCurve({ push: 0.8, discount }).best.p
    expect(best(0.3)).toBeLessThan(best(0.1))
    expect(best(0.1)).toBeLessThan(best(0))
    expect(pushCurve({ push: 0.8, discount: 0 }).losing).toBeNull()
  })
})

describe("a small market", () => {
  test.each(Object.keys(markets) as (keyof typeof markets)[])("%s has the people, rivals and money a day of the whole one", (name) => {
    const [whole, part] = [load(`${name}.yaml`, markets[name], SOURCES), small(name, 1000, 182)]
    expect(part.customers * part.weight).toBe(whole.customers * whole.weight)
    expect(part.brands).toEqual(whole.brands)
    const daily = ({ budget, clock }: typeof whole) => budget / (clock.horizon * clock.hoursPerTick)
    expect(daily(part)).toBeCloseTo(daily(whole), 2)
  })
})

describe("twins", () => {
  const [found] = [...twins({ kind: "twins", message: "offer", repeats: 1 })] as [Twin[]]

  test("are all in a group, and summed up without loss", () => {
    expect(found.length).toBeGreaterThan(1000)
    const summary = summarise(found)
    expect(summary.reduce((sum, { people }) => sum + people, 0)).toBe(found.length)
    const orders = found.reduce((sum, twin) => sum + twin.orders, 0)
    expect(summary.reduce((sum, { caused, people }) => sum + (caused * people) / 1000, 0)).toBeCloseTo(orders, 6)
    expect(summary).toHaveLength(groups.length)
  })

  test("of the same luck are mostly the same: far fewer orders differ than would between strangers", () => {
    const differ = found.filter(({ orders }) => orders !== 0).length / found.length
    const bought = found.filter((twin) => twin.bought).length / found.length
    expect(differ).toBeLessThan((2 * bought * (1 - bought)) / 4)
    expect(differ).toBeGreaterThan(0)
  })
})

describe("a race", () => {
  const laps = [...race({ kind: "race", market: "everyday", weeks: 4, repeats: 2, strategies: ["digital", "digital", "intelligent"] })]

  test("of a strategy with itself is a dead heat, week by week, to the cent", () => {
    for (const { runs } of laps) expect(runs[0]).toEqual(runs[1])
    expect(difference(laps, "digital", "digital").values).toEqual([0, 0])
  })

  test("has a gap at each week's end, of each repeat and in the mean", () => {
    const each = gaps(laps, "intelligent", "digital")
    expect(each).toHaveLength(2 * 5)
    const profit = (lap: Lap, k: number) => lap.runs[k]?.weekly[3] as number
    expect(meanGaps(each)[3]?.mean).toBeCloseTo(
      laps.reduce((sum, lap) => sum + (profit(lap, 2) - profit(lap, 0)) / 2, 0),
      4,
    )
    expect(meanGaps(each)[0]?.mean).toBe(0)
  })

  test("climbs the shipped ladder rung by rung", () => {
    expect(["digital", ...rungs.map(({ to }) => to)]).toEqual(ladder.map(({ name }) => name))
    rungs.forEach(({ from }, k) => expect(from).toBe(ladder[k]?.name))
  })
})
