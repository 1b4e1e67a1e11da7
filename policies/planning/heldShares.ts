import type { Because, Observation } from "../../sim/observation.ts"
import type { Json, Policy } from "../policy.ts"
import type { Random } from "../random.ts"
import { Pace } from "./pace.ts"

/** Shares of paid channels, and why. */
export interface Shares {
  shares: readonly number[]
  reason: string
  because?: Because
}

/**
 * A plan whose shares are made anew every so many days and stand between; money is paced evenly.
 * @param holdDays days for which shares stand; infinite: for the whole run
 * @param make the shares of a decision @param before the ones that stood, none at first
 */
export function heldShares(holdDays: number, make: (observation: Observation, random: Random, before: readonly number[]) => Shares): Policy<"plan"> {
  const pace = new Pace()
  let standing: Shares = { shares: [], reason: "" }
  let plannedAt: number | null = null
  return {
    needs: [],
    learn: (feedback) => pace.learn(feedback),
    act(observation, random) {
      const day = (observation.tick * observation.hoursPerTick) / 24
      if (plannedAt === null || day - plannedAt >= holdDays) {
        plannedAt = day
        standing = make(observation, random, standing.shares)
      }
      const { shares, ...why } = standing
      return { action: pace.plan(observation, shares), ...why }
    },
    save: () => structuredClone({ ...standing, plannedAt, pace: pace.save() }) as unknown as Json,
    load(state) {
      const { plannedAt: day, pace: paced, ...shares } = structuredClone(state) as unknown as Shares & { plannedAt: number | null; pace: Json }
      standing = shares
      plannedAt = day
      pace.load(paced)
    },
  }
}
