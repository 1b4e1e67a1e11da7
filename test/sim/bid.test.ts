import { fc, test } from "@fast-check/vitest"
import { describe, expect, test as plain } from "vitest"
import { poisson } from "../../bench/validate/closedForms.ts"
import { clear, clearBids, expectedPayment, winRate } from "../../sim/auction.ts"
import { type Feedback, inside, type Market, type Step } from "../../sim/index.ts"
import * as L from "../../sim/kernel/layout.ts"
import { log } from "../../sim/math.ts"
import type { AuctionChannel } from "../../sim/world.ts"
import { decide, whims } from "./decisions.ts"
import { cells4se, within4se } from "./errors.ts"
import { type Change, digestOf, firmAt, lucks, opened, quiet, quietMedia, quietSegment, total, valuesOf, worlds } from "./worlds.ts"

const channel = { bids: { mu: log(0.03), sigma: 0.8, elasticity: 0.3, reference: 100 }, bidCap: 0.5 } as AuctionChannel
const rivals = { mu: log(0.03), sigma: 0.8 }

describe("bids of our own", () => {
  plain("win Φ((ln bid − μ)/σ) and pay the partial mean in each segment, paced as one", () => {
    const own = Float64Array.of(0.02, 0.08)
    const opportunities = [1000, 3000]
    const expected = opportunities.map((n, g) => n * expectedPayment(own[g] as number, rivals))
    const all = expected.reduce((a, b) => a + b, 0)
    const free = clearBids(channel, 1e6, own, opportunities, 0, 0)
    expect(free.wins).toEqual([winRate(0.02, rivals), winRate(0.08, rivals)])
    expect(free.spends).toEqual(expected)
    const half = clearBids(channel, all / 2, own, opportunities, 0, 0)
    half.wins.forEach((win, g) => expect(win).toBeCloseTo((free.wins[g] as number) / 2, 12))
    expect(half.spend).toBeCloseTo(all / 2, 9)
  })

  plain("come before the autobidder, which has what they leave", () => {
    const mixed = clearBids(channel, 50, Float64Array.of(0.02, Number.NaN), [1000, 3000], 3000, 0)
    const first = 1000 * expectedPayment(0.02, rivals)
    const auto = clear(channel, 50 - first, 3000, 0)
    expect(mixed.bids).toEqual([0.02, auto.bid])
    expect(mixed.wins).toEqual([winRate(0.02, rivals), auto.win])
    expect(clearBids(channel, first / 2, Float64Array.of(0.02, Number.NaN), [1000, 3000], 3000, 0).wins[1]).toBe(0)
  })

  const bid = fc.oneof(fc.constantFrom(Number.NaN, 0, 1e9), fc.double({ min: 1e-6, max: 2, noNaN: true }))
  const amount = (max: number) => fc.double({ min: 0, max, noNaN: true })
  test.prop([fc.array(fc.tuple(bid, amount(1e6)), { minLength: 1, maxLength: 5 }), amount(1e5), amount(1e4)], { seed: 91 })(
    "never spend more than the budget, win more than everything, or bid above the cap",
    (segments, budget, rivalSpend) => {
      const own = segments.map(([b]) => b)
      const opportunities = segments.map(([, n]) => n)
      const automatic = segments.reduce((sum, [b, n]) => sum + (Number.isNaN(b) ? n : 0), 0)
      const { bids, wins, spends, spend } = clearBids(channel, budget, own, opportunities, automatic, rivalSpend)
      expect(spend).toBeLessThanOrEqual(budget)
      expect(spends.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(spend * (1 + 1e-9) + 1e-12)
      for (const x of bids) expect(x).toBeLessThanOrEqual(channel.bidCap)
      for (const x of wins) {
        expect(x).toBeGreaterThanOrEqual(0)
        expect(x).toBeLessThanOrEqual(1)
      }
      own.forEach((b, g) => b === 0 && expect(wins[g]).toBe(0))
    },
  )

  test.prop([fc.tuple(bid, bid), fc.tuple(amount(1e5), amount(1e5))], { seed: 92 })(
    "with money for all, a higher one never wins less nor pays less",
    (pair, opportunities) => {
      if (pair.some(Number.isNaN)) return
      const at = (b: number) => clearBids(channel, 1e12, [b, 0.1], opportunities, 0, 0)
      const [low, high] = [at(Math.min(...pair)), at(Math.max(...pair))]
      expect(low.wins[0]).toBeLessThanOrEqual(high.wins[0] as number)
      expect(low.spends[0]).toBeLessThanOrEqual(high.spends[0] as number)
      expect(low.wins[1]).toBe(high.wins[1])
    },
  )
})

/** Two segments and two channels that show; goodwill counts the first channel's exposures. */
function market(change: Change = {}, firm = firmAt(24)): Market {
  const world = quiet({
    customers: 20_000,
    budget: 1e9,
    clock: { days: 28, burnIn: 7 },
    segments: [
      { ...quietSegment, name: "left", share: 0.5, usage: { social: 2, display: 5 } },
      { ...quietSegment, name: "right", share: 0.5, usage: { social: 2, display: 5 } },
    ],
    channels: [
      { ...quietMedia, gain: 1 },
      { name: "mail", kind: "owned" },
      { ...quietMedia, name: "display", price: 0.005, click: 0.1 },
    ],
    customer: { goodwill: { halfLife: "3650 days", max: 1e6 } },
    ...change,
  })
  return opened(world, 93, firm)
}

const plan = (money: number, first = 0.5) => ({ action: { shares: Float64Array.of(first, 1 - first), spend: money } })
const bids = (...values: number[]) => ({ action: { bids: Float32Array.from(values) } })
const feedback = (step: Step) => step.feedback.find((f) => f.seat === "bid") as Feedback<"bid">

describe("the seat bid", () => {
  plain("buys each segment's exposures at its own bid: Poisson counts with the closed form's win rate", () => {
    const m = market()
    const step = m.step({ plan: plan(1e6), bid: bids(0.02, 0.05, 0, 0) })
    const all = valuesOf(m, "goodwill").map(Math.round)
    const wins = [0.02, 0.05].map((b) => winRate(Math.fround(b), rivals))
    for (const [g, win] of wins.entries()) {
      const counts = all.slice(g * 10_000, (g + 1) * 10_000)
      within4se(counts, 2 * win)
      cells4se(counts, (n) => poisson(n, 2 * win))
    }
    const seen = feedback(step)
    wins.forEach((win, g) => expect(seen.winRate[g]).toBeCloseTo(win, 12))
    expect(seen.impressions[0]).toBe(all.slice(0, 10_000).reduce((a, b) => a + b, 0))
    expect(seen.winRate[2]).toBe(0)
    const expected = [0.02, 0.05].map((b) => 20_000 * expectedPayment(Math.fround(b), rivals))
    expected.forEach((money, g) => expect(Math.abs((seen.spent[g] as number) - money)).toBeLessThan(0.01))
    expect(seen.spent.reduce((a, b) => a + b, 0)).toBeCloseTo(inside(m).state.ledger.media / 100, 9)
    const plans = step.feedback.find((f) => f.seat === "plan")
    expect(plans?.seat === "plan" && plans.undelivered[0]).toBeCloseTo(5e5 - inside(m).state.ledger.media / 100, 6)
  })

  plain("reports clicks of real people, and nothing that no source tells", () => {
    const world: Change = { customers: 2000, weight: 7 }
    const m = market(world)
    const step = m.step({ plan: plan(1e6), bid: bids(0, 0, 0.01, 0) })
    const seen = feedback(step)
    expect(seen.impressions[2]).toBe(7 * total(m, L.EXPOSURES + 3))
    expect(seen.clicks[2]).toBe(7 * total(m, L.VISITS + 3))
    expect(seen.clicks[2]).toBeGreaterThan(0)
    const blind = market(world, { ...firmAt(24), sources: ["exact"], needs: [] })
    const unseen = feedback(blind.step({ plan: plan(1e6), bid: bids(0, 0, 0.01, 0) }))
    for (const values of [unseen.impressions, unseen.clicks, unseen.winRate]) for (const value of values) expect(value).toBeNaN()
    expect(unseen.spent[2]).toBeGreaterThan(0)
  })

  test.prop([worlds, lucks, whims], { seed: 94, numRuns: 20 })(
    "left to the autobidder everywhere is the absent seat, bit for bit",
    (world, luck, behaviour) => {
      const run = (automatic: boolean) => {
        const m = opened(world, luck.seed)
        for (const whim of behaviour.slice(0, world.clock.horizon)) {
          const { bid, ...others } = decide(world, m.look(), whim)
          m.step(automatic ? { ...others, bid: { action: { bids: bid.action.bids.fill(Number.NaN) } } } : others)
        }
        return digestOf(m)
      }
      expect(run(true)).toBe(run(false))
    },
  )

  plain("repeating what the autobidder found buys the same, but for the rounding of a bid to single precision", () => {
    const [automatic, repeated] = [market(), market()]
    const day = (m: Market, own: Float32Array | undefined) => {
      const before = inside(m).state.ledger.media
      m.step({ plan: plan(900), ...(own ? { bid: { action: { bids: own } } } : {}) })
      return { cents: inside(m).state.ledger.media - before, shown: [1, 3].map((s) => total(m, L.EXPOSURES + s)), bids: m.look().observation.books.bids }
    }
    expect(day(repeated, undefined)).toEqual(day(automatic, undefined))
    for (let t = 0; t < 10; t++) {
      const auto = day(automatic, undefined)
      const own = day(repeated, auto.bids)
      expect(own.bids).toEqual(auto.bids)
      expect(Math.abs(own.cents - auto.cents)).toBeLessThanOrEqual(2)
      // thresholds differ by 1e-7 of their height: at most an exposure or two in a hundred thousand
      own.shown.forEach((n, c) => expect(Math.abs(n - (auto.shown[c] as number))).toBeLessThanOrEqual(2))
    }
  })

  plain("stands until it changes; a cap holds it, 0 buys nothing, and money for nothing stays", () => {
    const m = market({ customers: 2000 })
    const shown = () => [1, 3].map((s) => total(m, L.EXPOSURES + s) > 0)
    m.step({ plan: plan(1e6), bid: bids(0, 0, 1e9, 1e9) })
    expect(shown()).toEqual([false, true])
    expect([...m.look().observation.books.bids]).toEqual([0, 0, 10, 10])
    m.step({})
    expect(shown()).toEqual([false, true])
    m.step({ bid: bids(0.05, 0, 0, 0) })
    expect(shown()).toEqual([true, false])
    const before = inside(m).state.ledger.media
    m.step({ bid: bids(0, 0, 0, 0) })
    expect(inside(m).state.ledger.media).toBe(before)
  })

  for (const [latency, first] of [
    [0, 0],
    [5, 1],
    [24, 1],
    [30, 2],
  ] as const)
    plain(`acts with the first tick that starts ${latency} hours after it`, () => {
      const m = market({ customers: 500, history: { spend: 365_000 } }, firmAt(24, latency))
      const shown: boolean[] = []
      for (let t = 0; t < 4; t++) {
        m.step(t === 0 ? { bid: bids(0, 0, 0, 0) } : {})
        shown.push(total(m, L.EXPOSURES + 1) > 0)
      }
      expect(shown).toEqual([0, 1, 2, 3].map((t) => t < first))
    })

  plain("is in the journal, and a firm's step holds it", () => {
    const firm = firmAt(24)
    const m = market({ customers: 500 }, { ...firm, organisation: { ...firm.organisation, guardrails: { bidStep: 0.1 } } })
    m.step({ plan: plan(1000), bid: bids(0.04, 0.04, Number.NaN, 30) })
    m.step({ bid: bids(0.08, 0.04, 0.02, 8) })
    expect([...inside(m).state.bids].map((b) => Number(b.toPrecision(6)))).toEqual([0.044, 0.04, 0.02, 9])
    const rows = inside(m).state.journal.filter(({ seat }) => seat === "bid")
    expect(rows.map(({ what, limits }) => [what, limits])).toEqual([
      ["bids in CNY: social 0.04, display 30 in 1 of 2 segments", "bid cap 1"],
      ["bids in CNY: social 0.04 to 0.08, display 0.02 to 8", "bid step"],
    ])
  })

  plain("moves what a query channel wins too: search bids of one segment leave the other's alone", () => {
    const search = { ...quietMedia, name: "search", captures: true, needQueries: 1, brandQueries: 0 }
    const m = market({
      segments: [
        { ...quietSegment, name: "left", share: 0.5, needRate: { mean: 0.5, shape: 10 } },
        { ...quietSegment, name: "right", share: 0.5, needRate: { mean: 0.5, shape: 10 } },
      ],
      channels: [search, { name: "mail", kind: "owned" }],
      history: { shares: { search: 1 } },
    })
    const step = m.step({ plan: { action: { shares: Float64Array.of(1), spend: 1e5 } }, bid: bids(0.03, 10) })
    const { impressions, winRate: won } = feedback(step)
    const { cells, memory } = inside(m)
    const needs = cells.map((_, i) => memory.total[i * L.TOTAL_SLOTS + L.NEEDS] as number)
    expect(won[0]).toBeCloseTo(0.5, 7) // the bid is the rivals' median
    needs.forEach((n, g) => {
      const win = won[g] as number
      expect(Math.abs((impressions[g] as number) - n * win)).toBeLessThan(4 * Math.sqrt(n * win))
    })
  })
})

describe("display and retail media are auctions", () => {
  plain("retail media catch needs at the shelf, whoever's brand is known; display comes to people, cheap", () => {
    const retail = { ...quietMedia, name: "retail", captures: true, price: 0.02, needQueries: 0.8, brandQueries: 0, bidCap: 10 }
    const display = { ...quietMedia, name: "display", price: 0.002, bidCap: 1 }
    const m = market({
      segments: [{ ...quietSegment, needRate: { mean: 0.5, shape: 10 }, usage: { display: 8 } }],
      channels: [retail, display, { name: "mail", kind: "owned" }],
      history: { shares: { retail: 1 } },
    })
    m.step({ plan: plan(1e6) })
    const needs = total(m, L.NEEDS)
    const [shelf, banners] = [1, 2].map((s) => total(m, L.EXPOSURES + s)) as [number, number]
    expect(Math.abs(shelf - 0.8 * needs)).toBeLessThan(4 * Math.sqrt(0.8 * needs))
    const most = 20_000 * 8 * winRate(1, { mu: log(0.002), sigma: 0.8 })
    expect(Math.abs(banners - most)).toBeLessThan(4 * Math.sqrt(most))
    const [first, second] = ["retail", "display"].map((name) => inside(m).state.series[`spend.${name}`]?.[inside(m).state.tick - 1] as number)
    expect((second as number) / banners).toBeLessThan((first as number) / shelf)
  })
})
