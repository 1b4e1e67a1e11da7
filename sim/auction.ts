import { logRise } from "./crowding.ts"
import { exp, log, normalCdf, normalQuantile } from "./math.ts"
import type { AuctionChannel } from "./world.ts"

/** The highest rival bid for one exposure, lognormal: mu and sigma of its logarithm (ln currency). */
export interface RivalBids {
  mu: number
  sigma: number
}

/** Rival bids rise with rival money: μ = μ0 + ε ln(1 + spend a day / reference). */
export function rivalBids(channel: AuctionChannel, rivalSpendPerDay: number): RivalBids {
  const { mu, sigma } = channel.bids
  return { mu: mu + logRise(channel.bids, rivalSpendPerDay), sigma }
}

/** Chance that a bid wins a second-price auction. @param bid currency per exposure, ≥ 0 @returns [0, 1] */
export function winRate(bid: number, rivals: RivalBids): number {
  return bid > 0 ? normalCdf((log(bid) - rivals.mu) / rivals.sigma) : 0
}

/** Expected payment for one opportunity, P(win) · E[X | X < bid] = e^(μ+σ²/2) Φ((ln bid − μ)/σ − σ): a lognormal's partial mean. */
export function expectedPayment(bid: number, rivals: RivalBids): number {
  const { mu, sigma } = rivals
  return bid > 0 ? exp(mu + (sigma * sigma) / 2) * normalCdf((log(bid) - mu) / sigma - sigma) : 0
}

/** Expected price of a won exposure, E[X | X < bid]. */
export function expectedPrice(bid: number, rivals: RivalBids): number {
  const win = winRate(bid, rivals)
  return win > 0 ? expectedPayment(bid, rivals) / win : 0
}

/** Share of opportunities to enter so that expected spend meets the budget. */
export function pacing(budget: number, expectedSpend: number): number {
  return expectedSpend > budget ? budget / expectedSpend : 1
}

/** The lowest bid whose expected spend on all opportunities is the budget, at most `cap`: expectedPayment inverted. */
export function autobid(budget: number, opportunities: number, rivals: RivalBids, cap: number): number {
  if (!(budget > 0) || !(opportunities > 0)) return 0
  const { mu, sigma } = rivals
  const share = budget / opportunities / exp(mu + (sigma * sigma) / 2)
  if (share >= 1) return cap
  if (share === 0) return 0 // a budget so small that the quotient underflows
  return Math.min(cap, exp(mu + sigma * (sigma + normalQuantile(share))))
}

/** What a budget buys of some opportunities. */
export interface Clearing {
  bid: number
  /** Chance that an opportunity becomes an exposure of ours: win rate × pacing. */
  win: number
  /** Expected spend, at most the budget; what is left of it could not be delivered. */
  spend: number
}

export function clear(channel: AuctionChannel, budget: number, opportunities: number, rivalSpendPerDay: number): Clearing {
  const rivals = rivalBids(channel, rivalSpendPerDay)
  const bid = autobid(budget, opportunities, rivals, channel.bidCap)
  const expected = opportunities * expectedPayment(bid, rivals)
  const pace = pacing(budget, expected)
  return { bid, win: winRate(bid, rivals) * pace, spend: Math.min(budget, expected * pace) }
}

/** What a budget buys by segment, at our own bids and the autobidder's. */
export interface Clearings {
  bids: number[]
  wins: number[]
  /** Expected spend by segment, and in all: at most the budget. */
  spends: number[]
  spend: number
}

/**
 * Clears a channel in which some segments have bids of our own and the autobidder bids for the rest. One pacing holds for all our own
 * bids, φ = min(1, budget/expected spend); the autobidder has what they leave of the budget.
 * @param own bid for each segment, currency per exposure: NaN leaves it to the autobidder, 0 does not buy; above the cap is the cap
 * @param opportunities by segment, and of all that are left to the autobidder together
 */
export function clearBids(
  channel: AuctionChannel,
  budget: number,
  own: ArrayLike<number>,
  opportunities: readonly number[],
  automatic: number,
  rivalSpendPerDay: number,
): Clearings {
  const rivals = rivalBids(channel, rivalSpendPerDay)
  const isOwn = opportunities.map((_, g) => !Number.isNaN(own[g]))
  const bid = (g: number) => Math.min(own[g] as number, channel.bidCap)
  const expected = opportunities.map((n, g) => (isOwn[g] ? n * expectedPayment(bid(g), rivals) : 0))
  const committed = expected.reduce((a, b) => a + b, 0)
  const pace = pacing(budget, committed)
  const auto = clear(channel, Math.max(0, budget - committed * pace), automatic, rivalSpendPerDay)
  const bids = isOwn.map((is, g) => (is ? bid(g) : auto.bid))
  const wins = isOwn.map((is, g) => (is ? winRate(bid(g), rivals) * pace : auto.win))
  const spends = opportunities.map((n, g) => (isOwn[g] ? (expected[g] as number) * pace : automatic > 0 ? (auto.spend * n) / automatic : 0))
  return { bids, wins, spends, spend: Math.min(budget, committed * pace + auto.spend) }
}
