import { attributedPlan } from "../baselines/attributedPlan.ts"
import type { Strategy } from "../policy.ts"
import { creativeBatch } from "../rules/creativeBatch.ts"
import { ifThen } from "../rules/ifThen.ts"

/** Digital marketing as a skilled practitioner runs it: channels first, hindsight, rules, segments, a monthly batch. */
export const digital: Strategy = {
  name: "digital",
  about: "Plan by last year's attributed return, a monthly creative a segment, if-then mail",
  organisation: {
    cadence: { plan: 168, create: 168, engage: 24 },
    latency: { plan: 24, create: 24, engage: 6 },
    costPerDay: 2500,
  },
  sources: ["crm", "shop", "web", "adPlatforms"],
  outcomeDays: 14,
  policies: {
    plan: () => attributedPlan(),
    create: () => creativeBatch(),
    engage: () =>
      ifThen({
        coolDownDays: 7,
        rules: [
          {
            name: "browsed, did not buy: offer",
            when: [
              ["pageViews7d", ">=", 3],
              ["daysSincePurchase", ">=", 21],
            ],
            treatment: "offer",
          },
          {
            name: "lapsing: offer",
            when: [
              ["daysSincePurchase", ">=", 60],
              ["daysSincePurchase", "<", 180],
              ["daysSinceContact", ">=", 30],
            ],
            treatment: "offer",
          },
          {
            name: "due again: reminder",
            when: [
              ["daysSincePurchase", ">=", 14],
              ["daysSincePurchase", "<", 60],
            ],
            treatment: "reminder",
          },
          { name: "no contact for a month: news", when: [["daysSinceContact", ">=", 28]], treatment: "news" },
          { name: "never contacted: news", when: [["daysSinceContact", "unknown"]], treatment: "news" },
        ],
      }),
  },
}
