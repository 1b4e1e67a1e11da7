import * as L from "../../../sim/kernel/layout.ts"
import { raiseGoodwill } from "./goodwill.ts"
import { irritate } from "./irritation.ts"
import { HALF_GRID, poissonCount } from "./numbers.ts"
import type { Turn } from "./turn.ts"

/**
 * Search captures need, and need of a known brand most: queries ~ base + needs · (need + brand · a / (a + a_ref)), of which we win a share.
 * @returns expected clicks by query channel
 */
export function queries({ market, cell, customer, entry, count }: Turn): number[] {
  return cell.queries.map((channel, q) => {
    const known = (channel.brand * customer.goodwill) / (customer.goodwill + market.goodwillReference)
    const rate = (channel.base + entry.needs * (channel.need + known)) * channel.win
    const shown = poissonCount(rate, entry.queryUniforms[q]! + HALF_GRID)
    if (shown === 0) return 0
    count(L.EXPOSURES + channel.source, shown)
    customer.goodwill = raiseGoodwill(customer.goodwill, shown * channel.gain * entry.response, cell)
    customer.irritation = irritate(customer.irritation, shown * channel.irritation)
    return entry.response * shown * channel.click
  })
}
