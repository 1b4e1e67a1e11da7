import { attributedPlan } from "../baselines/attributedPlan.ts"
import type { Strategy } from "../policy.ts"
import { creativeBatch } from "../rules/creativeBatch.ts"
import { ifThen } from "../rules/ifThen.ts"
import { mailRules } from "../rules/mailRules.ts"

/** Digital marketing as a skilled practitioner runs it: channels first, hindsight, rules, segments, a monthly batch. */
export const digital: Strategy = {
  name: "digital",
  about: "Plan by last year's attributed return, a monthly creative a segment, if-then mail",
  organisation: {
    cadence: { plan: 168, create: 168, engage: 24, respond: 24, bid: 24 },
    latency: { plan: 24, create: 24, engage: 6, respond: 24, bid: 6 },
    costPerDay: 2500,
  },
  sources: ["crm", "mailTool", "shop", "web", "adPlatforms"],
  outcomeDays: 14,
  policies: {
    plan: () => attributedPlan(),
    create: () => creativeBatch(),
    engage: () => ifThen(mailRules),
  },
}
