import * as L from "./kernel/layout.ts"
import { exp } from "./math.ts"
import { NEVER_EMPTY } from "./parameters.ts"
import type { Play } from "./state.ts"
import { days, type Supply, type World } from "./world.ts"

/** Our stock, in units of the simulated customers: what was received less what was sold, so below 0 where customers wait. */
export interface Stock {
  onHand: number
  /** Deliveries under way. */
  ordered: { tick: number; units: number }[]
  /** Sales a day, smoothed: the forecast. */
  salesPerDay: number
  received: number
}

/** Before anything was sold the forecast is our share of attraction in all needs; the stock is what orders aim at. */
export function newStock(world: World): Stock {
  const attraction = world.brands.reduce((sum, b) => sum + b.attraction, 0)
  const needed = world.segments.reduce((sum, s) => sum + s.share * s.needRate.mean * s.units.mean, 0) * world.customers
  const salesPerDay = (needed * (world.brands[0] as World["brands"][number]).attraction) / attraction
  return { onHand: 0, ordered: [], salesPerDay, received: 0 }
}

/**
 * Deliveries arrive, and at a review as much is ordered as lifts stock and deliveries to what lead and cover days sell (an order-up-to policy:
 * Arrow, Harris & Marschak 1951; Silver, Pyke & Thomas 2017). Then says from which share of the tick the shelf is empty: where the stock
 * falls short of the sales forecast. What is sold beyond a forecast comes from the next delivery. The burn-in never runs out.
 */
export function stockShelf({ world, memory, state }: Play): void {
  const { supply } = world
  const { stock } = state
  if (!supply || !stock) return
  const t = state.tick - world.clock.burnIn
  if (t === 0) receive(stock, Math.max(0, target(supply, stock) - stock.onHand))
  if (t < 0) return
  for (const { units } of stock.ordered.filter(({ tick }) => tick <= state.tick)) receive(stock, units)
  stock.ordered = stock.ordered.filter(({ tick }) => tick > state.tick)
  const dt = days(world)
  if (Math.floor((t * dt) / supply.reviewDays) > Math.floor(((t - 1) * dt) / supply.reviewDays)) {
    const position = stock.ordered.reduce((sum, { units }) => sum + units, stock.onHand)
    const units = target(supply, stock) - position
    if (units > 0) stock.ordered.push({ tick: state.tick + Math.max(1, Math.ceil(supply.leadDays / dt)), units })
  }
  const forecast = stock.salesPerDay * dt
  memory.global[L.SHELF_EMPTY] = stock.onHand >= forecast ? NEVER_EMPTY : Math.max(0, stock.onHand / forecast)
}

function target({ leadDays, coverDays }: Supply, { salesPerDay }: Stock): number {
  return salesPerDay * (leadDays + coverDays)
}

function receive(stock: Stock, units: number): void {
  stock.onHand += units
  stock.received += units
}

/** Takes what the tick sold from the stock, and learns from it. @param units of ours, sold in the tick */
export function sell({ world, state }: Play, units: number): void {
  const { supply } = world
  const { stock } = state
  if (!supply || !stock) return
  if (state.tick >= world.clock.burnIn) stock.onHand -= units
  const dt = days(world)
  stock.salesPerDay += (units / dt - stock.salesPerDay) * (1 - exp(-dt / supply.smoothing))
}

/** Share of the tick in which our shelf was empty. */
export function shareEmpty({ memory }: Play): number {
  return Math.max(0, 1 - (memory.global[L.SHELF_EMPTY] as number))
}
