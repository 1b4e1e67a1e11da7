import { inside, type Market, profit } from "../../sim/index.ts"
import { ORDERS } from "../../sim/kernel/layout.ts"
import { overTick } from "../../sim/price.ts"
import { trustAt } from "../../sim/survey.ts"
import { total } from "../../sim/totals.ts"
import { paidChannels } from "../../sim/world.ts"
import type { Totals } from "./frame.ts"

/** Reads the totals of the whole market after a tick. @param atStart at the horizon's start: what a tick spent and sold is not this firm's */
export function totalsOf(market: Market, atStart: boolean): Totals {
  const play = inside(market)
  const { world, memory, state, cells } = play
  const spent = (channel: number) => state.series[`spend.${world.channels[channel]?.name}`]?.[state.tick - 1] ?? 0
  let owners = 0
  let trust = 0
  for (const { start, count } of cells)
    for (let place = start; place < start + count; place++) {
      if (memory.columns.owner[place] === 0) owners++
      trust += trustAt(play, place)
    }
  return {
    profit: profit(state.ledger) / 100,
    spend: paidChannels(world).map((channel) => (atStart ? 0 : spent(channel))),
    customers: owners * world.weight,
    trust: trust / world.customers,
    orders: atStart ? 0 : total(play, ORDERS) * world.weight,
    rivalPrices: state.rivals.map(({ priceFactor }) => priceFactor),
    price: overTick(state.price, (factor) => factor),
  }
}
