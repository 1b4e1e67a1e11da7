import { meanResponse } from "../sim/journal.ts"
import { SUBSCRIBED } from "../sim/kernel/layout.ts"
import { expectedProfit, profit, totalCost } from "../sim/ledger.ts"
import { inside, type Market } from "../sim/market.ts"
import { FIRST_QUARTER, LAST_QUARTER } from "../sim/state.ts"
import { latentHealth, wavesSoFar } from "../sim/survey.ts"

/** How a metric is shown and read. */
export interface MetricCard {
  meaning: string
  unit: "money" | "count" | "share" | "ratio" | "score" | "hours"
  /** Is more better? */
  better: "more" | "less" | "neither"
}

/** Every metric, in the order of tables. Money is of all real people; ratios are total over total. */
export const cards = {
  profit: { meaning: "contribution margin less all marketing cost, run-out included", unit: "money", better: "more" },
  expectedProfit: {
    meaning: "profit with the luck of choices and order sizes taken out: our chance on each occasion × the mean order",
    unit: "money",
    better: "more",
  },
  revenue: { meaning: "money paid for our brand, run-out included", unit: "money", better: "more" },
  totalCost: { meaning: "all that came out of the authorised budget", unit: "money", better: "neither" },
  spend: { meaning: "paid media, commissions included", unit: "money", better: "neither" },
  discounts: { meaning: "discounts redeemed", unit: "money", better: "neither" },
  orders: { meaning: "orders of our brand, run-out included", unit: "count", better: "more" },
  leads: { meaning: "visitors whose intent first passed the threshold", unit: "count", better: "more" },
  cpl: { meaning: "total cost for each lead", unit: "money", better: "less" },
  newCustomers: { meaning: "buyers with no order in the year before", unit: "count", better: "more" },
  cac: { meaning: "total cost for each new customer", unit: "money", better: "less" },
  conversionRate: { meaning: "orders within a week of a visit, for each visit", unit: "share", better: "more" },
  retentionRate: { meaning: "of the buyers in the horizon's first quarter, the share that bought in its last", unit: "share", better: "more" },
  clv: { meaning: "margin so far of a customer new in the horizon, to the run-out's end", unit: "money", better: "more" },
  share: { meaning: "our share of what all brands sold", unit: "share", better: "more" },
  awareness: { meaning: "mean of goodwill a as a/(a + a_ref), the truth, at the horizon's end", unit: "share", better: "more" },
  satisfaction: { meaning: "mean satisfaction of those who bought us last, the truth, at the horizon's end", unit: "score", better: "more" },
  trust: { meaning: "mean trust in our brand, the truth, at the horizon's end", unit: "share", better: "more" },
  brandHealth: { meaning: "index of awareness, consideration, satisfaction and trust by the horizon's last survey, 0 to 100", unit: "score", better: "more" },
  brandHealthTrue: { meaning: "the same index of all customers at the horizon's end, the truth", unit: "score", better: "more" },
  subscribed: { meaning: "share of customers who accept messages, at the horizon's end", unit: "share", better: "more" },
  roasAttributed: { meaning: "revenue that last click gives to paid media, for each unit of media money", unit: "ratio", better: "more" },
  instructions: { meaning: "decisions sent on their way to act", unit: "count", better: "neither" },
  responseHours: { meaning: "hours from the issue of an instruction to its effect, the mean of those that acted", unit: "hours", better: "less" },
} as const satisfies Record<string, MetricCard>

export type MetricName = keyof typeof cards
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
