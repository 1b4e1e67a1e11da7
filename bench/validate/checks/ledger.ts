import { inside, type Market, totalCost } from "../../../sim/index.ts"
import * as L from "../../../sim/kernel/layout.ts"
import { type Check, never } from "../check.ts"
import { keyOf, lively, wild } from "../lively.ts"
import { quietly, total, valuesOf } from "../quiet.ts"

const RUNS = 20

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)

/** Ours, of all customers so far, as their own columns say. */
const bought = (market: Market) => ({ orders: sum(valuesOf(market, "purchases")), cents: sum(valuesOf(market, "spend")) })

export const ledger: Check = {
  name: "ledger",
  about: "Whatever is decided, spend never exceeds the budget and the ledger is the sum of events, to the cent, at every tick",
  source: "double entry",
  run(seed) {
    const wrong = {
      "spend over budget": 0,
      "orders by brand": 0,
      "orders by customer": 0,
      "revenue by brand": 0,
      "revenue by customer": 0,
      "media charged": 0,
      rewards: 0,
    }
    for (let run = 0; run < RUNS; run++) {
      const world = lively()
      const market = quietly(world, seed, run)
      const key = keyOf(market)
      const before = bought(market)
      const orders = world.brands.map(() => 0)
      const cents = world.brands.map(() => 0)
      let [media, gained] = [0, 0]
      let step = market.look()
      for (let t = 0; t < world.clock.horizon + world.clock.runOut; t++) {
        step = market.step(step.truncated ? {} : wild(world, step, key))
        gained += step.reward
        const { ledger: book, series, tick } = inside(market).state
        world.brands.forEach((_, b) => {
          orders[b] = (orders[b] as number) + total(market, L.ORDERS + b)
          cents[b] = (cents[b] as number) + total(market, L.CENTS + b)
        })
        for (const { name } of world.channels) media += Math.round((series[`spend.${name}`]?.[tick - 1] ?? 0) * 100)
        const now = bought(market)
        const revenue = book.listed - book.discounts
        const apart: Record<keyof typeof wrong, boolean> = {
          "spend over budget": totalCost(book) > book.budget,
          "orders by brand": book.brandOrders.some((count, b) => count !== orders[b]) || book.orders !== orders[0],
          "orders by customer": book.orders !== now.orders - before.orders,
          "revenue by brand":
            book.brandRevenue.some((money, b) => money !== (cents[b] as number) * world.weight) || revenue !== (cents[0] as number) * world.weight,
          "revenue by customer": revenue !== (now.cents - before.cents) * world.weight,
          "media charged": book.media !== media,
          rewards: Math.round(gained * 100) !== book.listed - book.goods - totalCost(book),
        }
        for (const [what, is] of Object.entries(apart)) if (is) wrong[what as keyof typeof wrong]++
      }
    }
    return Object.entries(wrong).map(([what, times]) => never(what, times))
  },
}
