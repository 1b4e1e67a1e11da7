/**
 * Removal effects in a first-order Markov chain of touches: a path goes from `start` over channels to `conversion` or `null`; the removal
 * effect of a channel is the share of conversions that is lost when every step to it leads to null instead.
 * Anderl, Becker, von Wangenheim & Schumann, "Mapping the customer journey", IJRM 33(3), 2016 (their base model, order 1).
 * @param steps counts from state to state, row by row: states are the channels, then start; columns the channels, then conversion, then null
 * @returns removal effect by channel, in [0, 1]
 */
export function removalEffects(channels: number, steps: ArrayLike<number>): Float64Array {
  const width = channels + 2
  const chance = (removed: number) => {
    const absorbed = conversionChance(channels, steps, removed)
    let out = 0
    let total = 0
    for (let to = 0; to < width; to++) {
      const count = steps[channels * width + to] as number
      total += count
      if (to < channels) out += count * (absorbed[to] as number)
      else if (to === channels) out += count
    }
    return total > 0 ? out / total : 0
  }
  const all = chance(-1)
  return Float64Array.from({ length: channels }, (_, j) => (all > 0 ? Math.min(1, Math.max(0, 1 - chance(j) / all)) : 0))
}

/** Chance to convert from each channel, one of them removed (−1: none): (I − Q) x = r by elimination with pivots. */
function conversionChance(channels: number, steps: ArrayLike<number>, removed: number): Float64Array {
  const width = channels + 2
  const rows: Float64Array[] = Array.from({ length: channels }, (_, from) => {
    const row = new Float64Array(channels + 1)
    row[from] = 1
    let total = 0
    for (let to = 0; to < width; to++) total += steps[from * width + to] as number
    if (total === 0 || from === removed) return row
    for (let to = 0; to < channels; to++) if (to !== removed) row[to] = (row[to] as number) - (steps[from * width + to] as number) / total
    row[channels] = (steps[from * width + channels] as number) / total
    return row
  })
  for (let k = 0; k < channels; k++) {
    let best = k
    for (let i = k + 1; i < channels; i++) if (Math.abs(rows[i]?.[k] as number) > Math.abs(rows[best]?.[k] as number)) best = i
    const pivot = rows[best] as Float64Array
    rows[best] = rows[k] as Float64Array
    rows[k] = pivot
    if (pivot[k] === 0) continue
    for (const row of rows) {
      if (row === pivot || row[k] === 0) continue
      const factor = (row[k] as number) / (pivot[k] as number)
      for (let j = k; j <= channels; j++) row[j] = (row[j] as number) - factor * (pivot[j] as number)
    }
  }
  return Float64Array.from(rows, (row, k) => ((row[k] as number) === 0 ? 0 : (row[channels] as number) / (row[k] as number)))
}
