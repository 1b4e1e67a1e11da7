import type { Strategy } from "../policy.ts"
import { digital } from "./digital.ts"
import { intelligent } from "./intelligent.ts"

/**
 * The rungs between `digital` and `intelligent`. Each changes one thing of the rung below it and keeps all else, so that the difference between neighbours is what that one thing is worth.
 */

/** Stops following last click: last year's shares stay. */
export const steady: Strategy = {
  ...digital,
  name: "steady",
  about: "As digital, but last year's shares stay: no plan follows last click",
  policies: { ...digital.policies, plan: { policy: "last-year" } },
}

/** Learns what each channel brings, with a panel and a price watch to tell it from what rivals do. */
export const measured: Strategy = {
  ...steady,
  name: "measured",
  about: "As steady, but shares follow elasticities learned from the books, a panel and a price watch",
  sources: intelligent.sources,
  policies: { ...steady.policies, plan: intelligent.policies.plan as { policy: string } },
}

/** Tests creatives all the time, in place of a monthly batch. */
export const tested: Strategy = {
  ...measured,
  name: "tested",
  about: "As measured, but creatives are chosen each day by Thompson sampling, and made where one is needed most",
  organisation: { ...digital.organisation, cadence: { ...digital.organisation.cadence, create: intelligent.organisation.cadence.create as number } },
  policies: { ...measured.policies, create: intelligent.policies.create as { policy: string } },
}

/** Treats customers by what a message changes, in place of rules. */
export const personal: Strategy = {
  ...tested,
  name: "personal",
  about: "As tested, but messages go where they are predicted to change most",
  policies: { ...tested.policies, engage: intelligent.policies.engage as { policy: string } },
}

/** From the lowest rung to the highest; from `personal` to `intelligent` the organisation changes: teams that decide on what is theirs, and automation, for more money a day. */
export const ladder: readonly Strategy[] = [digital, steady, measured, tested, personal, intelligent]
