/** Luck of tests: the minimal standard generator of Park & Miller (1988), so that no test draws by what it tests. */
export function uniforms(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48271) % 2147483647) / 2147483647
}

/** Standard normals by Box & Muller. */
export function normals(seed: number): () => number {
  const next = uniforms(seed)
  return () => Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next())
}

/** Gamma draw of scale 1: exponentials for the whole part of the shape, Ahrens & Dieter (1974) for the fraction. */
export function gammaDraw(shape: number, next: () => number): number {
  let sum = 0
  for (let k = Math.floor(shape); k > 0; k--) sum -= Math.log(next())
  const rest = shape - Math.floor(shape)
  while (rest > 0) {
    const [u, v, w] = [next(), next(), next()]
    const small = u <= Math.E / (Math.E + rest)
    const x = small ? v ** (1 / rest) : 1 - Math.log(v)
    if (w <= (small ? Math.exp(-x) : x ** (rest - 1))) return sum + x
  }
  return sum
}

/** Mean and its standard error. */
export function summary(values: ArrayLike<number>): { mean: number; error: number } {
  const all = Array.from(values)
  const mean = all.reduce((a, b) => a + b, 0) / all.length
  return { mean, error: Math.sqrt(all.reduce((sum, v) => sum + (v - mean) ** 2, 0)) / all.length }
}

export const chance = (logOdds: number) => 1 / (1 + Math.exp(-logOdds))
