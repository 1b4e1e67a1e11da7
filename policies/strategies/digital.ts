import type { Strategy } from "../policy.ts"
import { DECISIONS, ROUTINE, work } from "./work.ts"

/** Digital marketing as a skilled practitioner runs it: channels first, hindsight, rules, segments, a monthly batch. */
export const digital: Strategy = {
  name: "digital",
  about: "Plan by last year's attributed return, a monthly creative a segment, if-then mail",
  organisation: {
    cadence: { plan: 168, create: 168, engage: 24, respond: 24, bid: 24 },
    costPerDay: 2500,
    ...work,
    // five people in functional silos: what analysts or the studio propose is signed by a manager and carried out by another function; the mail
    // programme runs within its own
    teams: [
      { name: "analysts", seats: ["plan", "respond", "bid"], stages: ["decide"], capacityPerDay: DECISIONS },
      { name: "management", seats: ["plan", "create", "respond"], stages: ["approve"], capacityPerDay: DECISIONS },
      { name: "media buying", seats: ["plan", "respond", "bid"], stages: ["execute"], capacityPerDay: DECISIONS },
      { name: "studio", seats: ["create"], stages: ["decide", "execute"], capacityPerDay: DECISIONS },
      { name: "mail", seats: ["engage"], stages: ["execute"], capacityPerDay: ROUTINE },
    ],
  },
  sources: ["crm", "mailTool", "shop", "web", "adPlatforms"],
  outcomeDays: 14,
  policies: {
    plan: { policy: "attributed" },
    create: { policy: "creative-batch" },
    engage: { policy: "rules" },
  },
}
