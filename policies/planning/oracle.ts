import * as math from "../../sim/math.ts"
import { withFloor } from "../baselines/attributedPlan.ts"
import { number, whole } from "../options.ts"
import { type Json, policy } from "../policy.ts"
import { Pace, recent } from "./pace.ts"

const options = {
  everyDays: number(28, "days between searches", { above: 0 }),
  aheadDays: number(84, "days that each trial plays ahead: beyond advertising's half-life", { above: 0 }),
  lucks: whole(1, "futures that each trial is averaged over", { least: 1, most: 16 }),
  first: whole(5, "steps of the first search", { least: 1, most: 100 }),
  later: whole(1, "steps of each later search", { least: 0, most: 100 }),
  probe: number(0.05, "share of the money that a probe moves to a channel", { above: 0, most: 0.5 }),
  least: number(0.002, "no share falls below this, so that it can come back", { least: 0, most: 0.1 }),
}

/** Step lengths that are tried along the gradient: a channel's share changes by at most a factor of e to that power. */
const STEPS = [0.25, 0.7, 1.5]

/** Plans on copies of the market itself as it stands now, whose futures have other luck: what could be won by knowing the market, and no luck. */
export const stateOracle = oracle("state-oracle", "state", "Plans on copies of the true market with other luck: the most that knowing the market is worth")

/** Plans on copies with the very luck to come: what no knowledge can bring, and an upper mark for every regret. */
export const futureOracle = oracle("future-oracle", "future", "Plans on copies of the true market with the luck to come")

/**
 * A hill climb on the simplex of shares by exponentiated gradient (Kivinen & Warmuth 1997, Information and Computation 132): probes that move a little money to each channel give the
 * gradient of expected profit, w_k ← w_k exp(η g_k / max|g|), and the best of a few η (or none) is taken. Trials share their luck, so a gradient's noise is that of what the money changes.
 * A local search over a finite window: no exact optimum, but one that needs no model.
 */
function oracle(name: string, privileged: "state" | "future", about: string) {
  const card = { name, seat: "plan", about, source: "Kivinen & Warmuth 1997 (exponentiated gradient) on simulated futures", privileged, options } as const
  return policy(card, (o) => {
    const pace = new Pace()
    let shares: number[] = []
    let searchedAt: number | null = null
    return {
      needs: [],
      privileged,
      learn: (feedback) => pace.learn(feedback),
      act(observation, _random, foresight) {
        if (!foresight) throw new RangeError(`${name}: expected foresight, which only a run of whole strategies gives; found none`)
        const { paid, remaining } = observation.books
        const day = (observation.tick * observation.hoursPerTick) / 24
        if (shares.length === 0)
          shares = withFloor(
            paid.map((channel) => recent(observation, `spend.${channel}`, 365)),
            o.least,
          )
        const { spend } = pace.plan(observation, shares)
        if (remaining > 0 && spend > 0 && (searchedAt === null || day - searchedAt >= o.everyDays)) {
          const ticks = Math.max(1, Math.round((o.aheadDays * 24) / observation.hoursPerTick))
          const worth = (wanted: readonly number[]) => {
            let sum = 0
            for (let k = 0; k < o.lucks; k++) sum += foresight.rollout({ action: { shares: Float64Array.from(wanted), spend } }, ticks, k)
            return sum / o.lucks
          }
          for (let step = 0; step < (searchedAt === null ? o.first : o.later); step++) shares = climb(shares, worth, o)
          searchedAt = day
        }
        return {
          action: { shares: Float64Array.from(shares), spend },
          reason: `searched: ${paid.map((c, k) => `${c} ${(100 * (shares[k] as number)).toFixed(0)} %`).join(", ")}`,
        }
      },
      save: () => ({ shares, searchedAt, pace: pace.save() }),
      load(state) {
        const s = state as { shares: number[]; searchedAt: number | null; pace: Json }
        shares = [...s.shares]
        searchedAt = s.searchedAt
        pace.load(s.pace)
      },
    }
  })
}

/** One step uphill, or where none is better, the shares as they are. */
export function climb(shares: readonly number[], worth: (shares: readonly number[]) => number, { probe, least }: { probe: number; least: number }): number[] {
  const here = worth(shares)
  const gains = shares.map((_, k) => worth(shares.map((share, j) => share * (1 - probe) + (j === k ? probe : 0))) - here)
  const largest = gains.reduce((most, gain) => Math.max(most, Math.abs(gain)), 0)
  if (!(largest > 0)) return [...shares]
  let best = [...shares]
  let most = here
  for (const step of STEPS) {
    const wanted = withFloor(
      shares.map((share, k) => share * math.exp((step * (gains[k] as number)) / largest)),
      least,
    )
    const value = worth(wanted)
    if (value <= most) continue
    most = value
    best = wanted
  }
  return best
}
