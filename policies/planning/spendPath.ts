import * as math from "../../sim/math.ts"

/** A learned market, period by period: value = Σ_t demand_t · exp(Σ_k effect_k · saturation_k(stock_kt)), stock_kt = α_k stock_k(t−1) + (1 − α_k) spend_kt. */
export interface PathModel {
  media: readonly { retention: number; effect: number; value(stock: number): number; slope(stock: number): number }[]
  /** Stocks before the first period. */
  stocks: readonly number[]
  /** Weight of each period: those of the plan, then those after it, in which nothing is spent but stocks still work. */
  demand: ArrayLike<number>
  /** Value is Σ demand · Σ effect · saturation instead. */
  additive?: boolean
}

export interface PathBounds {
  /** Least and most spend of each medium in each period of the plan. */
  least: readonly number[]
  most: readonly number[]
}

/** Value of a path of spends, by period and medium. */
export function pathValue(model: PathModel, path: readonly Float64Array[]): number {
  const { media, demand, additive } = model
  const stocks = Float64Array.from(model.stocks)
  let value = 0
  for (let t = 0; t < demand.length; t++) {
    let sum = 0
    media.forEach((m, k) => {
      stocks[k] = m.retention * (stocks[k] as number) + (1 - m.retention) * (path[t]?.[k] ?? 0)
      sum += m.effect * m.value(stocks[k] as number)
    })
    value += (demand[t] as number) * (additive ? sum : math.exp(sum))
  }
  return value
}

/**
 * Spends by period and medium that make most of a budget over the plan's periods: the optimal control of carry-over stocks (Nerlove & Arrow 1962), in
 * discrete time, on a fixed total. Gradients by the adjoint recursion (Pontryagin's costate); at the optimum every spend within its bounds has the same
 * marginal value λ, found by the fixed point x ← x √(gradient/λ), λ such that the total is kept.
 * @param periods of the plan: the first of the demand's
 * @param precision the search ends once a round moves less than this part of the budget
 * @returns spends [period][medium], summing to the budget as far as bounds allow
 */
export function spendPath(model: PathModel, budget: number, periods: number, { least, most }: PathBounds, precision = 1e-7): Float64Array[] {
  const n = model.media.length
  const lowest = least.reduce((a, b) => a + b, 0) * periods
  const highest = most.reduce((a, b) => a + b, 0) * periods
  // the geometric middle of the bounds is where the search begins
  const path = Array.from({ length: periods }, () =>
    Float64Array.from(least, (x, k) => Math.sqrt(Math.max(x, 1e-6 * (most[k] as number)) * (most[k] as number))),
  )
  if (budget <= lowest) return path.map((row) => row.map((_, k) => ((least[k] as number) * Math.max(0, budget)) / Math.max(lowest, 1e-300)))
  if (budget >= highest) return path.map((row) => row.map((_, k) => most[k] as number))
  const weights = path.map((row) => row.slice())
  for (let round = 0; round < 2000; round++) {
    if (round > 0) {
      const slopes = gradient(model, path)
      for (let t = 0; t < periods; t++)
        for (let k = 0; k < n; k++) (weights[t] as Float64Array)[k] = (path[t]?.[k] as number) * Math.sqrt(Math.max(slopes[t]?.[k] as number, 1e-300))
    }
    const moved = keepTotal(weights, path, budget, least, most)
    if (round > 0 && moved < precision * budget) break
  }
  return path
}

/** Sets the path to weights times the factor with which it sums to the budget within its bounds. @returns how much money moved */
function keepTotal(weights: readonly Float64Array[], path: readonly Float64Array[], budget: number, least: readonly number[], most: readonly number[]): number {
  const clipped = (w: number, k: number, factor: number) => Math.min(most[k] as number, Math.max(least[k] as number, w * factor))
  let [low, high] = [-300, 300] // ln of the factor
  for (let i = 0; i < 56; i++) {
    const middle = (low + high) / 2
    const factor = math.exp(middle)
    let sum = 0
    for (const row of weights) for (let k = 0; k < row.length; k++) sum += clipped(row[k] as number, k, factor)
    if (sum > budget) high = middle
    else low = middle
  }
  const factor = math.exp(low)
  let moved = 0
  weights.forEach((row, t) => {
    row.forEach((w, k) => {
      const x = clipped(w, k, factor)
      moved += Math.abs(x - (path[t]?.[k] as number))
      ;(path[t] as Float64Array)[k] = x
    })
  })
  return moved
}

/** Marginal value of each spend. */
export function gradient(model: PathModel, path: readonly Float64Array[]): Float64Array[] {
  const { media, demand, additive } = model
  const stocks = Float64Array.from(model.stocks)
  const slopes: Float64Array[] = []
  for (let t = 0; t < demand.length; t++) {
    let sum = 0
    media.forEach((m, k) => {
      stocks[k] = m.retention * (stocks[k] as number) + (1 - m.retention) * (path[t]?.[k] ?? 0)
      sum += m.effect * m.value(stocks[k] as number)
    })
    const scale = (demand[t] as number) * (additive ? 1 : math.exp(sum))
    slopes.push(Float64Array.from(media, (m, k) => scale * m.effect * m.slope(stocks[k] as number)))
  }
  const costate = new Float64Array(media.length)
  const out = path.map(() => new Float64Array(media.length))
  for (let t = demand.length - 1; t >= 0; t--)
    media.forEach((m, k) => {
      costate[k] = (slopes[t]?.[k] as number) + (t + 1 < demand.length ? m.retention * (costate[k] as number) : 0)
      if (t < path.length) (out[t] as Float64Array)[k] = (1 - m.retention) * (costate[k] as number)
    })
  return out
}
