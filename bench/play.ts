import type { Policy, Strategy } from "../policies/policy.ts"
import { policyRandom } from "../policies/random.ts"
import { type Decisions, digest, type Firm, type Luck, type Market, open, type Seat, type Step, seats, showDigest, type World } from "../sim/index.ts"
import { type Metrics, measure } from "./metrics.ts"

/** What one strategy made of one replication. */
export interface Outcome {
  strategy: string
  metrics: Metrics
  digest: string
}

/** Policies of one run, made anew. */
type Minds = { [S in Seat]?: Policy<S> }

function minds(strategy: Strategy): Minds {
  return Object.fromEntries(
    seats.flatMap((seat) => {
      const make = strategy.policies[seat]
      return make ? [[seat, make()]] : []
    }),
  )
}

export function firmOf(strategy: Strategy, policies: Minds = minds(strategy)): Firm {
  const { organisation, sources, outcomeDays } = strategy
  return { organisation, sources, outcomeDays, needs: [...new Set(seats.flatMap((seat) => policies[seat]?.needs ?? []))] }
}

/** A strategy at play: decides for a step what is due. */
export interface Player {
  firm: Firm
  policies: Minds
  decide(step: Step, luck: Luck): Partial<Decisions>
}

export function playerOf(strategy: Strategy): Player {
  const policies = minds(strategy)
  return {
    firm: firmOf(strategy, policies),
    policies,
    decide(step, luck) {
      const decisions: Partial<Decisions> = {}
      for (const f of step.feedback) (policies[f.seat] as Policy | undefined)?.learn?.(f)
      for (const seat of step.info.due) {
        const policy = policies[seat] as Policy | undefined
        if (policy) (decisions as Record<Seat, unknown>)[seat] = policy.act(step.observation, policyRandom(luck, seat, step.observation.tick))
      }
      return decisions
    },
  }
}

/** What happens on the way: for journals and progress. */
export type Watch = (step: Step, decisions: Partial<Decisions>) => void

/** Plays a strategy from the horizon's start through the run-out. The market is left at its end. */
export function playStrategy(market: Market, player: Player, luck: Luck, watch?: Watch): Metrics {
  const { horizon, runOut } = market.world.clock
  let step = market.look()
  for (let t = 0; t < horizon; t++) {
    const decisions = player.decide(step, luck)
    step = market.step(decisions)
    watch?.(step, decisions)
  }
  const atHorizon = measure(market)
  for (let t = 0; t < runOut; t++) market.step({})
  return measure(market, atHorizon)
}

/** One replication of all strategies, on the same customers and luck: the burn-in is played once and forked. */
export function play(world: World, strategies: readonly Strategy[], luck: Luck): Outcome[] {
  const players = strategies.map(playerOf)
  const first = players[0]
  if (!first) return []
  const warm = open(world, first.firm, luck)
  return strategies.map((strategy, k) => {
    const player = players[k] as Player
    const market = k === strategies.length - 1 ? warm : warm.fork("same")
    market.takeOver(player.firm)
    const metrics = playStrategy(market, player, luck)
    return { strategy: strategy.name, metrics, digest: showDigest(digest(market)) }
  })
}
