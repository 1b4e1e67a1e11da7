import { describe, expect, test } from "vitest"
import { heard } from "../../sim/diffusion.ts"
import { inside, type Market, open } from "../../sim/index.ts"
import * as L from "../../sim/kernel/layout.ts"
import { giveAll, nobody } from "./contacts.ts"
import { meanOf, varianceOf } from "./errors.ts"
import { opened, quiet, quietSegment, total, valuesOf } from "./worlds.ts"

/**
 * A durable that spreads: the hazard of a first purchase is p + q F (Bass 1969). With F the share that has bought, dF/dt = (p + q F)(1 − F) has the
 * solution F(t) = (1 − e^−(p+q)t) / (1 + (q/p) e^−(p+q)t).
 */

const customers = 4000
const brands = ["ours", "theirs"].map((name) => ({ name, price: 10, attraction: 0.5 }))

/** Everybody of one kind, with a hazard of their own of exactly the market's. */
function bass(innovation: number, imitation: number, clock: object, replication = 0, change: object = {}): Market {
  const segments = [{ ...quietSegment, needRate: { mean: 1, shape: 1 } }]
  const world = quiet({
    customers,
    segments,
    brands,
    customer: { once: true },
    demand: { diffusion: { innovation, imitation } },
    clock: { burnIn: 0, runOut: 0, ...clock },
    ...change,
  })
  const market = open(world, nobody, { seed: 101, replication })
  giveAll(market, "needRate", 1)
  return market
}

const adopted = (market: Market) => inside(market).state.adopters.reduce((a, b) => a + b, 0) / inside(market).world.customers

/** Cumulative adoption at time t (years). */
const closed = (p: number, q: number, t: number) => (1 - Math.exp(-(p + q) * t)) / (1 + (q / p) * Math.exp(-(p + q) * t))

/** The discrete law: over a tick of length dt (years) the hazard stays as it was at its start. */
function discrete(p: number, q: number, dt: number, ticks: number): number {
  let f = 0
  for (let t = 0; t < ticks; t++) f += (1 - f) * (1 - Math.exp(-(p + q * f) * dt))
  return f
}

describe("adoption", () => {
  for (const [tick, days, p, q] of [
    ["day", 365, 0.3, 3.8], // ten times the published means of .03 and .38, so that a year shows ten
    ["week", 3640, 0.03, 0.38],
  ] as const)
    test(`follows Bass's curve with p = ${p} and q = ${q} a year, clock in ${tick}s, within 4 standard errors over replications`, () => {
      const dt = (tick === "day" ? 1 : 7) / 365
      const repeats = 16
      const at = [0.25, 0.5, 0.75, 1].map((part) => Math.round((part * days) / (tick === "day" ? 1 : 7)))
      const seen = Array.from({ length: repeats }, (_, replication) => {
        const market = bass(p, q, { tick, days }, replication)
        return at.map((ticks) => {
          while (inside(market).state.tick < ticks) market.step({})
          return adopted(market)
        })
      })
      at.forEach((ticks, k) => {
        const shares = seen.map((run) => run[k] as number)
        const error = Math.sqrt(varianceOf(shares) / repeats)
        const law = discrete(p, q, dt, ticks)
        expect(Math.abs(meanOf(shares) - law), `${meanOf(shares)} after ${ticks} ticks, expected ${law}, standard error ${error}`).toBeLessThan(4 * error)
        // Bass's own curve, later by what a hazard that stands for a tick loses: to first order the share (p + q) dt / 2 of the time
        expect(meanOf(shares)).toBeGreaterThan(closed(p, q, ticks * dt * (1 - ((p + q) * dt) / 2)) - 4 * error)
        expect(meanOf(shares)).toBeLessThan(closed(p, q, ticks * dt) + 4 * error)
      })
    })

  test("is one purchase each, of one brand, and ends when all have bought", () => {
    const market = bass(20, 20, { days: 120 }, 0, { customers: 1000 })
    let orders = 0
    for (let t = 0; t < 120; t++) {
      market.step({})
      for (const b of [0, 1]) orders += total(market, L.ORDERS + b)
      expect(inside(market).state.adopters).toEqual([orders])
    }
    expect(orders).toBeGreaterThan(990)
    expect(orders).toBeLessThanOrEqual(1000)
    expect(Math.max(...valuesOf(market, "purchases"))).toBe(1)
    const { owner } = inside(market).memory.columns
    expect(valuesOf(market, "purchases").every((x, i) => x === 0 || owner[i] === 0)).toBe(true)
  })

  test("by innovators alone is exponential, and without p or q nobody adopts", () => {
    const market = bass(2, 0, { days: 90 })
    for (let t = 0; t < 90; t++) market.step({})
    const share = 1 - Math.exp((-2 * 90) / 365)
    expect(Math.abs(adopted(market) - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / customers))
    const still = bass(0, 50, { days: 30 }, 0, { customers: 500 })
    for (let t = 0; t < 30; t++) still.step({})
    expect(adopted(still)).toBe(0)
  })
})

describe("homophily", () => {
  const half = customers / 2
  /** Two segments, a fifth of the first having bought; nobody adopts but by word of mouth. @returns the market after some days */
  const seeded = (homophily: number, days: number, seed = 102) => {
    const segment = (name: string) => ({ ...quietSegment, name, share: 0.5, homophily })
    const world = quiet({
      customers,
      segments: [segment("first"), segment("second")],
      brands,
      customer: { once: true },
      demand: { diffusion: { innovation: 0, imitation: 10 } },
      clock: { burnIn: 0 },
    })
    const market = opened(world, seed, nobody)
    const { memory, state } = inside(market)
    giveAll(market, "needRate", 1)
    memory.columns.needRate.fill(0, 0, half / 5)
    state.adopters[0] = half / 5
    for (let t = 0; t < days; t++) market.step({})
    return market
  }
  const shares = (market: Market) => inside(market).state.adopters.map((count) => count / half)

  test("of 1 keeps talk within a segment: the other never starts", () => {
    const [first, second] = shares(seeded(1, 28)) as [number, number]
    expect(second).toBe(0)
    expect(first).toBeGreaterThan(0.25)
  })

  test("slows the spread to the other segment, the more the stronger, by the discrete law", () => {
    const found = [0, 0.5, 0.9].map((homophily) => {
      let [f, g] = [0.2, 0]
      for (let t = 0; t < 28; t++) {
        const all = (f + g) / 2
        const hazard = (own: number) => (10 * (homophily * own + (1 - homophily) * all)) / 365
        ;[f, g] = [f + (1 - f) * (1 - Math.exp(-hazard(f))), g + (1 - g) * (1 - Math.exp(-hazard(g)))]
      }
      const seen = Array.from({ length: 16 }, (_, k) => shares(seeded(homophily, 28, 110 + k)))
      ;[f, g].forEach((law, s) => {
        const values = seen.map((run) => run[s] as number)
        const error = Math.sqrt(varianceOf(values) / values.length)
        expect(Math.abs(meanOf(values) - law), `homophily ${homophily}: ${meanOf(values)}, expected ${law}`).toBeLessThan(4 * error)
      })
      const others = seen.map((run) => run[1] as number)
      return { mean: meanOf(others), error: Math.sqrt(varianceOf(others) / others.length) }
    })
    for (let k = 1; k < found.length; k++) {
      const [more, less] = [found[k - 1], found[k]] as [(typeof found)[0], (typeof found)[0]]
      expect(more.mean - less.mean).toBeGreaterThan(4 * Math.hypot(more.error, less.error))
    }
  })

  test("of 0 is uniform mixing exactly: all hear the same, the population's share", () => {
    const world = inside(seeded(0, 0)).world
    expect(heard(world, [0.2, 0.6])).toEqual([0.4, 0.4])
    const mixed = inside(seeded(0.25, 0)).world
    expect(heard(mixed, [0.2, 0.6])).toEqual([0.25 * 0.2 + 0.75 * 0.4, 0.25 * 0.6 + 0.75 * 0.4])
    expect(heard(mixed, [0.5, 0.5])).toEqual([0.5, 0.5])
  })
})

test("without diffusion need is steady: the hazard is 1, whatever the homophily", () => {
  const run = (homophily: number) => {
    const market = opened(quiet({ customers: 500, segments: [{ ...quietSegment, homophily }] }), 103)
    for (let t = 0; t < 20; t++) market.step({})
    return inside(market).state.ledger
  }
  expect(run(0.7)).toEqual(run(0))
})
