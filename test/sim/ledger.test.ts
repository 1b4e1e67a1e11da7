import { fc, test } from "@fast-check/vitest"
import { describe, expect } from "vitest"
import { capacityOfTick, contactCents } from "../../sim/contacts.ts"
import { inside, type Market, type Seat, totalCost } from "../../sim/index.ts"
import { available } from "../../sim/instructions.ts"
import * as L from "../../sim/kernel/layout.ts"
import { isContact } from "../../sim/world.ts"
import { decide, whims } from "./decisions.ts"
import { ways } from "./organisations.ts"
import { firmAt, lucks, opened, total, valuesOf, worlds } from "./worlds.ts"

/** Conservation: money is neither made nor lost, to the cent, whatever is decided. */

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)

/** Counts of all ticks, kept apart from the ledger. */
function tallyOf({ world }: Market) {
  const zeros = () => world.brands.map(() => 0)
  return { orders: zeros(), cents: zeros(), messages: 0, visits: 0, leads: 0, unsubscribed: 0, media: 0, store: 0, late: 0 }
}

function count(market: Market, tally: ReturnType<typeof tallyOf>): void {
  const { world } = market
  const { state } = inside(market)
  world.brands.forEach((_, b) => {
    tally.orders[b] = (tally.orders[b] as number) + total(market, L.ORDERS + b)
    tally.cents[b] = (tally.cents[b] as number) + total(market, L.CENTS + b)
  })
  for (let s = 0; s <= world.channels.length; s++) tally.visits += total(market, L.VISITS + s)
  tally.leads += total(market, L.LEADS)
  tally.unsubscribed += total(market, L.UNSUBSCRIBED)
  tally.store += total(market, L.STORE_ORDERS)
  tally.late += total(market, L.LATE_ORDERS)
  world.channels.forEach((channel, c) => {
    const exposures = total(market, L.EXPOSURES + c + 1)
    if (channel.kind === "human") expect(exposures).toBeLessThanOrEqual(capacityOfTick(world, channel, state.tick - 1))
    if (isContact(channel)) tally.messages += exposures * contactCents(channel, world.weight)
    else if (channel.kind !== "earned") tally.media += Math.round((state.series[`spend.${channel.name}`]?.[state.tick - 1] as number) * 100)
  })
}

describe("the ledger", () => {
  test.prop([worlds, lucks, whims, ways, fc.constantFrom(24, 1, 168)], { seed: 5, numRuns: 80 })(
    "spend never exceeds the budget, and the ledger is the sum of events, at every tick, however the firm works",
    (world, luck, behaviour, way, cadence) => {
      const plain = firmAt(cadence, 0, world.budget > 2000 ? 1 : 0)
      const market = opened(world, luck.seed, { ...plain, organisation: { ...plain.organisation, ...way } })
      const before = { purchases: sum(valuesOf(market, "purchases")), spend: sum(valuesOf(market, "spend")), store: sum(valuesOf(market, "storePurchases")) }
      const tally = tallyOf(market)
      let step = market.look()
      let gained = 0
      const ticks = Math.min(60, world.clock.horizon)
      for (let t = 0; t < ticks + Math.min(3, world.clock.runOut); t++) {
        const whim = behaviour[t % behaviour.length] as (typeof behaviour)[number]
        if (t === ticks)
          for (let k = ticks; k < world.clock.horizon; k++) {
            step = market.step({})
            count(market, tally)
            gained += step.reward
          }
        step = market.step(whim.absent ? {} : decide(world, step, whim))
        count(market, tally)
        gained += step.reward
        const { state } = inside(market)
        const ledger = state.ledger
        const { expectedRevenue, expectedGoods, ...counted } = ledger
        for (const value of Object.values(counted).flat()) expect(Number.isSafeInteger(value)).toBe(true)
        expect(Math.min(expectedRevenue, expectedGoods)).toBeGreaterThanOrEqual(0)
        expect(totalCost(ledger)).toBeLessThanOrEqual(ledger.budget)
        expect(available(inside(market))).toBeGreaterThanOrEqual(0)
        expect(ledger.budget).toBe(Math.floor(world.budget * 100))
        for (const cents of state.accounts.flatMap(({ deposit, owed }) => [deposit, owed])) {
          expect(Number.isSafeInteger(cents)).toBe(true)
          expect(cents).toBeGreaterThanOrEqual(0)
        }
        expect(step.observation.books.available).toBe(available(inside(market)) / 100)

        expect(ledger.brandOrders).toEqual(tally.orders)
        expect(ledger.brandRevenue).toEqual(tally.cents.map((c) => c * world.weight))
        expect(ledger.orders).toBe(tally.orders[0])
        expect(ledger.orders).toBe(sum(valuesOf(market, "purchases")) - before.purchases)
        expect(ledger.listed - ledger.discounts).toBe((tally.cents[0] as number) * world.weight)
        expect(ledger.listed - ledger.discounts).toBe((sum(valuesOf(market, "spend")) - before.spend) * world.weight)
        expect(ledger.media).toBe(tally.media)
        expect(ledger.messages).toBe(tally.messages)
        expect([ledger.visits, ledger.leads, ledger.unsubscribed]).toEqual([tally.visits, tally.leads, tally.unsubscribed])
        expect([ledger.storeOrders, ledger.lateOrders]).toEqual([tally.store, tally.late])
        expect(ledger.storeOrders).toBe(sum(valuesOf(market, "storePurchases")) - before.store)
        expect(ledger.discounts).toBeLessThanOrEqual(ledger.listed)
        expect(ledger.newCustomers).toBeLessThanOrEqual(ledger.orders)
        expect(ledger.attributed).toBeLessThanOrEqual(ledger.listed - ledger.discounts)
        const cost = (seat: Seat) => sum(state.journal.map((entry) => (entry.seat === seat ? entry.cost : 0)))
        expect([cost("engage"), cost("create")]).toEqual([ledger.messages, ledger.production])
        expect(cost("plan")).toBeLessThanOrEqual(ledger.media) // the rest is the history's plan
        expect(Math.round(gained * 100)).toBe(ledger.listed - ledger.goods - totalCost(ledger))
      }
    },
  )

  test.prop([worlds, lucks, whims], { seed: 6, numRuns: 40 })(
    "everybody's goodwill, irritation, intent and trust stay in their range, and what is bought in a store is part of all",
    (world, luck, behaviour) => {
      const market = opened(world, luck.seed)
      let step = market.look()
      for (const whim of behaviour.slice(0, world.clock.horizon)) step = market.step(decide(world, step, whim))
      const { memory, cells } = inside(market)
      const { goodwill, intent } = world.customer
      for (const { start, count, segment } of cells)
        for (let i = start; i < start + count; i++) {
          const trust = (world.segments[segment] as (typeof world.segments)[number]).trust + (memory.columns.trust[i] as number)
          expect(trust).toBeGreaterThan(-1e-7)
          expect(trust).toBeLessThan(1 + 1e-7)
          const { purchases, storePurchases, spend, storeSpend, lastPurchase, lastStorePurchase, lastOnlinePurchase } = memory.columns
          expect(storePurchases[i]).toBeLessThanOrEqual(purchases[i] as number)
          expect(storeSpend[i]).toBeLessThanOrEqual(spend[i] as number)
          expect(lastPurchase[i]).toBe(Math.max(lastStorePurchase[i] as number, lastOnlinePurchase[i] as number))
          if (world.customer.once) expect(purchases[i]).toBeLessThanOrEqual(1)
          expect(memory.columns.goodwill[i]).toBeGreaterThanOrEqual(0)
          expect(memory.columns.goodwill[i]).toBeLessThanOrEqual(Math.fround(goodwill.max))
          expect(memory.columns.intent[i]).toBeGreaterThanOrEqual(0)
          expect(memory.columns.intent[i]).toBeLessThanOrEqual(Math.fround(intent.max))
          expect(memory.columns.irritation[i]).toBeGreaterThanOrEqual(0)
          expect(memory.columns.stock[i]).toBeGreaterThanOrEqual(0)
          expect(memory.columns.treatment[i]).toBe(0)
          const owner = memory.columns.owner[i] as number
          expect(owner < world.brands.length || owner === L.NO_BRAND).toBe(true)
        }
    },
  )
})
