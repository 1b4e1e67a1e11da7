import { log } from "../../sim/math.ts"
import { solve } from "./cholesky.ts"
import { logistic } from "./specialFunctions.ts"

/** Rows of features, one after another: `width` numbers a row, NaN where unknown. */
export interface Rows {
  readonly width: number
  readonly x: ArrayLike<number>
}

/** A linear predictor, constant + Σ weight · value; an unknown value counts as the feature's mean. Plain data. */
export interface Linear {
  readonly constant: number
  readonly weights: readonly number[]
  readonly means: readonly number[]
}

/** What the predictor says of each row. */
export function predict({ constant, weights, means }: Linear, { width, x }: Rows, out = new Float64Array(x.length / width)): Float64Array {
  for (let r = 0; r < out.length; r++) {
    let sum = constant
    for (let j = 0; j < width; j++) {
      const value = x[r * width + j] as number
      sum += (weights[j] as number) * (Number.isNaN(value) ? (means[j] as number) : value)
    }
    out[r] = sum
  }
  return out
}

interface Fit {
  /** How much each row counts; 1 without. */
  weight?: ArrayLike<number> | undefined
  /** Ridge penalty on standardised coefficients, in rows: ½ ridge Σ β². The constant is free. */
  ridge?: number
}

/**
 * Ridge regression. Features are standardised first, so that one penalty fits all; a feature that never changes gets no weight.
 * Hoerl & Kennard, Technometrics 1970.
 */
export function fitRidge(rows: Rows, y: ArrayLike<number>, { weight, ridge = 1 }: Fit = {}): Linear {
  const z = standardise(rows, weight)
  return z.back(newton(z, y, weight, ridge, new Float64Array(rows.width + 1), "identity").at)
}

/**
 * Logistic regression by Newton's method (iteratively reweighted least squares), penalised as ridge regression is; the penalised likelihood never falls.
 * le Cessie & van Houwelingen, Applied Statistics 1992.
 * @param y 1 or 0
 * @param prior rows of average features that count as one 1 and one 0 in this proportion, so that a class never seen has a chance
 */
export function fitLogistic(
  rows: Rows,
  y: ArrayLike<number>,
  { weight, ridge = 1, prior = [0, 0] }: Fit & { prior?: readonly [ones: number, zeros: number] } = {},
): Linear {
  const z = standardise(rows, weight)
  let at = new Float64Array(rows.width + 1)
  let value = penalised(z, y, weight, ridge, prior, at)
  for (let round = 0; round < 50; round++) {
    const { step } = newton(z, y, weight, ridge, at, "logit", prior)
    let next = at
    let gained = Number.NEGATIVE_INFINITY
    for (let share = 1; share > 1e-6 && !(gained >= value); share /= 2) {
      next = at.map((b, j) => b + share * (step[j] as number))
      gained = penalised(z, y, weight, ridge, prior, next)
    }
    if (!(gained >= value)) break
    const small = gained - value <= 1e-11 * (1 + Math.abs(value))
    at = next
    value = gained
    if (small) break
  }
  return z.back(at)
}

/** A fit to a sample in which the classes' shares are not the population's, put right: King & Zeng, Political Analysis 2001, eq. 7. */
export function priorCorrected(model: Linear, sampleShare: number, share: number): Linear {
  return { ...model, constant: model.constant - log(((1 - share) / share) * (sampleShare / (1 - sampleShare))) }
}

type Standard = ReturnType<typeof standardise>

function standardise({ width, x }: Rows, weight: ArrayLike<number> | undefined) {
  const count = x.length / width
  const means = new Float64Array(width)
  const scales = new Float64Array(width)
  for (let j = 0; j < width; j++) {
    let [mass, sum, squares] = [0, 0, 0]
    for (let r = 0; r < count; r++) {
      const value = x[r * width + j] as number
      if (Number.isNaN(value)) continue
      const w = weight ? (weight[r] as number) : 1
      mass += w
      const gap = value - sum
      if (mass > 0) {
        sum += (gap * w) / mass
        squares += w * gap * (value - sum)
      }
    }
    means[j] = sum
    const sd = mass > 0 ? Math.sqrt(squares / mass) : 0
    scales[j] = sd > 1e-9 * (1 + Math.abs(sum)) ? 1 / sd : 0
  }
  const z = new Float64Array(x.length)
  for (let k = 0; k < z.length; k++) {
    const value = ((x[k] as number) - (means[k % width] as number)) * (scales[k % width] as number)
    z[k] = Number.isNaN(value) ? 0 : value
  }
  return {
    width,
    count,
    z,
    /** The predictor in the features' own units. @param at the constant, then coefficients of standardised features */
    back(at: Float64Array): Linear {
      const weights = Array.from(scales, (scale, j) => scale * (at[j + 1] as number))
      return { constant: (at[0] as number) - weights.reduce((sum, w, j) => sum + w * (means[j] as number), 0), weights, means: [...means] }
    },
  }
}

/** One Newton step: the whole way at once for the identity link. */
function newton(
  { width, count, z }: Standard,
  y: ArrayLike<number>,
  weight: ArrayLike<number> | undefined,
  ridge: number,
  at: Float64Array,
  link: "identity" | "logit",
  prior: readonly number[] = [0, 0],
) {
  const n = width + 1
  const hessian = new Float64Array(n * n)
  const gradient = new Float64Array(n)
  const row = new Float64Array(n)
  const add = (value: number, w: number) => {
    let eta = 0
    for (let i = 0; i < n; i++) eta += (row[i] as number) * (at[i] as number)
    const mean = link === "logit" ? logistic(eta) : eta
    const curve = w * (link === "logit" ? Math.max(1e-9, mean * (1 - mean)) : 1)
    for (let i = 0; i < n; i++) {
      const xi = row[i] as number
      gradient[i] = (gradient[i] as number) + w * xi * (value - mean)
      for (let j = 0; j <= i; j++) hessian[i * n + j] = (hessian[i * n + j] as number) + curve * xi * (row[j] as number)
    }
  }
  row[0] = 1
  for (let r = 0; r < count; r++) {
    for (let j = 0; j < width; j++) row[j + 1] = z[r * width + j] as number
    add(y[r] as number, weight ? (weight[r] as number) : 1)
  }
  row.fill(0, 1)
  if (prior[0]) add(1, prior[0])
  if (prior[1]) add(0, prior[1])
  for (let i = 1; i < n; i++) {
    hessian[i * n + i] = (hessian[i * n + i] as number) + ridge
    gradient[i] = (gradient[i] as number) - ridge * (at[i] as number)
  }
  const step = solve(hessian, gradient)
  return { step, at: at.map((b, j) => b + (step[j] as number)) }
}

/** Penalised log-likelihood of a logistic regression. */
function penalised(
  { width, count, z }: Standard,
  y: ArrayLike<number>,
  weight: ArrayLike<number> | undefined,
  ridge: number,
  prior: readonly number[],
  at: Float64Array,
): number {
  let sum = (prior[0] as number) * log(Math.max(1e-300, logistic(at[0] as number))) + (prior[1] as number) * log(Math.max(1e-300, logistic(-(at[0] as number))))
  for (let j = 1; j <= width; j++) sum -= 0.5 * ridge * (at[j] as number) * (at[j] as number)
  for (let r = 0; r < count; r++) {
    let eta = at[0] as number
    for (let j = 0; j < width; j++) eta += (at[j + 1] as number) * (z[r * width + j] as number)
    sum += (weight ? (weight[r] as number) : 1) * log(Math.max(1e-300, logistic((y[r] as number) > 0.5 ? eta : -eta)))
  }
  return sum
}
