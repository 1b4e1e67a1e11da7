/**
 * The kernel's law in plain TypeScript, one function a step: what the compiled kernel must equal bit for bit. It reads and writes a
 * market's memory through the same views as the rest of the market, and is written to be read, not to be fast.
 */
import * as L from "../../../sim/kernel/layout.ts"
import type { Memory } from "../../../sim/memory.ts"
import { choose, type Occasion } from "./choice.ts"
import { readCustomer, writeCustomer } from "./customer.ts"
import { defect, defects } from "./defection.ts"
import { readEntry, writeEntry } from "./entry.ts"
import { pushExposures, weighted } from "./exposures.ts"
import { carryGoodwill } from "./goodwill.ts"
import { irritate, responsiveness } from "./irritation.ts"
import { luckOf, occasionWords, sharedWord } from "./luck.ts"
import { message } from "./message.ts"
import { consume, expectedNeeds } from "./need.ts"
import { f32, gridUniform, HALF_GRID, poissonCount, uniform } from "./numbers.ts"
import { type Cell, readCells, readMarket, readTreatment } from "./parameters.ts"
import { type Order, purchase } from "./purchase.ts"
import { queries } from "./queries.ts"
import { countAdvocate, experience, settle } from "./satisfaction.ts"
import { trustDeviation } from "./trust.ts"
import type { Turn } from "./turn.ts"
import { pushVisits, visits } from "./visits.ts"

/** A source of counts: adds to a total of a cell. */
function counter(memory: Memory, cell: Cell): Turn["count"] {
  return (total, by) => (memory.total[cell.number * L.TOTAL_SLOTS + total]! += by)
}

/** The wide pass: every customer's stocks move on, push media expose, and those to whom something may happen go on the list. */
export function wide(memory: Memory): number {
  const luck = luckOf(memory)
  const market = readMarket(memory)
  let length = 0
  let notNumber = false
  for (const cell of readCells(memory)) {
    const count = counter(memory, cell)
    for (let index = 0; index < cell.count; index++) {
      const draw = (purpose: number) => sharedWord(luck, cell.number, index, purpose)
      const customer = readCustomer(memory, cell.start + index)
      const exposures = pushExposures(luck, cell, index)
      exposures.forEach((e, p) => count(L.EXPOSURES + cell.pushes[p]!.source, e))

      const irritation = f32(customer.irritation * cell.irritationDecay)
      const response = responsiveness(irritation, cell)
      customer.goodwill = carryGoodwill(customer.goodwill, weighted(exposures, cell, "gain"), response, cell)
      customer.irritation = irritate(irritation, weighted(exposures, cell, "irritation"))
      customer.intent = f32(customer.intent * cell.intentDecay)
      customer.pageViews = f32(customer.pageViews * cell.pageDecay)
      customer.stock = consume(customer.stock, customer.needRate, cell)
      writeCustomer(memory, customer)

      const needRate = expectedNeeds(customer.needRate, customer.stock, cell)
      const visitRate = pushVisits(weighted(exposures, cell, "click"), response, cell)
      notNumber ||= [customer.goodwill, customer.irritation, customer.intent, customer.pageViews, needRate, visitRate].some(Number.isNaN)

      const needUniform = gridUniform(draw(L.DRAW_NEED))
      const visitUniform = gridUniform(draw(L.DRAW_VISIT))
      const queryWords = cell.queries.map((_, q) => draw(L.DRAW_QUERY + q))
      const asks = cell.queries.some(({ limit }, q) => queryWords[q]! < limit)
      if (!(needUniform < needRate || visitUniform < visitRate || asks || customer.treatment !== 0)) continue
      const needs = poissonCount(needRate, needUniform + HALF_GRID)
      count(L.NEEDS, needs)
      if (needs > 0) count(L.BRAND_NEEDS, (needs * customer.goodwill) / (customer.goodwill + market.goodwillReference))
      const queryUniforms = queryWords.map(gridUniform)
      writeEntry(memory, length++, { place: customer.place, cell: cell.number, needs, needRate, visitRate, visitUniform, queryUniforms, response, exposures })
    }
  }
  memory.header[L.LIST_LENGTH] = length
  return notNumber ? -1 : length
}

/** The choice pass: gives customers of the list their turn from entry `from` on, until the event buffer might overflow. @returns the next entry */
export function choice(memory: Memory, from: number): number {
  const cells = readCells(memory)
  const market = readMarket(memory)
  const luck = luckOf(memory)
  const orders: Order[] = []
  let k = from
  for (; k < memory.header[L.LIST_LENGTH]! && orders.length < memory.header[L.EVENT_CAPACITY]! - 64; k++) {
    const entry = readEntry(memory, k)
    const cell = cells[entry.cell]!
    const customer = readCustomer(memory, entry.place)
    const treatment = readTreatment(memory, customer.treatment)
    const turn: Turn = { market, cell, index: entry.place - cell.start, customer, entry, treatment, luck, count: counter(memory, cell) }
    orders.push(...play(turn))
    writeCustomer(memory, customer)
  }
  orders.forEach((order, e) => {
    const at = memory.events.subarray(e * L.EVENT_SLOTS)
    at[L.EVENT_ID] = order.place
    at[L.EVENT_LIST_CENTS] = order.listCents
    at[L.EVENT_DISCOUNT_CENTS] = order.discountCents
    at[L.EVENT_COST_CENTS] = order.costCents
    at[L.EVENT_NEW] = order.isNew ? 1 : 0
    at[L.EVENT_TREATMENT] = order.treatment
    at[L.EVENT_STORE] = order.inStore ? 1 : 0
    at[L.EVENT_LATE] = order.late ? 1 : 0
  })
  memory.header[L.EVENT_LENGTH] = orders.length
  return k
}

/** A customer's turn: message, queries, visits, then a choice on each need. @returns orders of ours */
function play(turn: Turn): Order[] {
  const { market, cell, entry, treatment, luck, index } = turn
  const earlier = { goodwill: turn.customer.goodwill, intent: turn.customer.intent, trust: trustDeviation(turn) } // what counts on occasions before the message
  const { opened, needs: hastened, visits: messageVisits } = message(turn)
  visits(turn, messageVisits, queries(turn))

  const orders: Order[] = []
  const trust = trustDeviation(turn)
  let discountLeft = opened && treatment.discount > 0
  for (let n = 0; n < Math.min(63, entry.needs + hastened); n++) {
    const words = occasionWords(luck, cell.number, index, n)
    const u = uniform(words.time)
    const time = n < entry.needs ? u : treatment.sendAt + (1 - treatment.sendAt) * u // hastened needs come after the message
    const heard = time >= treatment.sendAt
    const occasion: Occasion = {
      words,
      afterSwitch: time >= market.priceSwitch,
      couponed: discountLeft && heard,
      inStore: uniform(words.considered(0).known) < cell.storeShare,
      late: time >= market.shelfEmpty,
      mood: heard ? { goodwill: turn.customer.goodwill, intent: turn.customer.intent, trust } : earlier,
    }
    const best = choose(turn, occasion)
    if (best < 0) continue
    const order = purchase(turn, occasion, best, words.units, n)
    if (order) orders.push(order)
    if (best === 0) {
      earlier.intent = 0
      if (occasion.couponed) discountLeft = false
    }
    const felt = experience(turn, best, occasion.late, words.experience)
    countAdvocate(turn, -1)
    settle(turn, best, felt)
    const leaves = !market.once && defects(turn, felt.satisfaction, words.defection)
    if (leaves) defect(turn, best)
    if (market.once) turn.customer.needRate = 0
    countAdvocate(turn, 1)
    if (market.once || (leaves && market.defectsFromCategory)) break
  }
  return orders
}
