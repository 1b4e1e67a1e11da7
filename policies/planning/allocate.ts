import * as math from "../../sim/math.ts"

/** What a channel returns on a spend: rising, convex up to its inflection and concave from there. */
export interface Curve {
  value(x: number): number
  slope(x: number): number
  /** 0: concave everywhere. */
  readonly inflection: number
}

/**
 * Spend a channel that returns most in all at a given budget: marginal returns are equal wherever no bound holds (Karush 1939; Kuhn & Tucker 1951;
 * Dorfman & Steiner 1954 for advertising). Concave curves: exact, by bisection on the common marginal return. S-shaped ones: dynamic programming on a
 * grid of spends (Bellman 1957) tells which channels get past their inflection; then those are told apart exactly.
 * @param least, ceilings bounds of each channel's spend, 0 ≤ least ≤ ceiling
 * @returns spends that sum to the budget, as far as the bounds allow
 */
export function allocate(curves: readonly Curve[], budget: number, least: readonly number[], ceilings: readonly number[]): number[] {
  const floor = sumOf(least)
  if (!(budget > floor)) return floor > 0 ? least.map((x) => (x * Math.max(0, budget)) / floor) : least.map(() => 0)
  if (sumOf(ceilings) <= budget) return [...ceilings]
  const most = ceilings.map((x, k) => Math.min(x, (least[k] as number) + budget - floor))
  if (curves.every((c, k) => c.inflection <= (least[k] as number))) return concave(curves, budget, least, most)
  const rough = byGrid(curves, budget, least, most)
  // past its inflection a channel is concave; what stays before it stays at its least, but for the one that takes what is left
  const past = rough.map((x, k) => x > (curves[k] as Curve).inflection)
  const low = least.map((x, k) => (past[k] ? Math.max(x, Math.min((curves[k] as Curve).inflection, most[k] as number)) : x))
  const high = most.map((x, k) => (past[k] ? x : (least[k] as number)))
  const room = sumOf(low) <= budget && sumOf(high) >= budget
  const total = (spends: readonly number[]) => spends.reduce((sum, x, k) => sum + (curves[k] as Curve).value(x), 0)
  const polished = room ? concave(curves, budget, low, high) : rough
  return total(polished) >= total(rough) ? polished : rough
}

function concave(curves: readonly Curve[], budget: number, least: readonly number[], most: readonly number[]): number[] {
  // what is asked falls as the price rises: what two prices ask brackets what one between them does
  let lower = [...least]
  let upper = [...most]
  let [low, high] = [-200, 200] // ln of the marginal return
  for (let i = 0; i < 70 && sumOf(upper) - sumOf(lower) > 1e-13 * budget; i++) {
    const middle = (low + high) / 2
    const price = math.exp(middle)
    const spends = curves.map((curve, k) => asked(curve, price, lower[k] as number, upper[k] as number))
    if (sumOf(spends) > budget) [low, upper] = [middle, spends]
    else [high, lower] = [middle, spends]
  }
  // what rounding, or a curve's straight piece, leaves open
  const gap = sumOf(upper) - sumOf(lower)
  const part = gap > 0 ? Math.min(1, (budget - sumOf(lower)) / gap) : 0
  return lower.map((x, k) => x + part * ((upper[k] as number) - x))
}

const sumOf = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)

/** Where a concave curve's slope falls to a price, within bounds. */
function asked(curve: Curve, price: number, least: number, most: number): number {
  if (curve.slope(most) >= price) return most
  if (!(curve.slope(least) > price)) return least
  let [low, high] = [least, most]
  for (let i = 0; i < 60 && high - low > 1e-14 * high; i++) {
    const middle = (low + high) / 2
    if (curve.slope(middle) > price) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Best spends in whole steps of what is free above the least. */
function byGrid(curves: readonly Curve[], budget: number, least: readonly number[], most: readonly number[]): number[] {
  const free = budget - sumOf(least)
  const steps = Math.max(40, Math.min(600, Math.floor(Math.sqrt(2e7 / curves.length))))
  const step = free / steps
  let best = new Float64Array(steps + 1).fill(Number.NEGATIVE_INFINITY)
  best[0] = 0
  const chosen = curves.map((curve, k) => {
    const from = least[k] as number
    const count = Math.min(steps, Math.floor(((most[k] as number) - from) / step))
    const values = Float64Array.from({ length: count + 1 }, (_, i) => curve.value(from + i * step))
    const next = new Float64Array(steps + 1).fill(Number.NEGATIVE_INFINITY)
    const choice = new Int32Array(steps + 1)
    for (let b = 0; b <= steps; b++)
      for (let i = Math.min(b, count); i >= 0; i--) {
        const value = (best[b - i] as number) + (values[i] as number)
        if (value > (next[b] as number)) {
          next[b] = value
          choice[b] = i
        }
      }
    best = next
    return choice
  })
  let left = steps
  while (left > 0 && best[left] === Number.NEGATIVE_INFINITY) left--
  const spends = [...least]
  for (let k = curves.length - 1; k >= 0; k--) {
    const i = (chosen[k] as Int32Array)[left] as number
    spends[k] = (least[k] as number) + i * step
    left -= i
  }
  return spends
}
