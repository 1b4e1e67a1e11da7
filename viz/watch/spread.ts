/**
 * Left edges of labels in a row: each as near to the middle of its thing as its neighbours let it, none over another, all within the row.
 * @param middles in ascending order @param widths of the labels @param gap between two at least
 */
export function spread(middles: readonly number[], widths: readonly number[], gap: number, row: number): number[] {
  const left = middles.map((middle, k) => middle - (widths[k] as number) / 2)
  for (let k = 0, end = 0; k < left.length; k++) {
    left[k] = Math.max(left[k] as number, end)
    end = (left[k] as number) + (widths[k] as number) + gap
  }
  for (let k = left.length - 1, start = row; k >= 0; k--) {
    left[k] = Math.min(left[k] as number, start - (widths[k] as number))
    start = (left[k] as number) - gap
  }
  return left
}
