import { clear } from "./auction.ts"
import { EXPOSURES_A_POINT, pointsFor } from "./broadcast.ts"
import { postPrice } from "./commission.ts"
import type { PaidChannel, StoreChannel, World } from "./world.ts"

/**
 * How a rival's steady money becomes exposures in a paid channel, by the laws that ours meets too: auctions are cleared, points and posts bought as
 * far as they are for sale, and partners paid per sale chosen between by what each brand's money is worth to them (a rival's orders have no last click
 * that it could pay for, so its spend stands for its rate).
 * @param moneyPerDay its money in the channel
 * @param offered what a person of each segment offers a day: opportunities (auction, per sale) or affinity (points, posts)
 * @param othersPerDay what all other brands spend in the channel
 * @returns exposures for each unit offered
 */
export function deliver(world: World, channel: number, moneyPerDay: number, offered: readonly number[], othersPerDay: number): number {
  if (!(moneyPerDay > 0)) return 0
  const through = world.channels[channel] as Exclude<PaidChannel, StoreChannel>
  if (through.kind === "broadcast") return pointsFor(through, moneyPerDay, 1, othersPerDay) * EXPOSURES_A_POINT
  if (through.kind === "commission") {
    const { payment } = through
    if (payment.per === "sale") return moneyPerDay / (moneyPerDay + payment.reference + othersPerDay)
    return Math.min(moneyPerDay / postPrice(payment, othersPerDay), payment.mostPosts) * payment.reach
  }
  const people = world.customers * world.weight
  const opportunities = world.segments.reduce((sum, s, g) => sum + s.share * people * (offered[g] as number), 0)
  return clear(through, moneyPerDay, opportunities, othersPerDay).win
}
