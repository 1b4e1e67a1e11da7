import { type Credit, giveCredit, newCredit, shareCredit, writeCredit } from "./attribution/credit.ts"
import { judge } from "./attribution/journeys.ts"
import { newPath, readPath } from "./attribution/path.ts"
import { earn, idle } from "./commission.ts"
import { contactCents } from "./contacts.ts"
import { runningCents } from "./costs.ts"
import { adoptionHazard, countAdopters } from "./diffusion.ts"
import { chain } from "./digest.ts"
import { demand, indicator, priceAcceleration } from "./economy.ts"
import { atPricesOfTick, demandFactor, loseConsent } from "./events.ts"
import { history } from "./history.ts"
import { act, bookPlans } from "./instructions.ts"
import { forcedMoney, forceMoves, forcePrice, granted } from "./intervention.ts"
import * as L from "./kernel/layout.ts"
import { chainLedger, grossMargin, totalCost } from "./ledger.ts"
import { countMedia, messageContent, offerQueries, pushMedia, queryMedia, storeMedia } from "./media.ts"
import { writePrices } from "./parameters.ts"
import { overTick } from "./price.ts"
import { publish } from "./published.ts"
import { type Appeal, soldTo } from "./rivalGoodwill.ts"
import { closeBooks, rivalMedia, rivalsAct, spendPerDay } from "./rivals.ts"
import { FIRST_QUARTER, LAST_QUARTER, NEW_IN_HORIZON, type Play } from "./state.ts"
import { sell, shareEmpty, stockShelf } from "./supply.ts"
import { bearTopics, heatOf, hottest } from "./topics.ts"
import { total } from "./totals.ts"
import { countAdvocates, recommendations } from "./wordOfMouth.ts"
import { type Brand, days, isContact, paidChannels, type World } from "./world.ts"

/** What a tick saw, for the series. */
interface Tally {
  /** Cents by paid channel; commissions are added as orders earn them. */
  charged: number[]
  credit: Credit
  revenue: number
  orders: number
  newCustomers: number
  store: { revenue: number; orders: number }
}

/** Plays one tick, in the order of the model's law. */
export function playTick(play: Play): void {
  const { world, memory, state } = play
  const { burnIn, horizon } = world.clock
  const phase = state.tick < burnIn ? "history" : state.tick < burnIn + horizon ? "horizon" : "runOut"
  const costBefore = totalCost(state.ledger)
  const marginBefore = grossMargin(state.ledger)
  writeClock(play)

  // 1 economy, 2 rivals, 3 instructions
  const level = demand(world, state.shocks, state.tick) * demandFactor(world, state.tick)
  loseConsent(play)
  bearTopics(world, state, state.key)
  // in the run-out rivals act as on our usual voice and list price: what the last weeks bought is counted, not their answer to our silence
  const voice = phase === "runOut" ? world.history.spendPerDay : (state.series.mediaPerDay?.[state.tick - 1] ?? world.history.spendPerDay)
  const price = phase === "runOut" ? 1 : state.price.after
  rivalsAct(world, state.rivals, state.tick, state.key, world.history.spendPerDay > 0 ? voice / world.history.spendPerDay : 1, price)
  forceMoves(play)
  if (phase === "history") history(play)
  const { money: decided, plans } = act(play, phase)
  const money = forcedMoney(play, decided)
  forcePrice(play)
  const rivalPrices = state.rivals.map((r) => r.priceFactor)
  writePrices(world, memory, state.price, rivalPrices)

  // 4 need, 5 media, 6 response
  writeDemand(play, level, rivalPrices)
  stockShelf(play)
  messageContent(play)
  const charged: number[] = [] // by paid channel
  const deposits = state.accounts.map(({ deposit }) => deposit)
  const priced = atPricesOfTick(play)
  storeMedia(priced, money, charged)
  pushMedia(priced, money, charged)
  offerQueries(play)
  memory.total.fill(0)
  if (memory.kernel.wide() < 0) throw notNumber(play)
  queryMedia(priced, money, charged)
  const needs = { drawn: aPerson(play, L.NEEDS), unsated: unsatedNeeds(play) }
  writeAppeal(
    play,
    rivalMedia(priced.world, state.rivals, perDay(play, charged), needs, (channel, brand) => recommendations(play, channel, brand)),
  )

  // 7 choice, 8 after the sale
  const tally = newTally(play, charged)
  const length = memory.header[L.LIST_LENGTH] as number
  for (let from = 0; from < length; ) {
    from = memory.kernel.choice(from)
    if (from < 0) throw notNumber(play)
    settle(play, tally)
  }
  state.rivals.forEach((rival, r) => {
    soldTo(world, rival.standing, aPerson(play, L.ORDERS + r + 1), needs, days(world))
    closeBooks(world, rival, world.brands[r + 1] as Brand, (total(play, L.CENTS + r + 1) * world.weight) / 100)
  })
  countMedia(play)
  countAdopters(play)
  countAdvocates(play)
  sell(play, total(play, L.UNITS))

  // 9 measurement, 10 ledger
  shareCredit(tally.credit, state.journeys)
  judge(play)
  state.ledger.budget += granted(world, decided, money, charged)
  bookPlans(
    play,
    plans,
    charged.reduce((a, b) => a + b, 0),
  )
  book(play, tally, phase)
  write(play, tally, level)
  state.reward = grossMargin(state.ledger) - marginBefore - (totalCost(state.ledger) - costBefore)
  state.sincePlan.margin += state.reward / 100
  state.sinceRespond.margin += state.reward / 100
  state.sinceRespond.revenue += tally.revenue / 100
  decided.forEach((given, k) => {
    const { spent, undelivered } = state.sincePlan
    const paid = (charged[k] as number) / 100
    spent[k] = (spent[k] as number) + paid
    const c = paidChannels(world)[k] as number
    const isDeposit = world.channels[c]?.kind === "commission"
    undelivered[k] = (undelivered[k] as number) + (isDeposit ? idle(play, c, given, paid, deposits[c] as number) : Math.max(0, given - paid))
  })
  chainLedger(state.digest, state.ledger)
  chain(state.digest, memory.total)
  state.tick++
}

function notNumber({ world, state }: Play): Error {
  return new Error(`${world.name}: not a number in the customers' state at tick ${state.tick}`)
}

function writeClock({ world, memory, state }: Play): void {
  memory.header.set(state.key, L.KEY)
  memory.header[L.TICK] = state.tick
  memory.global[L.DAY] = Math.floor(state.tick * days(world))
}

function writeDemand(play: Play, level: number, rivalPrices: readonly number[]): void {
  const { world, cells, memory, state } = play
  const { acceleration } = world.demand
  const hazard = adoptionHazard(play)
  const scale = world.segments.map((s, g) => {
    const raised = overTick(state.price, (ours) => priceAcceleration(world.brands, [ours, ...rivalPrices], s.priceSensitivity.mean, acceleration))
    return level * days(world) * raised * (hazard[g] as number)
  })
  cells.forEach((cell, i) => {
    memory.cellWide[i * L.CELL_WIDE_SLOTS + L.NEED_SCALE] = scale[cell.segment] as number
  })
}

/** Writes how rivals stand on an occasion, by rival and segment. */
function writeAppeal({ world, cells, memory }: Play, appeals: readonly (readonly Appeal[])[]): void {
  appeals.forEach((appeal, r) => {
    cells.forEach(({ segment }, i) => {
      const at = (i * world.brands.length + r + 1) * L.CELL_BRAND_SLOTS
      const { utility, considered } = appeal[segment] as Appeal
      memory.cellBrand[at + L.GOODWILL_UTILITY] = utility
      memory.cellBrand[at + L.CONSIDERED] = considered
    })
  })
}

/** Needs that a person would have in the tick with an empty pantry, by segment. */
function unsatedNeeds({ world, cells, memory }: Play): number[] {
  return world.segments.map((s, g) => {
    const cell = cells.findIndex(({ segment }) => segment === g)
    return s.needRate.mean * (memory.cellWide[cell * L.CELL_WIDE_SLOTS + L.NEED_SCALE] as number)
  })
}

/** A slot of the tick's totals, a person, by segment. */
function aPerson({ world, cells, memory }: Play, slot: number): number[] {
  const sums = world.segments.map(() => 0)
  const people = world.segments.map(() => 0)
  cells.forEach(({ segment, count }, i) => {
    sums[segment] = (sums[segment] as number) + (memory.total[i * L.TOTAL_SLOTS + slot] as number)
    people[segment] = (people[segment] as number) + count
  })
  return sums.map((sum, g) => ((people[g] as number) > 0 ? sum / (people[g] as number) : 0))
}

/** Our media spend a day, by channel, as rivals meet it; what commissions cost is known when orders come, so theirs is that of the tick before. */
function perDay({ world, state }: Play, charged: readonly number[]): number[] {
  const spend = world.channels.map(() => 0)
  paidChannels(world).forEach((c, k) => {
    const { kind, name } = world.channels[c] as World["channels"][number]
    const paid = kind === "commission" ? (state.series[`spend.${name}`]?.[state.tick - 1] ?? 0) : (charged[k] as number) / 100
    spend[c] = paid / days(world)
  })
  return spend
}

function newTally({ world }: Play, charged: number[]): Tally {
  return { charged, credit: newCredit(world), revenue: 0, orders: 0, newCustomers: 0, store: { revenue: 0, orders: 0 } }
}

const path = newPath()

/** Books the orders that the choice pass has just written, one by one: money, attribution, and what we know of the customer. */
function settle(play: Play, tally: Tally): void {
  const { world, memory, state } = play
  const { burnIn, horizon } = world.clock
  const t = state.tick - burnIn
  const quarter = Math.ceil(horizon / 4)
  const mark = t < 0 || t >= horizon ? 0 : (t < quarter ? FIRST_QUARTER : 0) | (t >= horizon - quarter ? LAST_QUARTER : 0)
  const day = memory.global[L.DAY] as number
  const ledger = state.ledger
  const orders = memory.header[L.EVENT_LENGTH] as number
  const week = 7 / days(world)
  const { touches, touchHead } = memory.columns
  for (let k = 0; k < orders; k++) {
    const at = k * L.EVENT_SLOTS
    const place = memory.events[at + L.EVENT_ID] as number
    const listed = memory.events[at + L.EVENT_LIST_CENTS] as number
    const discount = memory.events[at + L.EVENT_DISCOUNT_CENTS] as number
    const goods = memory.events[at + L.EVENT_COST_CENTS] as number
    const isNew = memory.events[at + L.EVENT_NEW] === 1
    const margin = (listed - discount - goods) * world.weight
    const revenue = (listed - discount) * world.weight
    ledger.listed += listed * world.weight
    ledger.discounts += discount * world.weight
    ledger.goods += goods * world.weight
    ledger.orders++
    if (state.tick - (memory.columns.lastVisit[place] as number) <= week) ledger.ordersAfterVisit++
    tally.orders++
    tally.revenue += revenue
    state.booked[place] = (state.booked[place] as number) + margin
    if (isNew) {
      tally.newCustomers++
      ledger.newCustomers++
      if (t >= 0 && t < horizon) state.marks[place] = (state.marks[place] as number) | NEW_IN_HORIZON
    }
    state.marks[place] = (state.marks[place] as number) | mark
    if ((state.marks[place] as number) & NEW_IN_HORIZON) ledger.marginFromNew += margin
    if (memory.events[at + L.EVENT_STORE] === 1) {
      tally.store.orders++
      tally.store.revenue += revenue
      state.bookedInStores[place] = (state.bookedInStores[place] as number) + margin
      continue // nothing joins what is clicked to what is bought in a store
    }
    readPath(path, touches, place * 8, touchHead[place] as number, day)
    if (path.length === 0) continue
    giveCredit(tally.credit, state.journeys, path, revenue, isNew, world.channels.length)
    const bringer = path.channel[path.length - 1] as number
    const paid = paidChannels(world).indexOf(bringer)
    if (paid < 0) continue
    ledger.attributed += revenue
    tally.charged[paid] = (tally.charged[paid] as number) + earn(play, bringer, revenue)
  }
}

/** Media, messages and running costs of the tick, and counts, into the ledger. */
function book(play: Play, tally: Tally, phase: "history" | "horizon" | "runOut"): void {
  const { world, cells, memory, state } = play
  const ledger = state.ledger
  for (const cents of tally.charged) ledger.media += cents
  cells.forEach((_, i) => {
    const at = i * L.TOTAL_SLOTS
    ledger.leads += memory.total[at + L.LEADS] as number
    ledger.unsubscribed += memory.total[at + L.UNSUBSCRIBED] as number
    for (let s = 0; s <= world.channels.length; s++) ledger.visits += memory.total[at + L.VISITS + s] as number
    for (let b = 0; b < world.brands.length; b++) {
      ledger.brandOrders[b] = (ledger.brandOrders[b] as number) + (memory.total[at + L.ORDERS + b] as number)
      ledger.brandRevenue[b] = (ledger.brandRevenue[b] as number) + (memory.total[at + L.CENTS + b] as number) * world.weight
    }
    world.channels.forEach((channel, c) => {
      if (isContact(channel)) ledger.messages += (memory.total[at + L.EXPOSURES + c + 1] as number) * contactCents(channel, world.weight)
    })
  })
  ledger.expectedRevenue += total(play, L.EXPECTED_CENTS) * world.weight
  ledger.expectedGoods += total(play, L.EXPECTED_GOODS) * world.weight
  ledger.storeOrders += total(play, L.STORE_ORDERS)
  ledger.lateOrders += total(play, L.LATE_ORDERS)
  if (phase === "horizon") ledger.organisation += runningCents(play)
}

/** Appends the tick to the observable series. */
function write(play: Play, tally: Tally, level: number): void {
  const { world, state } = play
  const ticks = world.clock.burnIn + world.clock.horizon + world.clock.runOut
  const put = (name: string, value: number) => {
    const series = state.series[name] ?? new Float64Array(ticks)
    state.series[name] = series
    series[state.tick] = value
  }
  const sum = (slot: number) => total(play, slot)
  put("revenue", tally.revenue / 100)
  put("orders", tally.orders * world.weight)
  put("newCustomers", tally.newCustomers * world.weight)
  put("storeRevenue", tally.store.revenue / 100)
  put("storeOrders", tally.store.orders * world.weight)
  put("onlineRevenue", (tally.revenue - tally.store.revenue) / 100)
  put("onlineOrders", (tally.orders - tally.store.orders) * world.weight)
  put("mediaPerDay", tally.charged.reduce((a, b) => a + b, 0) / 100 / days(world))
  const direct = sum(L.VISITS)
  let visits = direct
  world.channels.forEach((channel, c) => {
    const clicks = sum(L.VISITS + c + 1)
    visits += clicks
    put(`impressions.${channel.name}`, sum(L.EXPOSURES + c + 1) * world.weight)
    put(`clicks.${channel.name}`, clicks * world.weight)
  })
  writeCredit(world, tally.credit, put)
  put("visits.direct", direct * world.weight)
  put("visits", visits * world.weight)
  put("leads", sum(L.LEADS) * world.weight)
  put("opens", sum(L.OPENS) * world.weight)
  put("unsubscribed", sum(L.UNSUBSCRIBED) * world.weight)
  paidChannels(world).forEach((c, k) => {
    const name = (world.channels[c] as { name: string }).name
    put(`spend.${name}`, (tally.charged[k] as number) / 100)
  })
  state.rivals.forEach((rival, r) => {
    const brand = world.brands[r + 1] as Brand
    put(`price.${brand.name}`, brand.price * rival.priceFactor)
    put(
      `rivalSpend.${brand.name}`,
      world.channels.reduce((all, _, c) => all + spendPerDay(brand, rival, c), 0),
    )
  })
  put(
    `price.${world.brands[0]?.name}`,
    overTick(state.price, (factor) => (world.brands[0]?.price as number) * factor),
  )
  world.brands.forEach((brand, b) => {
    put(`marketRevenue.${brand.name}`, (sum(L.CENTS + b) * world.weight) / 100)
    put(`marketOrders.${brand.name}`, sum(L.ORDERS + b) * world.weight)
  })
  publish(play)
  world.demand.indicators.forEach((i, k) => put(`indicator.${i.name}`, indicator(world, i, k, state.shocks, state.tick, state.key)))
  put("demand", level)
  if (world.creative.topics) {
    const topic = state.topics[hottest(world, state.topics, state.tick)]
    put("trend", topic ? heatOf(world, topic, state.tick) : 0)
  }
  if (state.stock) {
    put("stock", state.stock.onHand * world.weight)
    put("shelfEmpty", shareEmpty(play))
  }
}
