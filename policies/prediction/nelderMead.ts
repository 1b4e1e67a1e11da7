/** Where a search ended. */
export interface Minimum {
  at: number[]
  value: number
  evaluations: number
}

/** A corner of the simplex. */
type Corner = { at: number[]; value: number }

/**
 * Least value of a function of a few variables, without derivatives: a simplex that is reflected, expanded, contracted and shrunk.
 * Nelder & Mead, Computer Journal 1965, with coefficients 1, 2, ½ and ½. The search begins anew from where it ended until that gains nothing,
 * against simplices that collapse early. A value that is not a number counts as infinite.
 * @param step size of the first simplex, in each variable
 * @param tolerance difference of values among the corners at which a search ends, relative to the value
 */
export function nelderMead(
  of: (at: readonly number[]) => number,
  start: readonly number[],
  { step = 0.5, tolerance = 1e-10, most = 4000 }: { step?: number; tolerance?: number; most?: number } = {},
): Minimum {
  let evaluations = 0
  const corner = (at: number[]): Corner => {
    evaluations++
    const value = of(at)
    return { at, value: Number.isNaN(value) ? Number.POSITIVE_INFINITY : value }
  }
  let best = corner([...start])
  for (let round = 0, size = step; round < 6 && evaluations < most; round++, size /= 4) {
    const before = best.value
    best = search(best, size)
    if (round > 0 && before - best.value <= tolerance * (1 + Math.abs(best.value))) break
  }
  return { at: best.at, value: best.value, evaluations }

  function search(from: Corner, size: number): Corner {
    const corners = [from, ...from.at.map((_, k) => corner(from.at.map((x, j) => (j === k ? x + size : x))))]
    for (;;) {
      corners.sort((a, b) => a.value - b.value)
      const first = corners[0] as Corner
      const worst = corners[corners.length - 1] as Corner
      const second = corners[corners.length - 2] as Corner
      if (worst.value - first.value <= tolerance * (1 + Math.abs(first.value)) || evaluations >= most) return first
      const centre = from.at.map((_, k) => corners.slice(0, -1).reduce((sum, c) => sum + (c.at[k] as number), 0) / (corners.length - 1))
      const along = (by: number) => corner(centre.map((c, k) => c + by * (c - (worst.at[k] as number))))
      const reflected = along(1)
      const replace = (by: Corner) => {
        corners[corners.length - 1] = by
      }
      if (reflected.value < first.value) {
        const expanded = along(2)
        replace(expanded.value < reflected.value ? expanded : reflected)
      } else if (reflected.value < second.value) replace(reflected)
      else {
        const contracted = reflected.value < worst.value ? along(0.5) : along(-0.5)
        if (contracted.value < Math.min(worst.value, reflected.value)) replace(contracted)
        else for (let k = 1; k < corners.length; k++) corners[k] = corner((corners[k] as Corner).at.map((x, j) => ((first.at[j] as number) + x) / 2))
      }
    }
  }
}
