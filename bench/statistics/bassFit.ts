/** A Bass curve: innovation and imitation a period, and all who will ever adopt. */
export interface BassCurve {
  p: number
  q: number
  potential: number
}

const ROUNDS = 14
const STEPS = 8

/** Cumulative share of the adopters at time t. Bass (1969), equation 9. */
export function bassShare(p: number, q: number, t: number): number {
  const fade = Math.exp(-(p + q) * t)
  return (1 - fade) / (1 + (q / p) * fade)
}

/**
 * The Bass curve that adoptions by period follow best, by nonlinear least squares on the differences of the cumulative curve: Srinivasan & Mason
 * (1986). The potential is linear and profiled out; ln p and ln q are searched on a grid that closes in. Null with fewer than four periods, which
 * cannot tell three numbers, or where nothing was adopted.
 */
export function bassFit(adoptions: readonly number[]): BassCurve | null {
  if (adoptions.length < 4 || !adoptions.some((x) => x > 0)) return null
  const shape = (p: number, q: number) => adoptions.map((_, i) => bassShare(p, q, i + 1) - bassShare(p, q, i))
  const fit = (p: number, q: number) => {
    const g = shape(p, q)
    const potential = adoptions.reduce((sum, x, i) => sum + x * (g[i] as number), 0) / g.reduce((sum, x) => sum + x * x, 0)
    return { p, q, potential, error: adoptions.reduce((sum, x, i) => sum + (x - potential * (g[i] as number)) ** 2, 0) }
  }
  let best = fit(0.02, 0.3)
  let width = Math.log(30)
  for (let round = 0; round < ROUNDS; round++) {
    const { p, q } = best
    for (let i = -STEPS; i <= STEPS; i++)
      for (let j = -STEPS; j <= STEPS; j++) {
        const tried = fit(p * Math.exp((width * i) / STEPS), q * Math.exp((width * j) / STEPS))
        if (tried.error < best.error) best = tried
      }
    width /= 2
  }
  return { p: best.p, q: best.q, potential: best.potential }
}
