import { fc, test } from "@fast-check/vitest"
import { describe, expect, test as plain } from "vitest"
import { poisson } from "../../bench/validate/closedForms.ts"
import { Pace } from "../../policies/planning/pace.ts"
import type { Account } from "../../sim/commission.ts"
import { participation, postPrice, postsForSale } from "../../sim/commission.ts"
import { inside, type Market, totalCost } from "../../sim/index.ts"
import { available } from "../../sim/instructions.ts"
import * as L from "../../sim/kernel/layout.ts"
import type { PaymentPerPost, PaymentPerSale } from "../../sim/world.ts"
import { cells4se, within4se } from "./errors.ts"
import { type Change, opened, quiet, quietMedia, quietSegment, rivalGoodwill, total, valuesOf } from "./worlds.ts"

const mail = { name: "mail", kind: "owned" }
const partners = {
  name: "partners",
  kind: "commission",
  payment: { per: "sale", rate: 0.1, usualRate: 0.1, reference: 1000 },
  click: 0.2,
  gain: 0,
  irritation: 0,
}

/** Orders of 10 at a rate of .1: each that partners bring earns them exactly 1. One channel, so every touch is theirs. */
function selling(change: Change = {}, payment: object = {}) {
  return quiet({
    customers: 2000,
    budget: 100_000,
    clock: { days: 40, burnIn: 1, runOut: 40 },
    segments: [{ ...quietSegment, needRate: { mean: 0.1, shape: 2 }, usage: { partners: 1 } }],
    channels: [{ ...partners, payment: { ...partners.payment, ...payment } }, mail],
    history: { shares: { partners: 1 } },
    ...change,
  })
}

const account = (market: Market) => inside(market).state.accounts[0] as Account
const spend = (market: Market, money: number) => market.step({ plan: { action: { shares: Float64Array.of(1), spend: money } } })
const shown = (market: Market) => total(market, L.EXPOSURES + 1)
/** Revenue, money, that last click has given the channel in the horizon and after. */
const brought = (market: Market) =>
  [...(inside(market).state.series["revenue.last.partners"] as Float64Array)].slice(market.world.clock.burnIn).reduce((a, b) => a + b, 0)
const paid = (market: Market) => inside(market).state.ledger.media / 100

describe("partners' choice", () => {
  const payment = (change: Partial<PaymentPerSale> = {}): PaymentPerSale => ({ per: "sale", rate: 0.1, usualRate: 0.1, response: 1, reference: 100, ...change })

  plain("is Luce's: half at the usual rate, less with a rival's money, sharper with their response", () => {
    expect(participation(payment(), 0)).toBe(0.5)
    expect(participation(payment(), 100)).toBeCloseTo(1 / 3, 12)
    expect(participation(payment({ rate: 0.2, response: 2 }), 0)).toBeCloseTo(0.8, 12)
    expect(participation(payment({ rate: 0 }), 0)).toBe(0)
  })

  const rates = fc.double({ min: 0.001, max: 1, noNaN: true })
  test.prop([rates, rates, fc.double({ min: 0, max: 10, noNaN: true }), fc.double({ min: 0, max: 1e6, noNaN: true })], { seed: 71 })(
    "never falls with our rate, never rises with rivals' money",
    (a, b, response, others) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)]
      const share = (rate: number, money: number) => participation(payment({ rate, response }), money)
      expect(share(low, others)).toBeLessThanOrEqual(share(high, others) * (1 + 1e-12))
      expect(share(high, others + 10)).toBeLessThanOrEqual(share(high, others))
      expect(share(high, others)).toBeLessThanOrEqual(1)
    },
  )
})

describe("a commission per sale", () => {
  plain("exposures are Poisson with usage × participation", () => {
    const world = selling({ customers: 20_000, customer: { goodwill: { halfLife: "3650 days", max: 1e6 } } }, { rate: 0.3 })
    const market = opened({ ...world, channels: world.channels.map((c) => ({ ...c, gain: 1 })) as typeof world.channels }, 72)
    spend(market, 1000)
    const counts = valuesOf(market, "goodwill").map(Math.round)
    within4se(counts, 0.75)
    cells4se(counts, (n) => poisson(n, 0.75))
    expect(shown(market)).toBe(counts.reduce((a, b) => a + b, 0))
  })

  plain("is the rate of the revenue that last click gives them, to the cent, as long as the deposit lasts", () => {
    const market = opened(selling(), 73)
    for (let t = 0; t < 40; t++) {
      const deposit = account(market).deposit
      const before = paid(market)
      spend(market, 300)
      expect(account(market).owed).toBe(0)
      expect(account(market).deposit).toBe(deposit + 30_000 - Math.round((paid(market) - before) * 100))
      expect(paid(market)).toBeCloseTo(0.1 * brought(market), 6)
    }
    expect(paid(market)).toBeGreaterThan(500)
  })

  plain("beyond the deposit is owed: the links are off until it is paid, and nothing is forgotten", () => {
    const market = opened(selling(), 74)
    let [off, debts] = [0, 0]
    for (let t = 0; t < 40; t++) {
      const { owed, deposit } = account(market)
      spend(market, 20)
      const linked = deposit + 2000 > owed
      expect(shown(market) > 0).toBe(linked)
      if (!linked) off++
      if (account(market).owed > 0) debts++
      expect(paid(market) * 100 + account(market).owed).toBeCloseTo(10 * brought(market), 4)
      expect(paid(market)).toBeLessThanOrEqual(20 * (t + 1))
    }
    expect(off).toBeGreaterThan(5)
    expect(debts).toBeGreaterThan(5)
  })

  plain("on orders after the horizon is paid out of the budget, in which the deposit has come back; the links are off", () => {
    const market = opened(selling(), 75)
    for (let t = 0; t < 40; t++) spend(market, 150)
    const before = paid(market)
    const { budget } = inside(market).state.ledger
    market.step({})
    expect(account(market).deposit).toBe(0)
    for (let t = 1; t < 40; t++) {
      expect(shown(market)).toBe(0)
      market.step({})
    }
    // touches count for 30 days: by now no order is theirs any more, and all that was owed is paid
    expect(account(market)).toEqual({ deposit: 0, owed: 0 })
    expect(paid(market)).toBeGreaterThan(before)
    expect(paid(market)).toBeCloseTo(0.1 * brought(market), 6)
    expect(inside(market).state.ledger.budget).toBe(budget)
  })

  plain("a channel that the plan drops has its deposit back at once, and what it still earns is paid out of the budget", () => {
    const change = { channels: [partners, mail, { ...quietMedia, name: "social" }], history: { shares: { partners: 1 } } }
    const market = opened(selling(change), 76)
    const plan = (first: number, money: number) => market.step({ plan: { action: { shares: Float64Array.of(first, 1 - first), spend: money } } })
    for (let t = 0; t < 10; t++) plan(1, 150)
    const held = account(market).deposit
    expect(held).toBeGreaterThan(0)
    expect(market.look().observation.books.deposits).toEqual(Float64Array.of(held / 100, 0))
    const { available: left } = market.look().observation.books
    const before = paid(market)
    plan(0, 0)
    expect(shown(market)).toBe(0)
    expect(account(market).deposit).toBe(0)
    expect(available(inside(market)) + account(market).owed).toBe(Math.round(left * 100) + held)
    for (let t = 0; t < 35 - 10; t++) plan(0, 0)
    expect(paid(market)).toBeGreaterThan(before)
    expect(paid(market) * 100 + account(market).owed).toBeCloseTo(10 * brought(market), 4)
  })

  plain("that the budget does not hold stays owed, and no other seat may spend what is owed", () => {
    const market = opened(selling({ budget: 220 }), 77) // sources take 120
    for (let t = 0; t < 60; t++) {
      t < 40 ? spend(market, 1000) : market.step({})
      const { ledger } = inside(market).state
      expect(totalCost(ledger)).toBeLessThanOrEqual(ledger.budget)
      expect(paid(market) * 100 + account(market).owed).toBeCloseTo(10 * brought(market), 4)
    }
    expect(totalCost(inside(market).state.ledger)).toBe(22_000)
    expect(account(market).owed).toBeGreaterThan(0)
    expect(available(inside(market))).toBe(0)
  })

  plain("the plan hears what partners did not earn as undelivered, and Pace counts no deposit as spent by others", () => {
    const market = opened(selling({ segments: [{ ...quietSegment, needRate: { mean: 0.002, shape: 2 }, usage: { partners: 1 } }] }), 78)
    const pace = new Pace()
    let step = market.look()
    let last = 0
    for (let t = 0; t < 20; t++) {
      for (const f of step.feedback) if (f.seat === "plan") pace.learn(f)
      const action = pace.plan(step.observation, [1])
      last = action.spend
      const deposit = account(market).deposit
      step = market.step({ plan: { action } })
      const feedback = step.feedback.find((f) => f.seat === "plan")
      expect(feedback?.seat === "plan" && feedback.undelivered[0]).toBeCloseTo((account(market).deposit - deposit) / 100, 6)
    }
    expect((pace.save() as { othersPerDay: number }).othersPerDay).toBeLessThan(0.05 * 2500)
    expect(last).toBeGreaterThan(0)
  })

  plain("acts: partners bring visits and orders that nothing else brought", () => {
    const market = opened(selling(), 79)
    for (let t = 0; t < 10; t++) spend(market, 150)
    expect(total(market, L.VISITS + 1)).toBeGreaterThan(100)
    expect(brought(market)).toBeGreaterThan(1000)
  })
})

describe("a fee per post", () => {
  const payment = { per: "post", fee: 100, elasticity: 0, reference: 1, reach: 0.3, mostPosts: 3 }
  const posting = (change: Change = {}, of: object = {}) =>
    quiet({
      customers: 20_000,
      budget: 1e9,
      clock: { days: 28, burnIn: 7 },
      segments: [
        { ...quietSegment, name: "few", share: 0.5, usage: { partners: 0.5 } },
        { ...quietSegment, name: "many", share: 0.5, usage: { partners: 1.5 } },
      ],
      channels: [{ ...partners, click: 0, gain: 1, payment: { ...payment, ...of } }, mail],
      customer: { goodwill: { halfLife: "3650 days", max: 1e6 } },
      history: { shares: { partners: 1 } },
      ...change,
    })

  plain("buys whole posts out of what is saved; each reaches its share, by affinity, in a Poisson number of exposures", () => {
    const market = opened(posting(), 81)
    const costs = Array.from({ length: 6 }, () => {
      const before = paid(market)
      spend(market, 150)
      return paid(market) - before
    })
    expect(costs).toEqual([100, 200, 100, 200, 100, 200])
    const counts = valuesOf(market, "goodwill").map(Math.round)
    for (const [half, affinity] of [
      [counts.slice(0, 10_000), 0.5],
      [counts.slice(10_000), 1.5],
    ] as const) {
      within4se(half, 9 * 0.3 * affinity)
      cells4se(half, (n) => poisson(n, 9 * 0.3 * affinity))
    }
  })

  plain("beyond those for sale the money stays in the budget, but for what the next tick could buy", () => {
    const market = opened(posting({ customers: 256 }), 82)
    const steps = [1000, 1000].map((money) => spend(market, money))
    expect(paid(market)).toBe(600)
    expect(account(market).deposit).toBe(40_000)
    const feedback = steps.map((s) => s.feedback.find((f) => f.seat === "plan"))
    expect(feedback.map((f) => f?.seat === "plan" && f.undelivered[0])).toEqual([300, 700])
  })

  for (const mostPosts of [0.3, 2, 10])
    plain(`as many are for sale on every clock: ${mostPosts} a day`, () => {
      for (const [hours, ticks] of [
        [1, 24 * 28],
        [24, 28],
        [168, 4],
      ] as const) {
        let sum = 0
        for (let t = 0; t < ticks; t++) sum += postsForSale({ ...payment, mostPosts } as PaymentPerPost, t, hours / 24)
        expect(Math.abs(sum - mostPosts * 28)).toBeLessThanOrEqual(1)
      }
    })

  plain("rivals' money makes a post dearer", () => {
    expect(postPrice({ ...payment, elasticity: 0.5, reference: 100 } as PaymentPerPost, 300)).toBeCloseTo(200, 9)
    const brands = [
      { name: "ours", price: 10, attraction: 0.5 },
      { name: "rival", price: 10, attraction: 0.5, spend: { partners: 365 * 300 } },
    ]
    const market = opened(posting({ customers: 256, brands }, { elasticity: 0.5, reference: 100 }), 83)
    spend(market, 400)
    expect(paid(market)).toBeGreaterThan(399.98)
    expect(shown(market)).toBeGreaterThan(0)
    expect(rivalGoodwill(market)).toBeGreaterThan(0)
  })
})

describe("exactly neutral", () => {
  for (const [what, payment] of [
    ["per sale", partners.payment],
    ["per post", { per: "post", fee: 100, reference: 1, reach: 0.3 }],
  ] as const)
    plain(`partners paid ${what} with no money are a market without them, bit for bit`, () => {
      const lively: Change = {
        brands: [1, 2].map((k) => ({ name: `brand${k}`, price: 10, attraction: 0.5 })),
        customer: { goodwill: { elasticity: 1 }, intent: { effect: 0.5 } },
      }
      const social = { ...quietMedia, gain: 0.1, click: 0.05 }
      const run = (channels: object[], shares: number[]) => {
        const usage = Object.fromEntries(channels.map((c) => [(c as { name: string }).name, 1]).filter(([name]) => name !== "mail"))
        const market = opened(quiet({ ...lively, segments: [{ ...quietSegment, needRate: { mean: 0.3, shape: 2 }, none: 0, usage }], channels }), 84)
        for (let t = 0; t < 20; t++) market.step({ plan: { action: { shares: Float64Array.from(shares), spend: 50 } } })
        const { memory, state } = inside(market)
        return structuredClone({ columns: memory.columns, ledger: state.ledger, revenue: state.series.revenue })
      }
      const with_ = [social, mail, { ...partners, payment, gain: 0.1 }]
      const without = run([social, mail], [1])
      expect(run(with_, [1, 0])).toEqual(without)
      expect(run(with_, [0.2, 0.8])).not.toEqual(without)
    })
})

describe("an experimenter", () => {
  plain("who forces more money into the deposit grants it to the budget; unforced, no deposit does", () => {
    const market = opened(selling(), 85)
    const { budget } = inside(market).state.ledger
    for (let t = 0; t < 5; t++) spend(market, 20)
    expect(inside(market).state.ledger.budget).toBe(budget)
    const { deposit } = account(market)
    const before = paid(market)
    market.step({ plan: { action: { shares: Float64Array.of(1), spend: 20 } } }, { media: 30 })
    expect(inside(market).state.ledger.budget).toBe(budget + 58_000)
    expect(account(market).deposit + Math.round((paid(market) - before) * 100)).toBe(deposit + 60_000)
    expect(shown(market)).toBeGreaterThan(0)
  })

  plain("who takes the channel away finds no exposure of it, though money lies with the partners", () => {
    const market = opened(selling(), 86)
    for (let t = 0; t < 5; t++) spend(market, 300)
    expect(account(market).deposit).toBeGreaterThan(0)
    market.step({}, { removed: ["partners"] })
    expect(shown(market)).toBe(0)
    expect(account(market).deposit).toBe(0)
    market.step({})
    expect(shown(market)).toBeGreaterThan(0)
  })
})
