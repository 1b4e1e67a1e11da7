import * as math from "../../sim/math.ts"

/** A response to a steady spend x ≥ 0: rising from 0 towards 1. */
export interface Saturation {
  value(x: number): number
  slope(x: number): number
  /** Where it turns from convex to concave: 0 if it is concave everywhere. */
  readonly inflection: number
}

/**
 * Hill: x^n/(K^n + x^n), half of the most at x = K. Concave for shapes n ≤ 1, S-shaped above.
 * Jin, Wang, Sun, Chan & Koehler (Google 2017), eq. 4.
 */
export function hill(half: number, shape = 1): Saturation {
  const share = (x: number) => (x > 0 ? 1 / (1 + math.exp(shape * (math.log(half) - math.log(x)))) : 0)
  return {
    value: share,
    slope(x) {
      if (x > 0) {
        const s = share(x)
        return (shape * s * (1 - s)) / x
      }
      return shape > 1 ? 0 : shape === 1 ? 1 / half : Number.POSITIVE_INFINITY
    },
    inflection: shape > 1 ? half * math.pow((shape - 1) / (shape + 1), 1 / shape) : 0,
  }
}

/** Logistic: (1 − e^(−λx))/(1 + e^(−λx)) = tanh(λx/2), concave; 1/2 at x = ln 3/λ. As in PyMC-Marketing's LogisticSaturation. */
export function logistic(steepness: number): Saturation {
  const share = (x: number) => {
    const e = math.exp(-steepness * Math.max(0, x))
    return (1 - e) / (1 + e)
  }
  return {
    value: share,
    slope(x) {
      const s = share(x)
      return (steepness * (1 - s * s)) / 2
    },
    inflection: 0,
  }
}
