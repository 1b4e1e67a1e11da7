import { describe, expect, test } from "vitest"
import { advance } from "../../sim/desks.ts"
import { inside, type Market } from "../../sim/index.ts"
import { ACTS, type Instruction } from "../../sim/organisation.ts"
import { within4se } from "./errors.ts"
import { firmAt, opened, quiet, quietMedia, quietMessage, quietSegment, valuesOf } from "./worlds.ts"

/** Instructions act from their hour on, within a tick too (docs/model.md, time). */

const OLD = 10 // media money a day of the history, and of the plan that follows
const NEW = 40

const media = (tick: string, latency: number) => {
  const world = quiet({
    customers: 400,
    clock: { tick, days: 28, burnIn: 7 },
    segments: [{ ...quietSegment, usage: { social: 3 } }],
    channels: [quietMedia, { name: "mail", kind: "owned" }],
    history: { spend: OLD * 365 },
  })
  return opened(world, 41, firmAt(24, latency))
}

describe("a plan", () => {
  for (const [tick, latency] of [
    ["day", 0],
    ["day", 0.25],
    ["day", 2],
    ["day", 12],
    ["day", 72],
    ["day", 84],
    ["hour", 2],
    ["hour", 2.5],
    ["week", 12],
    ["week", 240],
  ] as const)
    test(`of a firm that takes ${latency} hours spends the old money before and the new after, on a clock in ${tick}s`, () => {
      const market = media(tick, latency)
      const hours = market.world.clock.hoursPerTick
      for (let t = 0; t < Math.min(market.world.clock.horizon, 100); t++) {
        const before = inside(market).state.ledger.media
        market.step(t === 0 ? { plan: { action: { shares: Float64Array.of(1), spend: NEW } } } : {})
        const old = Math.min(hours, Math.max(0, latency - t * hours))
        const money = (OLD * old + NEW * (hours - old)) / 24
        const charged = (inside(market).state.ledger.media - before) / 100
        expect(charged).toBeLessThanOrEqual(money + 1e-9)
        expect(charged).toBeGreaterThan(money - 0.01 - 1e-9) // whole cents
      }
    })

  test("replaces another in order of time, then of issue", () => {
    const instruction = (sequence: number, hour: number): Instruction => ({
      seat: "plan",
      sequence,
      issued: 0,
      stage: ACTS,
      hour,
      automated: false,
      reworked: 0,
      action: { shares: Float64Array.of(1), spend: 1 },
    })
    const queue = [instruction(0, 30), instruction(2, 5), instruction(1, 5), instruction(3, 24)]
    const work = { organisation: firmAt(24).organisation, key: [0, 0, 0, 0] as const, queue, free: [] }
    expect(advance(work, 24).map((i) => i.sequence)).toEqual([1, 2])
    expect(queue.map((i) => i.sequence)).toEqual([0, 3])
    expect(advance(work, 48).map((i) => i.sequence)).toEqual([3, 0])
  })
})

/** Everybody visits in the burn-in, so everybody is due for a decision on the first day; one message to each. */
function messaged(latency: number, message: object, change: object = {}, send = true): Market {
  const world = quiet({
    customers: 20_000,
    clock: { days: 7, burnIn: 4 },
    segments: [{ ...quietSegment, needRate: { mean: 0.4, shape: 100 }, subscribed: 1, directVisits: 5 }],
    treatments: [{ ...quietMessage, ...message }],
    ...change,
  })
  const market = opened(world, 42, firmAt(168, latency))
  const { rows } = market.look().observation.customers
  expect(rows.length).toBe(20_000)
  market.step(send ? { engage: { action: { treatment: new Uint8Array(rows.length).fill(1) } } } : {})
  return market
}

describe("a message", () => {
  for (const latency of [0, 2, 12, 23])
    test(`sent at hour ${latency} is redeemed on later occasions only`, () => {
      const market = messaged(latency, { discount: 0.1, discountCap: 50 })
      const { discounts } = inside(market).state.ledger
      // one brand, always bought, one unit of 1000 cents: each redemption is 100 cents; P(an occasion after the message), Poisson with a gamma rate
      const expected = 1 - (1 + (0.4 * (1 - latency / 24)) / 100) ** -100
      const n = 20_000
      expect(discounts % 100).toBe(0)
      expect(Math.abs(discounts / 100 - n * expected)).toBeLessThan(4 * Math.sqrt(n * expected * (1 - expected)))
    })

  test("sent at hour 12 brings half the further needs of one sent at once", () => {
    const purchases = (latency: number, send = true) => valuesOf(messaged(latency, { acceleration: 2 }, {}, send), "purchases")
    const [none, full, half] = [purchases(0, false), purchases(0), purchases(12)]
    within4se(
      full.map((x, i) => x - (none[i] as number)),
      0.8,
    )
    within4se(
      half.map((x, i) => x - (none[i] as number)),
      0.4,
    )
  })

  test("sent at hour 12 persuades on half the occasions of one sent at once", () => {
    const change = {
      // Few have two needs in the day: the first purchase uses the intent up, so that the later half of them gains more than half
      segments: [{ ...quietSegment, needRate: { mean: 0.1, shape: 100 }, subscribed: 1, directVisits: 5 }],
      brands: [1, 2].map((k) => ({ name: `brand${k}`, price: 10, attraction: 0.5 })),
      customer: { intent: { effect: 3, perVisit: 0, max: 2 } },
    }
    const purchases = (latency: number, send = true) => valuesOf(messaged(latency, { intent: 2 }, change, send), "purchases")
    const [none, full, half] = [purchases(0, false), purchases(0), purchases(12)]
    within4se(
      half.map((x, i) => x - ((none[i] as number) + (full[i] as number)) / 2),
      0,
    )
  })
})
