import type { LinearShape } from "../../../policies/bandits/linearArms.ts"
import { policyRandom, type Random } from "../../../policies/random.ts"

export const randomAt = (tick: number, seed = 7): Random => policyRandom({ seed, replication: 0 }, "engage", tick)
export const rowsTo = (count: number) => Uint32Array.from({ length: count }, (_, r) => r)

/** Every coefficient with the same prior deviation, in deviations of a reward's noise. */
export const evenly = (arms: number, features: number, deviation: number, of: { shared?: number; control?: boolean } = {}): LinearShape => {
  const prior = (d: number) => ({ precision: new Float64Array(features).fill(1 / (d * d)) })
  return { arms, features, own: () => prior(deviation), ...(of.shared ? { shared: prior(of.shared) } : {}), ...(of.control ? { control: true } : {}) }
}

/** Inverse of a small matrix by Gauss and Jordan, as plain as can be: the reference for what is solved by factors. */
export function inverse(a: readonly (readonly number[])[]): number[][] {
  const n = a.length
  const m = a.map((row, i) => [...row, ...Array.from({ length: n }, (_, j) => (i === j ? 1 : 0))])
  for (let i = 0; i < n; i++) {
    let pivot = i
    for (let k = i + 1; k < n; k++) if (Math.abs((m[k] as number[])[i] as number) > Math.abs((m[pivot] as number[])[i] as number)) pivot = k
    ;[m[i], m[pivot]] = [m[pivot] as number[], m[i] as number[]]
    const row = m[i] as number[]
    const by = row[i] as number
    for (let j = 0; j < 2 * n; j++) row[j] = (row[j] as number) / by
    m.forEach((other, k) => {
      const times = other[i] as number
      if (k !== i) for (let j = 0; j < 2 * n; j++) other[j] = (other[j] as number) - times * (row[j] as number)
    })
  }
  return m.map((row) => row.slice(n))
}

export const times = (a: readonly (readonly number[])[], x: readonly number[]) => a.map((row) => dot(row, x))
export const dot = (a: ArrayLike<number>, b: ArrayLike<number>) => Array.from(a).reduce((sum, v, j) => sum + v * (b[j] as number), 0)
