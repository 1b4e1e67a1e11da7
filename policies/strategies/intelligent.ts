import { thompsonCreatives } from "../bandits/thompsonCreatives.ts"
import { elasticityPlan } from "../learning/elasticityPlan.ts"
import type { Strategy } from "../policy.ts"
import { upliftEngage } from "../prediction/upliftEngage.ts"
import { mailRules } from "../rules/mailRules.ts"

/** Intelligent marketing: learned response on lifetime value, continuous creatives by Thompson sampling, treatment by uplift. */
export const intelligent: Strategy = {
  name: "intelligent",
  about: "Learned allocation on lifetime value, Thompson sampling over creatives, next-best treatment by uplift",
  organisation: {
    cadence: { plan: 168, create: 24, engage: 24, respond: 24, bid: 24 },
    latency: { plan: 24, create: 24, engage: 6, respond: 24, bid: 6 },
    costPerDay: 4000, // the same people, and tools for the learning
  },
  sources: ["crm", "mailTool", "shop", "web", "adPlatforms", "priceWatch", "panel"],
  outcomeDays: 14,
  policies: {
    plan: () => elasticityPlan(),
    create: () => thompsonCreatives(),
    engage: () => upliftEngage(mailRules),
  },
}
