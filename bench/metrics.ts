import { meanResponse } from "../sim/journal.ts"
import { SUBSCRIBED } from "../sim/kernel/layout.ts"
import { expectedProfit, profit, totalCost } from "../sim/ledger.ts"
import { inside, type Market } from "../sim/market.ts"
import { FIRST_QUARTER, LAST_QUARTER } from "../sim/state.ts"
import { latentHealth, wavesSoFar } from "../sim/survey.ts"
import type { MetricName } from "./scores.ts"

/** null: the denominator was 0. */
export type Metrics = Record<MetricName, number | null>

function ratio(numerator: number, denominator: number): number | null {
  return denominator === 0 ? null : numerator / denominator
}

/** Reads the metrics of a market's run so far. @param atHorizon what was measured at the horizon's end; states of customers stand as then */
export function measure(market: Market, atHorizon?: Metrics): Metrics {
  const play = inside(market)
  const { world, cells, memory, state } = play
  const { ledger: l } = state
  const people = world.weight
  const c = memory.columns
  const { reference } = world.customer.goodwill
  let aware = 0
  let owners = 0
  let satisfied = 0
  let subscribed = 0
  let early = 0
  let loyal = 0
  for (const { start, count } of cells)
    for (let i = start; i < start + count; i++) {
      if (c.owner[i] === 0) {
        owners++
        satisfied += c.satisfaction[i] as number
      }
      aware += (c.goodwill[i] as number) / ((c.goodwill[i] as number) + reference)
      if ((c.flags[i] as number) & SUBSCRIBED) subscribed++
      const marks = state.marks[i] as number
      if (marks & FIRST_QUARTER) {
        early++
        if (marks & LAST_QUARTER) loyal++
      }
    }
  const health = atHorizon ? undefined : latentHealth(play)
  const asked = wavesSoFar(play) > 0 ? state.series["survey.index"]?.[state.tick - 1] : undefined
  const category = l.brandRevenue.reduce((a, b) => a + b, 0)
  return {
    profit: profit(l) / 100,
    expectedProfit: expectedProfit(l) / 100,
    revenue: (l.listed - l.discounts) / 100,
    totalCost: totalCost(l) / 100,
    spend: l.media / 100,
    discounts: l.discounts / 100,
    orders: l.orders * people,
    leads: l.leads * people,
    cpl: ratio(totalCost(l) / 100, l.leads * people),
    newCustomers: atHorizon?.newCustomers ?? l.newCustomers * people,
    cac: ratio(totalCost(l) / 100, atHorizon?.newCustomers ?? l.newCustomers * people),
    conversionRate: ratio(l.ordersAfterVisit, l.visits),
    retentionRate: ratio(loyal, early),
    clv: ratio(l.marginFromNew / 100, atHorizon?.newCustomers ?? l.newCustomers * people),
    share: ratio((l.brandRevenue[0] as number) / 100, category / 100),
    awareness: atHorizon?.awareness ?? ratio(aware, world.customers),
    satisfaction: atHorizon ? atHorizon.satisfaction : ratio(satisfied, owners),
    trust: health?.trust ?? atHorizon?.trust ?? null,
    brandHealth: atHorizon ? atHorizon.brandHealth : (asked ?? null),
    brandHealthTrue: health?.index ?? atHorizon?.brandHealthTrue ?? null,
    subscribed: atHorizon?.subscribed ?? ratio(subscribed, world.customers),
    roasAttributed: atHorizon ? atHorizon.roasAttributed : ratio(l.attributed, l.media),
    instructions: state.journal.length,
    responseHours: meanResponse(state.journal) ?? null,
  }
}
