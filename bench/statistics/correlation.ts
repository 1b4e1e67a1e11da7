/** Pearson's correlation; null where one of the two does not vary. */
export function correlation(a: readonly number[], b: readonly number[]): number | null {
  const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length
  const [ma, mb] = [mean(a), mean(b)]
  let [ab, aa, bb] = [0, 0, 0]
  a.forEach((x, k) => {
    const [da, db] = [x - ma, (b[k] as number) - mb]
    ab += da * db
    aa += da * da
    bb += db * db
  })
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : null
}
