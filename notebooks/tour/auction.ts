import { expectedPrice, rivalBids, winRate } from "../../sim/auction.ts"
import { lognormal } from "../../sim/distributions.ts"
import { key, stream } from "../../sim/random.ts"
import { type Check, meanCheck, shareCheck } from "../check.ts"
import { auctionChannel } from "./everyday.ts"

const AUCTIONS = 20_000
const PURPOSE = 99
/** Bids at which auctions are simulated for the picture, as multiples of the median of rivals' highest bids. */
const MULTIPLES = [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4]

export interface AuctionOptions {
  /** Our bid, yuan for a thousand exposures. */
  bid: number
  /** Rivals' money, yuan a day. */
  rivalSpend: number
}

export interface AuctionPoint {
  /** Yuan for a thousand. */
  bid: number
  win: number
  price: number
}

/** Second-price auctions for social exposures of the everyday market against lognormal rival bids that rise with rivals' money (docs/model.md 7.6). */
export function auctionOf({ bid, rivalSpend }: AuctionOptions): { curve: AuctionPoint[]; simulated: AuctionPoint[]; checks: Check[] } {
  const channel = auctionChannel("social")
  const rivals = rivalBids(channel, rivalSpend)
  const median = Math.exp(rivals.mu)
  const uniforms = stream(key({ seed: 73, replication: 0 }, 0), PURPOSE)
  const highest = Array.from({ length: AUCTIONS }, () => lognormal(Math.exp(rivals.mu + rivals.sigma ** 2 / 2), rivals.sigma, uniforms))
  const wonAt = (ours: number) => highest.filter((theirs) => theirs < ours)
  const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length
  const won = wonAt(bid / 1000)
  const point = (ours: number): AuctionPoint => ({ bid: 1000 * ours, win: winRate(ours, rivals), price: 1000 * expectedPrice(ours, rivals) })
  return {
    curve: Array.from({ length: 80 }, (_, k) => point((0.16 * (k + 1)) / 80)),
    simulated: MULTIPLES.map((multiple) => multiple * median)
      .filter((ours) => ours <= 0.16)
      .map((ours) => ({ bid: 1000 * ours, win: wonAt(ours).length / AUCTIONS, price: 1000 * mean(wonAt(ours)) })),
    checks: [
      shareCheck({ en: "Auctions won, Φ(z)", zh: "竞得比例 Φ(z)" }, won.length, AUCTIONS, winRate(bid / 1000, rivals)),
      meanCheck(
        { en: "Price paid for a thousand, CNY", zh: "千次曝光成交价（元）" },
        won.map((price) => 1000 * price),
        1000 * expectedPrice(bid / 1000, rivals),
      ),
    ],
  }
}
