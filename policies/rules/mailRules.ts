import type { RuleOptions } from "./ifThen.ts"

/** A practitioner's mail programme: what strategies with rules send, and where learning ones start from. */
export const mailRules: RuleOptions = {
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
}
