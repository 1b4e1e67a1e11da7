import { describe, expect, test } from "vitest"
import { inside, type Market } from "../../sim/index.ts"
import * as L from "../../sim/kernel/layout.ts"
import { opened, quiet, quietMedia, quietSegment, total } from "./worlds.ts"

/** Media whose goodwill counts exposures: nothing saturates, wears or fades. */
function counting() {
  return quiet({
    customers: 2000,
    budget: 1e9,
    clock: { days: 21, burnIn: 7 },
    segments: [{ ...quietSegment, usage: { social: 2.5 } }],
    channels: [
      { ...quietMedia, gain: 1, bidCap: 0.05 },
      { name: "mail", kind: "owned" },
    ],
    customer: { goodwill: { halfLife: "3650 days", max: 1e6 } },
  })
}

/** Steps once with this media money a day. */
const spend = (market: Market, money: number) => market.step({ plan: { action: { shares: Float64Array.of(1), spend: money } } })

test("half the money buys fewer exposures, and no more is charged than was given", () => {
  const market = opened(counting(), 22)
  const bought = [1e6, 60, 30, 15, 0].map((money) => {
    const before = inside(market).state.ledger.media
    spend(market, money)
    const charged = inside(market).state.ledger.media - before
    expect(charged).toBeLessThanOrEqual(money * 100)
    if (money <= 60) expect(charged).toBeGreaterThanOrEqual(money * 100 - 1)
    return total(market, L.EXPOSURES + 1)
  })
  for (let k = 1; k < bought.length; k++) expect(bought[k]).toBeLessThan(bought[k - 1] as number)
  expect(bought.at(-1)).toBe(0)
})

describe("eight channels come to people and four are asked, of any kind", () => {
  const auctions = (name: string, count: number, captures: boolean) =>
    Array.from({ length: count }, (_, k) => ({ ...quietMedia, name: `${name}${k}`, captures, needQueries: 1 }))
  const effect = { click: 0, gain: 0, irritation: 0 }
  const tv = { name: "tv", kind: "broadcast", costPerPoint: 1, reference: 1, ...effect }
  const posts = { name: "posts", kind: "commission", payment: { per: "post", fee: 10, reference: 1, reach: 0.5 }, ...effect }
  const sales = { name: "sales", kind: "commission", payment: { per: "sale", rate: 0.1, reference: 100 }, ...effect }
  const world = (push: number, query: number) => {
    const channels = [...auctions("display", push - 3, false), tv, posts, sales, ...auctions("retail", query, true)]
    const usage = Object.fromEntries(channels.map(({ name }) => [name, 1]))
    return quiet({
      customers: 4000,
      segments: [{ ...quietSegment, needRate: { mean: 0.5, shape: 5 }, usage }],
      channels: [...channels, { name: "mail", kind: "owned" }],
      history: { shares: { tv: 1 } },
    })
  }

  test("each of them shows", () => {
    const market = opened(world(8, 3), 25)
    const shares = new Float64Array(11).fill(1 / 11)
    market.step({ plan: { action: { shares, spend: 11_000 } } })
    for (let c = 0; c < 11; c++) expect(total(market, L.EXPOSURES + c + 1)).toBeGreaterThan(1000)
  })

  test("and no more", () => {
    expect(() => world(9, 1)).toThrow(/channels: expected at most 8 push channels; found 9/)
    expect(() => world(3, 5)).toThrow(/channels: expected at most 4 query channels; found 5/)
  })
})
