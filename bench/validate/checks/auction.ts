import { expectedPrice, winRate } from "../../../sim/auction.ts"
import { lognormal } from "../../../sim/distributions.ts"
import { exp } from "../../../sim/math.ts"
import { key, stream } from "../../../sim/random.ts"
import { type Check, counted, within } from "../check.ts"

const SAMPLE = 40_000

/** Rivals' highest bids, ln ~ N(mu, sigma), and a bid of ours. */
const auctions = [
  [-3.5, 0.8, 0.03],
  [-3.5, 0.8, 0.2],
  [0, 0.3, 0.9],
  [-1, 1.5, 0.1],
] as const

export const auction: Check = {
  name: "auction",
  about: "A second-price auction is won, and paid, as simulated auctions are",
  source: "Johnson, Kotz & Balakrishnan 1994, Continuous Univariate Distributions 1, ch. 14: partial mean of a lognormal",
  run: (seed) =>
    auctions.flatMap(([mu, sigma, bid], k) => {
      const uniforms = stream(key({ seed, replication: k }, 0), 99)
      const won = Array.from({ length: SAMPLE }, () => lognormal(exp(mu + (sigma * sigma) / 2), sigma, uniforms)).filter((x) => x < bid)
      const rivals = { mu, sigma }
      return [counted(`won at ${bid}`, won.length, SAMPLE, winRate(bid, rivals)), within(`price at ${bid}`, won, expectedPrice(bid, rivals))]
    }),
}
