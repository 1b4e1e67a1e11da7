import { type Kinds, shipped } from "../policies/catalogue.ts"
import { playerOf } from "../policies/player.ts"
import type { Strategy } from "../policies/policy.ts"
import { contactCents } from "../sim/contacts.ts"
import { type Intervention, inside, type Luck, type Market, open, totalCost, type World } from "../sim/index.ts"
import { expectedProfit } from "../sim/ledger.ts"
import { isContact, paidChannels } from "../sim/world.ts"
import { type Again, playAgain, record, type Turn } from "./replay.ts"
import { type Estimate, jackknife } from "./statistics/jackknife.ts"

/**
 * What a channel brings: four questions that are never mixed, each answered on the same customers and luck.
 * Revenue and margin are conditional expectations (our chance on each occasion × the mean order), to the run-out's end.
 */
export const kinds = {
  direct: "the same instructions with the channel's contacts reaching nobody: its money is spent, rivals act as they did",
  market: "the same instructions without the channel: its money stays in the budget, rivals and auctions respond",
  policy: "the channel is not there and the strategy decides all again",
  marginal: "the same instructions with 5 % more of the channel's money, rivals acting as they did",
} as const

export type Kind = keyof typeof kinds

const STEP = 0.05

/** Channels that a kind can ask about: more money there is in paid ones alone. */
export function channelsOf(world: World, kind: Kind): string[] {
  const names = world.channels.map(({ name }) => name)
  return kind === "marginal" ? paidChannels(world).map((c) => names[c] as string) : names
}

/** What one run came to; money. */
interface Outcome {
  revenue: number
  profit: number
  /** All that came out of the budget. */
  cost: number
}

/** One replication: all that figures are made of, adding up over replications. */
export interface Increments {
  outcome: Outcome
  /** By channel: its own cost (of 5 % more of it, at the margin), and what the run without it (with more of it) has less (more). */
  channels: { cost: number; gain: Outcome }[]
  /** All channels at once. */
  all: Outcome
  /** Attributed revenue by model, then by channel. */
  attributed: Record<string, number[]>
}

function outcomeOf(market: Market): Outcome {
  const { ledger } = inside(market).state
  return { revenue: ledger.expectedRevenue / 100, profit: expectedProfit(ledger) / 100, cost: totalCost(ledger) / 100 }
}

/** Sum of a series since the horizon began. */
function summed(market: Market, name: string): number {
  const { state, world } = inside(market)
  return (state.series[name] ?? new Float64Array(0)).slice(world.clock.burnIn).reduce((a, b) => a + b, 0)
}

const isPaid = (world: World, name: string) => paidChannels(world).some((c) => world.channels[c]?.name === name)

/** What a channel itself has cost, media or messages. */
function costOf(market: Market, name: string): number {
  const { world } = market
  const channel = world.channels.find((c) => c.name === name)
  if (!channel || !isContact(channel)) return summed(market, `spend.${name}`)
  return ((summed(market, `impressions.${name}`) / world.weight) * contactCents(channel, world.weight)) / 100
}

const difference = (a: Outcome, b: Outcome): Outcome => ({ revenue: a.revenue - b.revenue, profit: a.profit - b.profit, cost: a.cost - b.cost })

/** One replication of the strategy and of what each kind of question changes in it. */
export function increments(world: World, strategy: Strategy, luck: Luck, kind: Kind, policies: Kinds = shipped): Increments {
  const { horizon, runOut } = world.clock
  const player = playerOf(strategy, policies)
  const start = open(world, player.firm, luck)
  const market = start.fork("same")
  const turns = record(market, player, luck, horizon + runOut)
  const outcome = outcomeOf(market)
  const names = channelsOf(world, kind)
  const costs = names.map((name) => costOf(market, name))

  const gain = (which: readonly string[]): Outcome => {
    const other = start.fork("same")
    const force = forced(kind, which)
    if (kind === "policy") record(other, playerOf(strategy, policies), luck, horizon + runOut, undefined, force)
    else playOther(other, turns, force, kind)
    const changed = outcomeOf(other)
    if (kind === "marginal") return difference(changed, outcome)
    const lost = difference(outcome, changed)
    if (kind !== "direct") return lost
    // both runs have paid for the channel, but for commissions on orders that nobody brought: what it brings is less what it costs
    const paid = which.reduce((sum, name) => sum + (isPaid(world, name) ? summed(other, `spend.${name}`) : (costs[names.indexOf(name)] as number)), 0)
    return { ...lost, profit: lost.profit - paid, cost: lost.cost + paid }
  }
  return {
    outcome,
    channels: names.map((name, k) => {
      const found = gain([name])
      return { cost: kind === "marginal" ? found.cost : (costs[k] as number), gain: found }
    }),
    all: gain(names),
    attributed: Object.fromEntries(modelsOf(market).map((model) => [model, names.map((name) => summed(market, `revenue.${model}.${name}`))])),
  }
}

function forced(kind: Kind, which: readonly string[]): Intervention {
  if (kind === "direct") return { muted: which }
  return kind === "marginal" ? { media: Object.fromEntries(which.map((name) => [name, 1 + STEP])) } : { removed: which }
}

function playOther(market: Market, turns: readonly Turn[], force: Intervention, kind: Kind): void {
  const rivals: Again["rivals"] = kind === "market" ? "free" : "frozen"
  playAgain(market, turns, { force: () => force, rivals })
}

/** Attribution models that a market's series tell. */
function modelsOf(market: Market): string[] {
  const names = Object.keys(inside(market).state.series).flatMap((name) => /^revenue\.(\w+)\.\w/.exec(name)?.[1] ?? [])
  return [...new Set(names)]
}

/** What a channel brings. */
export interface ChannelIncrement {
  name: string
  cost: Estimate
  revenue: Estimate
  /** After the channel's cost. */
  profit: Estimate
  /** Incremental revenue for a unit of money; null where it cost nothing. */
  roasIncremental: Estimate | null
  /** Revenue that each attribution model gives it. */
  attributed: Record<string, Estimate>
  /** Attributed over incremental revenue: over 1 the model gives too much. */
  overCredited: Record<string, Estimate | null>
}

/** An attribution model held against direct incrementality. */
export interface ModelDistance {
  name: string
  /** Half the sum of absolute differences of shares: 0 the shares are right, 1 all credit is in the wrong place. */
  distance: Estimate | null
  /** How much less than last click's that is, of the same repeats. */
  nearerThanLast: Estimate | null
  shares: number[]
}

/** The document of `incrementality --json`. */
export interface Incrementality {
  kind: Kind
  replications: number
  revenue: Estimate
  profit: Estimate
  channels: ChannelIncrement[]
  /** All channels at once, and what that is beyond their sum. */
  all: { revenue: Estimate; profit: Estimate; roasIncremental: Estimate | null }
  interaction: Estimate
  /** Only of direct incrementality: a model says who brought the sales, not what more money would bring. */
  models: ModelDistance[]
}

/** Sums replications up; ratios are total over total. @param replications at least one */
export function summarise(world: World, kind: Kind, replications: readonly Increments[]): Incrementality {
  const names = channelsOf(world, kind)
  const first = replications[0] as Increments
  const models = Object.keys(first.attributed)
  const n = names.length
  // one flat list a replication: outcome, all, then by channel cost, revenue, profit and spent, then by model and channel
  const flat = replications.map(({ outcome, channels, all, attributed }) => [
    outcome.revenue,
    outcome.profit,
    all.revenue,
    all.profit,
    channels.reduce((sum, { cost }) => sum + cost, 0),
    ...channels.map(({ cost }) => cost),
    ...channels.map(({ gain }) => gain.revenue),
    ...channels.map(({ gain }) => gain.profit),
    ...models.flatMap((model) => attributed[model] as number[]),
  ])
  const at = { cost: 5, revenue: 5 + n, profit: 5 + 2 * n, models: 5 + 3 * n }
  const of = (figure: (sums: readonly number[]) => number | null) => jackknife(flat, figure)
  const mean = (k: number) => of((sums) => sums[k] as number) as Estimate
  const perRun = (e: Estimate): Estimate => ({
    n: e.n,
    value: e.value / replications.length,
    ci: e.ci && [e.ci[0] / replications.length, e.ci[1] / replications.length],
  })
  const ratio = (a: number, b: number) => of((sums) => ((sums[b] as number) !== 0 ? (sums[a] as number) / (sums[b] as number) : null))
  const share = (sums: readonly number[], from: number): number[] => {
    const part = sums.slice(from, from + n)
    const total = part.reduce((a, b) => a + b, 0)
    return part.map((x) => x / total)
  }
  const own = (model: number) => at.models + model * n
  const apart = (sums: readonly number[], model: number): number | null => {
    const truth = share(sums, at.revenue)
    const said = share(sums, own(model))
    const half = truth.reduce((sum, s, k) => sum + Math.abs(s - (said[k] as number)), 0) / 2
    return Number.isFinite(half) ? half : null
  }
  return {
    kind,
    replications: replications.length,
    revenue: perRun(mean(0)),
    profit: perRun(mean(1)),
    channels: names.map((name, k) => ({
      name,
      cost: perRun(mean(at.cost + k)),
      revenue: perRun(mean(at.revenue + k)),
      profit: perRun(mean(at.profit + k)),
      roasIncremental: ratio(at.revenue + k, at.cost + k),
      attributed: Object.fromEntries(models.map((model, m) => [model, perRun(mean(own(m) + k))])),
      overCredited: Object.fromEntries(models.map((model, m) => [model, ratio(own(m) + k, at.revenue + k)])),
    })),
    all: { revenue: perRun(mean(2)), profit: perRun(mean(3)), roasIncremental: ratio(2, 4) },
    interaction: perRun(of((sums) => (sums[2] as number) - sums.slice(at.revenue, at.revenue + n).reduce((a, b) => a + b, 0)) as Estimate),
    models:
      kind === "direct"
        ? models.map((name, m) => ({
            name,
            distance: of((sums) => apart(sums, m)),
            nearerThanLast: of((sums) => {
              const [last, own] = [apart(sums, models.indexOf("last")), apart(sums, m)]
              return last === null || own === null ? null : last - own
            }),
            shares: share(
              flat.reduce((sum, numbers) => numbers.map((x, k) => x + (sum[k] ?? 0)), [] as number[]),
              own(m),
            ),
          }))
        : [],
  }
}
