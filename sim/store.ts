import * as L from "./kernel/layout.ts"
import { spendPerDay } from "./rivals.ts"
import type { Play } from "./state.ts"
import { type Brand, days, type StoreChannel } from "./world.ts"

/**
 * Displays in stores, bought from retailers by all brands: money m of a brand gets the share m / (reference + Σ m) of what can be shown, and what is
 * shown adds in proportion to its utility on occasions in a store (share-of-shelf attraction; Drèze, Hoch & Purk 1994 find location and display, not
 * space alone, to move sales).
 * @param moneyPerDay by brand, ours first
 */
export function displays({ effect, reference }: StoreChannel, moneyPerDay: readonly number[]): number[] {
  const all = moneyPerDay.reduce((a, b) => a + b, reference)
  return moneyPerDay.map((m) => (effect * m) / all)
}

/**
 * Sets the displays of a tick.
 * @param money currency for the tick of ours, by channel
 * @param muted ours are paid, and not set up
 * @returns cents charged: all of the money
 */
export function fillStores(play: Play, channel: number, money: number, muted: boolean): number {
  const { world, cells, memory, state } = play
  const store = world.channels[channel] as StoreChannel
  const cents = Math.floor(money * 100)
  const rivals = state.rivals.map((rival, r) => spendPerDay(world.brands[r + 1] as Brand, rival, channel))
  const utilities = displays(store, [muted ? 0 : cents / 100 / days(world), ...rivals])
  cells.forEach((_, i) => {
    utilities.forEach((utility, b) => {
      const at = (i * world.brands.length + b) * L.CELL_BRAND_SLOTS + L.STORE_UTILITY
      memory.cellBrand[at] = (memory.cellBrand[at] as number) + utility
    })
  })
  return cents
}
