import { expect, test } from "vitest"
import { inside, type Market } from "../../sim/index.ts"
import * as L from "../../sim/kernel/layout.ts"
import { nobody } from "./contacts.ts"
import { within4se } from "./errors.ts"
import { digestOf, opened, quiet, quietSegment, total, valuesOf } from "./worlds.ts"

/** An online order is when a buyer may accept messages. */

function played(subscribing: number, subscribed = 0): { market: Market; joined: number } {
  const segment = { ...quietSegment, needRate: { mean: 0.15, shape: 2 }, none: 0, stores: 0.4, subscribed }
  const world = quiet({ customers: 4000, segments: [segment], choice: { none: 0.3 }, customer: { subscribing }, clock: { burnIn: 0 } })
  const market = opened(world, 85, nobody)
  let joined = 0
  for (let t = 0; t < 21; t++) {
    market.step({})
    joined += total(market, L.RESUBSCRIBED)
  }
  return { market, joined }
}

const subscribers = (market: Market) => valuesOf(market, "flags").map((bits) => Number((bits & L.SUBSCRIBED) !== 0))

test("of those with n online orders 1 − (1 − chance)^n accept messages: each order asks anew, an order in a store never", () => {
  const chance = 0.3
  const { market, joined } = played(chance)
  const inStores = valuesOf(market, "storePurchases")
  const online = valuesOf(market, "purchases").map((all, i) => all - (inStores[i] as number))
  const accepted = subscribers(market)
  for (const n of [1, 2, 3, 4]) {
    const of = accepted.filter((_, i) => online[i] === n)
    expect(of.length).toBeGreaterThan(100)
    within4se(of, 1 - (1 - chance) ** n)
  }
  const offline = accepted.filter((_, i) => online[i] === 0 && (inStores[i] as number) > 0)
  expect(offline.length).toBeGreaterThan(100)
  expect(offline.every((x) => x === 0)).toBe(true)
  expect(joined).toBe(accepted.reduce((a, b) => a + b, 0))
})

test("a chance of 0, or buyers who all accept messages already: exactly neutral", () => {
  expect(played(0).joined).toBe(0)
  expect(digestOf(played(0.3, 1).market)).toBe(digestOf(played(0, 1).market))
  const [without, withIt] = [played(0).market, played(0.3).market]
  expect(inside(withIt).state.ledger).toEqual(inside(without).state.ledger) // nobody writes to them, so it moves no sale
  expect(subscribers(withIt)).not.toEqual(subscribers(without))
})
