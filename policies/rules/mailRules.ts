import type { Rule } from "./rule.ts"

/**
 * A practitioner's programme of messages, calls and conversations: what strategies with rules send, and where learning ones start from. A rule whose
 * treatment a market does not have is passed over.
 */
export const mailRules: readonly Rule[] = [
  { name: "looks around a lot: call", when: "pageViews7d >= 6", treatment: "call" },
  { name: "looks around, never bought: chat", when: "pageViews7d >= 3 and unknown(daysSincePurchase)", treatment: "chat" },
  { name: "browsed, did not buy: offer", when: "pageViews7d >= 3 and daysSincePurchase >= 21", treatment: "offer" },
  { name: "lapsing: offer", when: "60 <= daysSincePurchase < 180 and daysSinceContact >= 30", treatment: "offer" },
  { name: "due again: reminder", when: "14 <= daysSincePurchase < 60", treatment: "reminder" },
  { name: "no contact for a month: news", when: "daysSinceContact >= 28", treatment: "news" },
  { name: "never contacted: call", when: "unknown(daysSinceContact)", treatment: "call" },
  { name: "never contacted: news", when: "unknown(daysSinceContact)", treatment: "news" },
]
