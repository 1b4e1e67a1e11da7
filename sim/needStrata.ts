import type { World } from "./world.ts"

/** People of a segment by how often they need: `need` is a stratum's rate as a multiple of the segment's mean, `share` its share of the people. */
export interface Strata {
  need: readonly number[]
  share: readonly number[]
}

/** How many: a Gauss rule of n nodes integrates polynomials in the need rate up to degree 2n − 1 exactly. */
export const STRATA = 6

/**
 * Gauss–Laguerre nodes and weights for a gamma distribution of mean 1, so that Σ share · f(need) is E f(λ/λ̄).
 * The nodes are the eigenvalues of the Jacobi matrix of the orthonormal polynomials (Golub & Welsch 1969), here by bisection on Sturm's count of sign
 * changes; a weight is 1/Σ p_k². Recurrence for the weight x^(shape−1) e^−x: a_k = 2k + shape, b_k² = k(k − 1 + shape) (Abramowitz & Stegun 22.7.12).
 * @param shape of the gamma, > 0
 */
export function gammaStrata(shape: number, nodes: number = STRATA): Strata {
  const diagonal = (k: number) => 2 * k + shape
  const square = (k: number) => k * (k - 1 + shape)
  /** How many eigenvalues lie below x: negative pivots of the matrix less x. */
  const below = (x: number) => {
    let count = 0
    let pivot = 1
    for (let k = 0; k < nodes; k++) {
      pivot = diagonal(k) - x - (k > 0 ? square(k) / pivot : 0)
      if (pivot === 0) pivot = -1e-300
      if (pivot < 0) count++
    }
    return count
  }
  const most = 4 * nodes + 2 * shape + 10 // Gershgorin
  const need = Array.from({ length: nodes }, (_, i) => {
    let [low, high] = [0, most]
    for (let step = 0; step < 200; step++) {
      const middle = (low + high) / 2
      if (middle <= low || middle >= high) break
      if (below(middle) > i) high = middle
      else low = middle
    }
    return (low + high) / 2
  })
  const share = need.map((x) => {
    let [before, now, sum] = [0, 1, 1]
    for (let k = 0; k + 1 < nodes; k++) {
      const next = ((x - diagonal(k)) * now - Math.sqrt(square(k)) * before) / Math.sqrt(square(k + 1))
      before = now
      now = next
      sum += now * now
    }
    return 1 / sum
  })
  return { need: need.map((x) => x / shape), share }
}

const known = new WeakMap<World, readonly Strata[]>()

/** The strata of each segment. */
export function strataOf(world: World): readonly Strata[] {
  const found = known.get(world) ?? world.segments.map((s) => gammaStrata(s.needRate.shape))
  known.set(world, found)
  return found
}
