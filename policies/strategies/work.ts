import type { Organisation } from "../../sim/organisation.ts"

/**
 * What the work takes, whoever does it: hours, rework, faults and guardrails that strategies share, so that they differ in who does what and
 * in how much is automated. All assumed: a piece of work takes a person a quarter of a day, the release of the day's mail two hours; mail waits
 * six hours for its list; a media plan waits a working day for its signature and half a day for booking; one in seven comes back.
 */
export const work = {
  latency: {
    plan: { decide: 4, approve: 8, execute: 12 },
    create: { decide: 4, approve: 8, execute: 4 },
    engage: { sense: 6, execute: 1 },
    respond: { decide: 2, approve: 8, execute: 2 },
    bid: { decide: 1, execute: 1 },
  },
  handOver: 8,
  spread: 0.5,
  rework: 0.15,
  faults: { people: { fails: 0.01, twice: 0.005 }, automated: { fails: 0.02, twice: 0.01 } },
  guardrails: { contactsPerWeek: 2 },
} satisfies Omit<Organisation, "cadence" | "costPerDay">

/** Pieces of work that a person takes up in a day: decisions, and the routine of the mail. */
export const DECISIONS = 4
export const ROUTINE = 12
