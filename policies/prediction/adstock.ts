import * as math from "../../sim/math.ts"

/*
 * Carry-over of advertising: what of each period's spend still works in later ones. All are normalised, the weights of the lags summing to 1, so
 * that a steady spend is its own adstock and coefficients mean the same at any carry-over. A missing period (NaN) counts as no spend.
 */

/**
 * Geometric adstock, A_t = α A_(t−1) + (1 − α) x_t: weights (1 − α) α^lag.
 * Broadbent, "One way TV advertisements work" (1979); Koyck 1954.
 * @param retention α, what is left after a period, in [0, 1)
 * @param before level at which the series is taken to have stood before its first period
 */
export function geometricAdstock(spend: ArrayLike<number>, retention: number, before = 0): Float64Array {
  let stock = before
  return Float64Array.from(spend, (money) => {
    stock = retention * stock + (1 - retention) * (money > 0 ? money : 0)
    return stock
  })
}

/** Weights α^lag of lags 0 … lags − 1, normalised. */
export function geometricWeights(retention: number, lags: number): Float64Array {
  return normalised(Float64Array.from({ length: lags }, (_, lag) => math.pow(retention, lag)))
}

/**
 * Delayed adstock: weights α^((lag − θ)²), a peak θ periods after the spend.
 * Jin, Wang, Sun, Chan & Koehler, "Bayesian methods for media mix modeling with carryover and shape effects" (Google 2017), eq. 2.
 */
export function delayedWeights(retention: number, peak: number, lags: number): Float64Array {
  return normalised(Float64Array.from({ length: lags }, (_, lag) => math.pow(retention, (lag - peak) * (lag - peak))))
}

/**
 * Weibull adstock: what is left after each lag is the distribution's survival exp(−(lag/scale)^shape); shape 1 is geometric, above it the effect
 * holds before it goes. Robyn's "Weibull CDF adstock" without its rescaling of the scale to the window.
 */
export function weibullWeights(shape: number, scale: number, lags: number): Float64Array {
  return normalised(Float64Array.from({ length: lags }, (_, lag) => math.exp(-math.pow(lag / scale, shape))))
}

/** Σ weights[lag] x_(t − lag); before its first period the series is taken to have been at `before`. */
export function carriedOver(spend: ArrayLike<number>, weights: ArrayLike<number>, before = 0): Float64Array {
  return Float64Array.from(spend, (_, t) => {
    let sum = 0
    for (let lag = 0; lag < weights.length; lag++) {
      const money = lag <= t ? (spend[t - lag] as number) : before
      sum += (weights[lag] as number) * (money > 0 ? money : 0)
    }
    return sum
  })
}

function normalised(weights: Float64Array): Float64Array {
  const total = weights.reduce((a, b) => a + b, 0)
  return weights.map((w) => w / total)
}
