/** How a metric is shown and read. */
export interface MetricCard {
  meaning: string
  unit: "money" | "count" | "share" | "ratio" | "score" | "hours"
  /** Is more better? */
  better: "more" | "less" | "neither"
}

/** Every metric of one run, in the order of tables. Money is of all real people; ratios are total over total. */
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

/** Every metric of a comparison, in the order of tables: those of one run, and those that need all strategies. */
export const scores = {
  ...cards,
  regret: { meaning: "profit short of the best compared strategy of the same replication", unit: "money", better: "less" },
} as const satisfies Record<string, MetricCard>

export type ScoreName = MetricName | "regret"
export const scoreNames = Object.keys(scores) as ScoreName[]
export const primary = "profit" satisfies ScoreName
