import type { Strategy } from "../policy.ts"
import { DECISIONS, ROUTINE, work } from "./work.ts"

/** Intelligent marketing: learned response on lifetime value, continuous creatives by Thompson sampling, treatment by uplift. */
export const intelligent: Strategy = {
  name: "intelligent",
  about: "Learned allocation on lifetime value, Thompson sampling over creatives, next-best treatment by uplift",
  organisation: {
    cadence: { plan: 168, create: 24, engage: 24, respond: 24, bid: 24 },
    costPerDay: 4000, // the same people, and tools for the learning
    ...work,
    // the same five people in two teams, each of which decides, approves and carries out what is its own
    teams: [
      { name: "acquisition", seats: ["plan", "create", "respond", "bid"], people: 4, capacityPerDay: DECISIONS },
      { name: "retention", seats: ["engage"], stages: ["execute"], capacityPerDay: ROUTINE },
    ],
    automated: { create: 0.7, engage: 0.9, respond: 0.7, bid: 0.9 },
  },
  sources: ["crm", "mailTool", "shop", "web", "adPlatforms", "priceWatch", "panel"],
  outcomeDays: 14,
  policies: {
    plan: { policy: "elasticity" },
    create: { policy: "thompson-creatives" },
    engage: { policy: "uplift" },
  },
}
