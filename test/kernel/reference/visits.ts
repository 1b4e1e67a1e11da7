import * as L from "../../../sim/kernel/layout.ts"
import type { Customer } from "./customer.ts"
import { ownWords } from "./luck.ts"
import { f32, HALF_GRID, poissonCount, uniform } from "./numbers.ts"
import type { Cell } from "./parameters.ts"
import type { Turn } from "./turn.ts"

/** Expected visits of nothing and of push media. */
export function pushVisits(clicks: number, response: number, { directVisits }: Cell): number {
  return f32(directVisits + f32(response * clicks))
}

/** Draws visits; each has the source that brought it, leaves a touch, and adds page views and intent, by which a visitor becomes a lead. */
export function visits(turn: Turn, messageVisits: number, queryClicks: readonly number[]): void {
  const { market, customer, entry, luck, count } = turn
  const rate = entry.visitRate + queryClicks.reduce((a, b) => a + b, 0) + messageVisits
  const number = poissonCount(rate, entry.visitUniform + HALF_GRID)
  if (number === 0) return
  for (let k = 0; k < number; k++) {
    const source = sourceOf(turn, k, rate, messageVisits, queryClicks)
    count(L.VISITS + source, 1)
    if (source !== 0) touch(customer, source, market.day)
  }
  customer.pageViews = f32(customer.pageViews + number * market.pagesPerVisit)
  customer.intent = Math.min(market.intentMax, customer.intent + number * market.visitIntent)
  customer.lastVisit = luck.tick
  customer.flags |= L.EVENT
  if ((customer.flags & L.LEAD) === 0 && customer.intent >= market.leadThreshold) {
    customer.flags |= L.LEAD
    count(L.LEADS, 1)
  }
}

/** The source of the k-th visit, each in proportion to what it is expected to bring: direct, message, queries, push media. */
function sourceOf({ cell, entry, treatment, luck, index }: Turn, k: number, rate: number, messageVisits: number, queryClicks: readonly number[]): number {
  const candidates = [
    ...(messageVisits > 0 ? [{ source: treatment.source, expected: messageVisits }] : []),
    ...queryClicks.flatMap((expected, q) => (expected > 0 ? [{ source: cell.queries[q]!.source, expected }] : [])),
    ...cell.pushes.flatMap(({ source, click }, p) => {
      const e = entry.exposures[p]!
      return e > 0 && click > 0 ? [{ source, expected: entry.response * e * click }] : []
    }),
  ]
  const word = ownWords(luck, cell.number, index, L.DRAW_SOURCE + 256 * Math.floor(k / 4))[k % 4]!
  let left = uniform(word) * rate - cell.directVisits
  let found = 0
  for (const { source, expected } of candidates) {
    if (left <= 0) break
    found = source
    left -= expected
  }
  return found
}

/** Puts (source, day) into the ring of eight touches. */
function touch(customer: Customer, source: number, day: number): void {
  customer.touches[customer.touchHead] = (source << 12) | (day & 4095)
  customer.touchHead = (customer.touchHead + 1) % 8
}
