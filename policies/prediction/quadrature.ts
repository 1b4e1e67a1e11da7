import { cos } from "../../sim/math.ts"

/** Nodes on [0, 1] and weights of the Gauss–Legendre rule of n points: exact for polynomials of degree 2n − 1. Abramowitz & Stegun 25.4.29; roots by Newton's method. */
export function gaussLegendre(n: number): { nodes: Float64Array; weights: Float64Array } {
  const nodes = new Float64Array(n)
  const weights = new Float64Array(n)
  for (let k = 0; k < n; k++) {
    let x = cos((3.141592653589793 * (k + 0.75)) / (n + 0.5))
    let slope = 1
    for (let round = 0; round < 100; round++) {
      let [before, now] = [1, x]
      for (let j = 2; j <= n; j++) [before, now] = [now, ((2 * j - 1) * x * now - (j - 1) * before) / j]
      slope = (n * (x * now - before)) / (x * x - 1)
      const step = now / slope
      x -= step
      if (Math.abs(step) < 1e-15) break
    }
    nodes[k] = (1 - x) / 2
    weights[k] = 1 / ((1 - x * x) * slope * slope)
  }
  return { nodes, weights }
}
