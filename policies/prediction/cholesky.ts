/**
 * Solves A x = b for a symmetric positive definite A (row by row, n × n), by its Cholesky factor. A pivot that is not above 0 counts as without bound:
 * its unknown is 0, as a column that says nothing deserves.
 */
export function solve(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  const n = b.length
  const l = new Float64Array(n * n)
  const x = Float64Array.from(b)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j] as number
      for (let k = 0; k < j; k++) sum -= (l[i * n + k] as number) * (l[j * n + k] as number)
      if (i !== j) l[i * n + j] = sum / (l[j * n + j] as number)
      else l[i * n + i] = sum > 1e-12 * Math.abs(a[i * n + i] as number) ? Math.sqrt(sum) : Number.POSITIVE_INFINITY
    }
    let sum = x[i] as number
    for (let k = 0; k < i; k++) sum -= (l[i * n + k] as number) * (x[k] as number)
    x[i] = sum / (l[i * n + i] as number)
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i] as number
    for (let k = i + 1; k < n; k++) sum -= (l[k * n + i] as number) * (x[k] as number)
    x[i] = sum / (l[i * n + i] as number)
  }
  return x
}

/**
 * Lower factor L of a symmetric positive definite matrix, L Lᵀ = a. Only the lower half of a is read; a pivot that rounding makes 0 or less is raised to 1e-300.
 * @param a row by row, n × n
 */
export function cholesky(a: ArrayLike<number>, n: number): Float64Array {
  const l = new Float64Array(n * n)
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j] as number
      for (let k = 0; k < j; k++) sum -= (l[i * n + k] as number) * (l[j * n + k] as number)
      l[i * n + j] = i === j ? Math.sqrt(Math.max(sum, 1e-300)) : sum / (l[j * n + j] as number)
    }
  return l
}

/** Solves L z = b in place. */
export function forward(l: Float64Array, b: Float64Array): Float64Array {
  const n = b.length
  for (let i = 0; i < n; i++) {
    let sum = b[i] as number
    for (let k = 0; k < i; k++) sum -= (l[i * n + k] as number) * (b[k] as number)
    b[i] = sum / (l[i * n + i] as number)
  }
  return b
}

/** Solves Lᵀ x = b in place. */
export function backward(l: Float64Array, b: Float64Array): Float64Array {
  const n = b.length
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i] as number
    for (let k = i + 1; k < n; k++) sum -= (l[k * n + i] as number) * (b[k] as number)
    b[i] = sum / (l[i * n + i] as number)
  }
  return b
}
