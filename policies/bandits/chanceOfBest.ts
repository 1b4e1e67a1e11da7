import * as math from "../../sim/math.ts"

/** A law of a value by two parameters. */
export interface Law {
  cdf(a: number, b: number): (x: number) => number
  /** Values beyond which there is less than about 1e-9 of the law, on either side. */
  span(a: number, b: number): readonly [number, number]
}

/** Intervals into which the greatest's distribution is cut, at least. */
const CUTS = 128

/**
 * Chance of each independent value to be the greatest, P_k = ∫ G dF_k/F_k with G = Π F_k the distribution of the greatest: a sum over intervals of ΔG · Δln F_k / Δln G, none of which holds more
 * than 1/128 of G. It sums to 1, and is exact where values are alike; elsewhere within about 1e-4. Values of the same parameters are reckoned once, and those that reach G's
 * lowest billionth with less than 1e-12 not at all.
 * @param a first and @param b second parameter of each
 */
export function chanceOfBest(law: Law, a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  const kinds = new Map<string, number>()
  const of = Array.from(a, (_, k) => {
    const name = `${a[k]}/${b[k]}`
    if (!kinds.has(name)) kinds.set(name, kinds.size)
    return kinds.get(name) as number
  })
  const times = new Float64Array(kinds.size)
  const first = new Int32Array(kinds.size)
  of.forEach((kind, k) => {
    times[kind] = (times[kind] as number) + 1
    first[kind] = k
  })
  if (kinds.size === 1) return new Float64Array(a.length).fill(1 / a.length)
  const cdfs = Array.from(first, (k) => law.cdf(a[k] as number, b[k] as number))
  const below = (kind: number, x: number) => (cdfs[kind] as (x: number) => number)(x)
  const at = (kind: number) => [a[first[kind] as number] as number, b[first[kind] as number] as number] as const

  let live = Array.from(times, (_, kind) => kind)
  const logs = (x: number) => Float64Array.from(live, (kind) => (times[kind] as number) * math.log(Math.max(1e-300, below(kind, x))))
  const sum = (x: Float64Array) => x.reduce((s, v) => s + v, 0)

  const spans = live.map((kind) => law.span(...at(kind)))
  const top = spans.reduce((most, [, high]) => Math.max(most, high), Number.NEGATIVE_INFINITY)
  let bottom = spans.reduce((most, [low]) => Math.max(most, low), Number.NEGATIVE_INFINITY)
  for (let step = 0, high = top; step < 24; step++) {
    const middle = (bottom + high) / 2
    if (sum(logs(middle)) < -20.7) bottom = middle
    else high = middle
  }
  live = live.filter((kind) => 1 - below(kind, bottom) >= 1e-12)

  const won = new Float64Array(kinds.size)
  const share = (low: Float64Array, high: Float64Array, mass: number) => {
    const rise = sum(high) - sum(low)
    if (rise > 0)
      live.forEach((kind, k) => {
        won[kind] = (won[kind] as number) + (mass * ((high[k] as number) - (low[k] as number))) / rise
      })
  }
  const cut = (x0: number, x1: number, low: Float64Array, high: Float64Array, depth: number) => {
    const mass = math.exp(sum(high)) - math.exp(sum(low))
    const middle = (x0 + x1) / 2
    if (mass <= 1 / CUTS || depth === 0) return share(low, high, mass)
    const between = logs(middle)
    cut(x0, middle, low, between, depth - 1)
    cut(middle, x1, between, high, depth - 1)
  }
  cut(bottom, top, logs(bottom), logs(top), 60)
  const all = won.reduce((s, v) => s + v, 0)
  return Float64Array.from(of, (kind) => Math.max(0, won[kind] as number) / (times[kind] as number) / all)
}
