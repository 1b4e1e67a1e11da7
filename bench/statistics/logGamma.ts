import { math } from "../../sim/index.ts"

const COEFFICIENTS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012,
  9.9843695780195716e-6, 1.5056327351493116e-7,
]

/**
 * ln Γ(x) for x ≥ 1/2, within 1e-13.
 * Lanczos (1964) with g = 7 and nine coefficients (Godfrey 2001).
 */
export function logGamma(x: number): number {
  const z = x - 1
  const t = z + 7.5
  const sum = COEFFICIENTS.reduce((total, c, k) => total + (k === 0 ? c : c / (z + k)), 0)
  return 0.5 * math.log(2 * Math.PI) + (z + 0.5) * math.log(t) - t + math.log(sum)
}
