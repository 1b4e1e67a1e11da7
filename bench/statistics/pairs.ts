/** Values of the same replication, where both exist. */
export function pairs(a: readonly (number | null)[], b: readonly (number | null)[]): [a: number, b: number][] {
  return a.flatMap((x, r): [number, number][] => {
    const y = b[r]
    return x !== null && y !== null && y !== undefined ? [[x, y]] : []
  })
}
