/** Where a value's dot stands: the middle of its column, and how many dots lie under it. */
export interface Place {
  x: number
  level: number
}

export interface Piles {
  /** Of the dots, pixels. */
  radius: number
  /** In the order of the values. */
  places: readonly Place[]
}

/**
 * Values as dots piled up where they are close, so that they can be counted (Wilkinson, "Dot plots", The American Statistician 53, 1999, with columns of one width).
 * Dots are as large as fits: the highest pile is no higher than `height`.
 * @param xs pixels
 * @param edge pixels: columns begin here, so that no dot lies across it, and each stands on its value's side
 * @param most the largest radius, pixels
 */
export function piles(xs: readonly number[], edge: number, height: number, most = 4): Piles {
  for (let radius = most; ; radius *= 0.9) {
    const places = columns(xs, edge, 2 * radius)
    if (radius < 0.5 || places.every(({ level }) => (level + 1) * 2 * radius <= height)) return { radius, places }
  }
}

function columns(xs: readonly number[], edge: number, width: number): Place[] {
  const filled = new Map<number, number>()
  return xs.map((x) => {
    const column = Math.floor((x - edge) / width)
    const level = filled.get(column) ?? 0
    filled.set(column, level + 1)
    return { x: edge + (column + 0.5) * width, level }
  })
}
