import { quantile } from "./studentT.ts"

/**
 * Replications at which a 95 % t interval's half-width is expected to fall to `half`.
 * @param sd standard deviation of one replication's value, in the same unit as `half`
 * @param most an answer above it is given as `most`
 */
export function replicationsNeeded(sd: number, half: number, most = 100_000): number {
  if (!(half > 0)) return sd > 0 ? most : 2
  const enough = (n: number) => (quantile(0.975, n - 1) * sd) / Math.sqrt(n) <= half
  if (enough(2)) return 2
  let low = 2
  let high = 4
  while (high < most && !enough(high)) {
    low = high
    high *= 2
  }
  if (high >= most && !enough(most)) return most
  high = Math.min(high, most)
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (enough(middle)) high = middle
    else low = middle
  }
  return high
}
