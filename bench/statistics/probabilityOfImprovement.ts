/**
 * Share of pairs in which a exceeds b, a tie counted as half; null without pairs.
 * Agarwal et al., "Deep reinforcement learning at the edge of the statistical precipice" (NeurIPS 2021), here over matched pairs.
 */
export function probabilityOfImprovement(pairs: readonly (readonly [a: number, b: number])[]): number | null {
  if (pairs.length === 0) return null
  return pairs.reduce((sum, [a, b]) => sum + (a > b ? 1 : a === b ? 0.5 : 0), 0) / pairs.length
}
