/**
 * Refuses more channels than a policy's method can weigh in reasonable time and memory: no market has so many, and a run that never ends says nothing.
 * @param cost what grows, and how fast
 * @throws RangeError
 */
export function expectFew(paid: readonly string[], most: number, cost: string): void {
  if (paid.length > most) throw new RangeError(`expected at most ${most} paid channels, for ${cost}; found ${paid.length}`)
}
