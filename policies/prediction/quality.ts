import { log } from "../../sim/math.ts"

/** How good predictions are, scored against what came. Values are aligned: a prediction, a label. */
type Values = ArrayLike<number>

/** Numbers of the predictions from the greatest to the least. */
const descending = (scores: Values) => Array.from(scores, (_, i) => i).sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b)

/**
 * Chance that a 1 is scored above a 0, ties half: the area under the ROC curve (Hanley & McNeil, Radiology 1982). NaN where one class is absent.
 * @param labels 1 or 0
 */
export function auc(scores: Values, labels: Values): number {
  const order = descending(scores)
  let [ones, zeros, above] = [0, 0, 0]
  for (let k = 0; k < order.length; ) {
    let [tiedOnes, tiedZeros] = [0, 0]
    const score = scores[order[k] as number]
    for (; k < order.length && scores[order[k] as number] === score; k++)
      if ((labels[order[k] as number] as number) > 0.5) tiedOnes++
      else tiedZeros++
    above += tiedZeros * (ones + tiedOnes / 2)
    ones += tiedOnes
    zeros += tiedZeros
  }
  return above / (ones * zeros)
}

/** Mean of −ln(chance given to what came), chances held to [1e−12, 1 − 1e−12]. */
export function logLoss(chances: Values, labels: Values): number {
  return mean(chances, (p, i) => -log(Math.min(1 - 1e-12, Math.max(1e-12, (labels[i] as number) > 0.5 ? p : 1 - p))))
}

/** Mean squared error of chances (Brier 1950). */
export function brier(chances: Values, labels: Values): number {
  return mean(chances, (p, i) => (p - (labels[i] as number)) * (p - (labels[i] as number)))
}

/** Mean absolute error of values. */
export function meanAbsoluteError(values: Values, truths: Values): number {
  return mean(values, (v, i) => Math.abs(v - (truths[i] as number)))
}

export interface Reliability {
  count: number
  predicted: number
  came: number
}

/** Mean prediction and mean label in groups of equal size, from the least predictions to the greatest: deciles, unless another number is asked for. */
export function reliability(predictions: Values, labels: Values, groups = 10): Reliability[] {
  const order = descending(predictions).reverse()
  return Array.from({ length: groups }, (_, g) => {
    const part = order.slice(Math.floor((g * order.length) / groups), Math.floor(((g + 1) * order.length) / groups))
    const sum = (values: Values) => part.reduce((total, i) => total + (values[i] as number), 0)
    return { count: part.length, predicted: sum(predictions) / part.length, came: sum(labels) / part.length }
  }).filter(({ count }) => count > 0)
}

/** Expected calibration error: mean gap of prediction and label over the groups (Naeini, Cooper & Hauskrecht, AAAI 2015). */
export function calibrationError(groups: readonly Reliability[]): number {
  const all = groups.reduce((sum, { count }) => sum + count, 0)
  return groups.reduce((sum, { count, predicted, came }) => sum + (count * Math.abs(predicted - came)) / all, 0)
}

/** A point of an uplift curve: what treating the best-scored share would gain a customer of all. */
export interface UpliftPoint {
  share: number
  gain: number
}

/**
 * Uplift curve of scores on randomised customers: for each share of the best scored, (mean outcome of its treated − mean of its untreated) × share.
 * Radcliffe, "Using Control Groups to Target on Predicted Lift" (2007), the Qini curve over one customer.
 * @param treated 1 where treated, 0 where not, at random
 */
export function upliftCurve(scores: Values, treated: Values, outcomes: Values, points = 20): UpliftPoint[] {
  const order = descending(scores)
  const curve: UpliftPoint[] = [{ share: 0, gain: 0 }]
  const sums = [0, 0]
  const counts = [0, 0]
  let next = 1
  order.forEach((i, k) => {
    const arm = (treated[i] as number) > 0.5 ? 1 : 0
    sums[arm] = (sums[arm] as number) + (outcomes[i] as number)
    counts[arm] = (counts[arm] as number) + 1
    if (k + 1 < Math.floor((next * order.length) / points)) return
    next++
    const share = (k + 1) / order.length
    const [untreated, sent] = counts as [number, number]
    curve.push({ share, gain: untreated > 0 && sent > 0 ? share * ((sums[1] as number) / sent - (sums[0] as number) / untreated) : 0 })
  })
  return curve
}

/** Area between the uplift curve and the straight line of treating at random: above 0 where scores find whom to treat. Unit: outcome a customer. */
export function qini(curve: readonly UpliftPoint[]): number {
  const end = curve[curve.length - 1]?.gain ?? 0
  let area = 0
  for (let k = 1; k < curve.length; k++) {
    const [a, b] = [curve[k - 1] as UpliftPoint, curve[k] as UpliftPoint]
    area += ((a.gain + b.gain) / 2) * (b.share - a.share)
  }
  return area - end / 2
}

function mean(values: Values, of: (value: number, i: number) => number): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += of(values[i] as number, i)
  return sum / values.length
}
