import { fc, test as property } from "@fast-check/vitest"
import { describe, expect, test } from "vitest"
import { ALLOWED, type Check, errorsApart, exactCheck, holds, meanCheck, shareCheck } from "../../notebooks/check.ts"
import { attributionOf, journeysOf } from "../../notebooks/tour/attribution.ts"
import { auctionOf } from "../../notebooks/tour/auction.ts"
import { brandsOf } from "../../notebooks/tour/brands.ts"
import { choiceOf, logitShare } from "../../notebooks/tour/choice.ts"
import { demandOf } from "../../notebooks/tour/demand.ts"
import { deskOf } from "../../notebooks/tour/desk.ts"
import { exposuresFor, exposuresOf } from "../../notebooks/tour/exposures.ts"
import { goodwillOf } from "../../notebooks/tour/goodwill.ts"
import { leavingOf } from "../../notebooks/tour/leaving.ts"
import { needOf } from "../../notebooks/tour/need.ts"
import { reachOf } from "../../notebooks/tour/reach.ts"
import { bassCurve, type Talk, talkOf } from "../../notebooks/tour/talk.ts"

/** The market tour's stops, at the ends of their sliders: the browser test is at the middle. */

const words = { en: "something", zh: "某事" }
const failing = (checks: readonly Check[]) =>
  checks.filter((check) => !holds(check)).map((check) => `${check.what.en}: ${check.measured} for ${check.expected}, ${errorsApart(check)} errors apart`)

const talked = (options: Parameters<typeof talkOf>[0]): Talk => [...talkOf(options)].at(-1) as Talk

const stops: Record<string, readonly (() => { checks: readonly Check[] })[]> = {
  demand: [() => demandOf({ season: 0.8, sd: 0.4, persistence: 0.98 }), () => demandOf({ season: 0, sd: 0.02, persistence: 0 })],
  need: [
    () => needOf({ mean: 0.5, shape: 0.3 }),
    () => needOf({ mean: 6, shape: 0.3 }),
    () => needOf({ mean: 0.5, shape: 5 }),
    () => needOf({ mean: 6, shape: 5 }),
  ],
  auction: [() => auctionOf({ bid: 10, rivalSpend: 200_000 }), () => auctionOf({ bid: 150, rivalSpend: 0 })],
  exposures: [() => exposuresOf({ money: 50, usage: 10 }), () => exposuresOf({ money: 1200, usage: 2 })],
  reach: [() => reachOf({ points: 25, affinity: 1.9 }), () => reachOf({ points: 600, affinity: 1 })],
  goodwill: [() => goodwillOf({ halfLife: 3, most: 1.5, usage: 4 }), () => goodwillOf({ halfLife: 60, most: 8, usage: 0.5 })],
  choice: [() => choiceOf({ price: 7, beta: 5 }), () => choiceOf({ price: 14, beta: 0.5 })],
  brands: [() => brandsOf({ s: 0.3, mean: 10 }), () => brandsOf({ s: 4, mean: 2 })],
  leaving: [() => leavingOf({ leaves: 0.02, alike: 10 }), () => leavingOf({ leaves: 0.6, alike: 1 })],
  talk: [() => talked({ p: 0.15, q: 1 })],
  attribution: [() => attributionOf({ searches: 1, gap: 0 }), () => attributionOf({ searches: 5, gap: 4 })],
  journeys: [() => journeysOf({ videoFirst: 0.05, onward: 0.95 }), () => journeysOf({ videoFirst: 0.95, onward: 0.05 })],
  desk: [() => deskOf({ perDay: 0.2, capacity: 2 }), () => deskOf({ perDay: 10.8, capacity: 12 })],
}

describe("the market and its closed forms agree at the ends of the sliders", () => {
  test.each(Object.keys(stops))("%s", (name) => {
    for (const stop of stops[name] as (typeof stops)[string]) expect(failing(stop().checks)).toEqual([])
  })
})

describe("a check", () => {
  property.prop([fc.double({ min: -100, max: 100, noNaN: true }), fc.double({ min: 0.1, max: 10, noNaN: true }), fc.double({ min: 0, max: 9, noNaN: true })])(
    "holds up to four standard errors and no further",
    (expected, error, apart) => {
      fc.pre(Math.abs(apart - ALLOWED) > 0.05)
      expect(holds({ what: words, expected, measured: expected + apart * error, error })).toBe(apart < ALLOWED)
    },
  )

  test("tells a wrong closed form: the same customers against other parameters", () => {
    const { counts } = needOf({ mean: 2.5, shape: 0.7 })
    const none = counts[0]?.market as number
    expect(holds(shareCheck(words, none * 5000, 5000, (0.7 / 3.2) ** 0.7))).toBe(true)
    expect(holds(shareCheck(words, none * 5000, 5000, (1.0 / 3.5) ** 1.0))).toBe(false)
    expect(holds(exactCheck(words, 0.125, 0.1251))).toBe(false)
    expect(holds(meanCheck(words, [1, 1, 1], 1))).toBe(true)
  })
})

describe("a closed form", () => {
  property.prop([fc.double({ min: 10, max: 600, noNaN: true }), fc.integer({ min: 2, max: 10 })])(
    "of exposures bends: the second half of money buys less",
    (money, usage) => {
      expect(exposuresFor(2 * money, usage) - exposuresFor(money, usage)).toBeLessThanOrEqual(exposuresFor(money, usage))
    },
  )

  property.prop([fc.double({ min: 7, max: 14, noNaN: true }), fc.double({ min: 0.5, max: 5, noNaN: true })])(
    "of shares has the elasticity −β(1 − share)",
    (price, beta) => {
      const step = 1e-5
      const slope = Math.log(logitShare(price * (1 + step), beta) / logitShare(price * (1 - step), beta)) / Math.log((1 + step) / (1 - step))
      expect(slope).toBeCloseTo(-beta * (1 - logitShare(price, beta)), 6)
    },
  )

  property.prop([fc.double({ min: 0.01, max: 0.15, noNaN: true }), fc.double({ min: 0.05, max: 1, noNaN: true }), fc.double({ min: 0, max: 10, noNaN: true })])(
    "of adoption solves Bass's equation F' = (p + qF)(1 − F)",
    (p, q, t) => {
      const step = 1e-5
      const slope = (bassCurve(t + step, { p, q }) - bassCurve(t - step, { p, q })) / (2 * step)
      const share = bassCurve(t, { p, q })
      expect(slope).toBeCloseTo((p + q * share) * (1 - share), 6)
    },
  )
})
