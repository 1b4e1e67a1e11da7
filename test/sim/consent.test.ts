import { describe, expect, test } from "vitest"
import type { Market } from "../../sim/index.ts"
import * as L from "../../sim/kernel/layout.ts"
import { families } from "../../sim/world.ts"
import { contacted, giveAll, nobody } from "./contacts.ts"
import { digestOf, opened, quiet, quietMessage, quietSegment, total, valuesOf } from "./worlds.ts"

/** Consent to the use of data, by family of sources: given for value by those who trust, taken back by those who do not (sim/kernel/trust.ts). */

const customers = 5000
const shares = { behaviour: 0.1, transactions: 0.9, social: 0.5, competitors: 0, thirdParty: 0.3 }

function marketOf(trust: number, withdraws: number, message: object = {}, consent: object = shares, seed = 71): Market {
  const world = quiet({
    customers,
    segments: [{ ...quietSegment, subscribed: 1, trust, consent }],
    treatments: [{ ...quietMessage, ...message }],
    customer: { trust: { withdraws } },
  })
  return opened(world, seed, nobody)
}

/** Customers who consent, by family. */
const consenting = (market: Market) => families.map((_, k) => valuesOf(market, "consent").filter((bits) => bits & (1 << k)).length)

/** A count is binomial: within 4 standard errors, and exact where the chance is 0 or 1. */
function binomial(seen: number, n: number, chance: number): void {
  expect(Math.abs(seen - n * chance), `${seen} of ${n}, expected ${n * chance}`).toBeLessThanOrEqual(4 * Math.sqrt(n * chance * (1 - chance)))
}

describe("consent", () => {
  test("is held at the start by the segment's share of each family, independently; by all where no share is given", () => {
    const market = marketOf(0.5, 0)
    const seen = consenting(market)
    families.forEach((family, k) => binomial(seen[k] as number, customers, shares[family]))
    const both = valuesOf(market, "consent").filter((bits) => (bits & 0b110) === 0b110).length
    binomial(both, customers, shares.transactions * shares.social)
    expect(consenting(marketOf(0.5, 0, {}, {}))).toEqual(families.map(() => customers))
  })

  for (const trust of [0, 0.3, 1])
    test(`is given with chance value · trust in each contact that is read, at trust ${trust}`, () => {
      const value = 0.4
      const market = marketOf(trust, 0, { consentValue: value })
      const before = consenting(market)
      contacted(market, 1)
      const after = consenting(market)
      before.forEach((held, k) => binomial((after[k] as number) - held, customers - held, value * trust))
      expect(total(market, L.CONSENTS)).toBe(after.reduce((a, b) => a + b, 0) - before.reduce((a, b) => a + b, 0))
      contacted(market, 4)
      consenting(market).forEach((held, k) => binomial(customers - held, customers - (before[k] as number), (1 - value * trust) ** 5))
    })

  for (const trust of [0, 0.3, 1])
    test(`is taken back with chance withdraws · (1 − trust) at each contact, read or not, at trust ${trust}`, () => {
      const market = marketOf(trust, 0.25, { open: 0 })
      const before = consenting(market)
      contacted(market, 1)
      const after = consenting(market)
      before.forEach((held, k) => binomial(held - (after[k] as number), held, 0.25 * (1 - trust)))
      expect(total(market, L.CONSENTS)).toBe(after.reduce((a, b) => a + b, 0) - before.reduce((a, b) => a + b, 0))
      contacted(market, 4)
      consenting(market).forEach((held, k) => binomial(held, before[k] as number, (1 - 0.25 * (1 - trust)) ** 5))
    })

  test("settles where as many give it as take it back: value · trust / (value · trust + withdraws · (1 − trust))", () => {
    const [trust, value, withdraws] = [0.6, 0.5, 0.4]
    const market = contacted(marketOf(trust, withdraws, { consentValue: value }), 20)
    const [gives, takes] = [value * trust, withdraws * (1 - trust)]
    for (const held of consenting(market)) binomial(held, customers, gives / (gives + takes))
  })

  test("follows the trust that the same contact leaves", () => {
    const world = quiet({
      customers,
      segments: [{ ...quietSegment, subscribed: 1, trust: 0.8, consent: Object.fromEntries(families.map((f) => [f, 0])) }],
      treatments: [{ ...quietMessage, personal: 1, consentValue: 1 }],
      customer: { trust: { intrusion: 1 } },
    })
    const market = contacted(opened(world, 72, nobody), 1) // trust falls by 1 · (1 − .8) to .6
    for (const held of consenting(market)) binomial(held, customers, 0.6)
  })

  test("is asked of nobody, and stays, where a message offers nothing and nobody withdraws: exactly neutral", () => {
    const run = (trust: number, message: object, withdraws = 0) => digestOf(contacted(marketOf(trust, withdraws, message), 10))
    const base = run(0.5, {})
    expect(run(0.5, { consentValue: 0.5, open: 1 })).not.toBe(base)
    expect(run(0.5, {}, 0.5)).not.toBe(base)
    expect(run(0, { consentValue: 0.5 })).toBe(base) // nobody trusts: nobody gives
    expect(run(1, {}, 0.5)).toBe(base) // all trust: nobody takes back
    const still = marketOf(0.5, 0)
    const before = valuesOf(still, "consent")
    giveAll(still, "trust", -0.4)
    expect(valuesOf(contacted(still, 10), "consent")).toEqual(before)
  })
})
