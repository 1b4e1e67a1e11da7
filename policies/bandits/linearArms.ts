import type { Json } from "../policy.ts"
import { backward, cholesky, forward } from "../prediction/cholesky.ts"

/** Normal prior of coefficients, each apart: precision in units of 1/(noise of a reward)². */
export interface Prior {
  readonly precision: ArrayLike<number>
  readonly mean?: ArrayLike<number>
}

export interface LinearShape {
  readonly arms: number
  readonly features: number
  /** Coefficients that all arms share, beside each arm's own: reward = x·β + x·θ_k. */
  readonly shared?: Prior
  /** Arm 0 has no coefficients of its own: what happens where nothing is done, which the others' are compared with. Only with `shared`. */
  readonly control?: boolean
  readonly own: (arm: number) => Prior
}

/** Of one arm: Σ xxᵀ and Σ xy with the prior. */
interface Block {
  a: Float64Array
  b: Float64Array
  /** Σ xxᵀ without the prior: how the arm's coefficients hang together with the shared ones. */
  cross: Float64Array
  made?: Solved | undefined
}

/** A's Cholesky factor, A⁻¹ b, and A⁻¹ cross column by column. */
interface Solved {
  factor: Float64Array
  solved: Float64Array
  lent: Float64Array
}

/**
 * Ridge regressions of rewards on features, one an arm, with coefficients in common if wanted: the least squares behind LinUCB and linear Thompson sampling.
 * Without shared coefficients it is eq. 3–4 of Li, Chu, Langford & Schapire (WWW 2010); with them their Algorithm 2 with z = x. The matrix of the normal equations is an
 * arrow, so the shared coefficients come first, by the Schur complement S = A₀ − Σ B_kᵀ A_k⁻¹ B_k, and the arms then fall apart: any number of arms costs its sum.
 * Posterior covariances are these inverses times the variance of a reward's noise.
 */
export class LinearArms {
  private readonly d: number
  private readonly blocks: (Block | undefined)[]
  private readonly blank = new Map<number, Block>()
  private readonly a0: Float64Array
  private readonly b0: Float64Array
  private readonly scratch: Float64Array
  private joint: { factor: Float64Array; mean: Float64Array } | undefined

  constructor(readonly shape: LinearShape) {
    this.d = shape.features
    this.blocks = new Array(shape.arms)
    this.scratch = new Float64Array(this.d)
    const none = { precision: new Float64Array(this.d) }
    ;[this.a0, this.b0] = start(this.d, shape.shared ?? none)
  }

  /** Has an arm coefficients of its own? */
  owns(arm: number): boolean {
    return arm > 0 || !this.shape.control
  }

  /** Learns that an arm brought y at x. @param weight how many rewards it counts for */
  add(arm: number, x: ArrayLike<number>, y: number, weight = 1): void {
    if (weight === 0) return
    const { d } = this
    if (this.shape.shared) {
      accumulate(this.a0, this.b0, d, x, y, weight)
      this.joint = undefined
    }
    if (!this.owns(arm)) return
    const block = (this.blocks[arm] ??= this.newBlock(arm))
    accumulate(block.a, block.b, d, x, y, weight)
    if (this.shape.shared) accumulate(block.cross, undefined, d, x, y, weight)
    block.made = undefined
  }

  private newBlock(arm: number): Block {
    const [a, b] = start(this.d, this.shape.own(arm))
    return { a, b, cross: new Float64Array(this.shape.shared ? this.d * this.d : 0) }
  }

  /** What follows from an arm's sums. */
  private block(arm: number): Solved {
    let block = this.blocks[arm] ?? this.blank.get(arm)
    if (!block) {
      block = this.newBlock(arm)
      this.blank.set(arm, block)
    }
    if (block.made) return block.made
    const { d } = this
    const { a, b, cross } = block
    const factor = cholesky(a, d)
    const solve = (values: Float64Array) => backward(factor, forward(factor, values))
    const lent = new Float64Array(cross.length)
    if (this.shape.shared) for (let j = 0; j < d; j++) lent.set(solve(column(cross, d, j)), j * d)
    block.made = { factor, solved: solve(b.slice()), lent }
    return block.made
  }

  /** Posterior of the shared coefficients: Cholesky factor of S, and their mean. */
  private shared(): { factor: Float64Array; mean: Float64Array } {
    if (this.joint) return this.joint
    const { d } = this
    const s = symmetric(this.a0, d)
    const m = this.b0.slice()
    this.blocks.forEach((touched, arm) => {
      if (!touched) return
      const { lent, solved } = this.block(arm)
      const full = symmetric(touched.cross, d)
      for (let i = 0; i < d; i++)
        for (let k = 0; k < d; k++) {
          const c = full[k * d + i] as number
          if (c === 0) continue
          m[i] = (m[i] as number) - c * (solved[k] as number)
          for (let j = 0; j < d; j++) s[i * d + j] = (s[i * d + j] as number) - c * (lent[j * d + k] as number)
        }
    })
    const factor = cholesky(s, d)
    this.joint = { factor, mean: backward(factor, forward(factor, m)) }
    return this.joint
  }

  /** Mean of the shared coefficients; zeros where none are shared. */
  sharedMean(): Float64Array {
    return this.shape.shared ? this.shared().mean : new Float64Array(this.d)
  }

  /** Shared coefficients that are `width` posterior deviations of a normal draw away from their mean. @param normals one a feature */
  sharedDraw(width: number, normals: Float64Array): Float64Array {
    if (!this.shape.shared) return new Float64Array(this.d)
    const { factor, mean } = this.shared()
    return backward(factor, normals).map((z, j) => (mean[j] as number) + width * z)
  }

  /** Mean of an arm's own coefficients where the shared ones are as given: A_k⁻¹ (b_k − B_k β). */
  own(arm: number, shared: Float64Array): Float64Array {
    const { d } = this
    if (!this.owns(arm)) return new Float64Array(d)
    const { solved, lent } = this.block(arm)
    if (!this.shape.shared) return solved
    return solved.map((value, i) => {
      let sum = value
      for (let j = 0; j < d; j++) sum -= (lent[j * d + i] as number) * (shared[j] as number)
      return sum
    })
  }

  /** xᵀ A_k⁻¹ x: variance of an arm's own part at x where the shared coefficients are known, in units of the noise's. */
  ownVariance(arm: number, x: Float64Array): number {
    if (!this.owns(arm)) return 0
    this.scratch.set(x)
    return squares(forward(this.block(arm).factor, this.scratch))
  }

  /** s of Li et al.'s eq. 6: variance of an arm's mean reward at x, with what is not known of the shared coefficients, in units of the noise's. */
  variance(arm: number, x: Float64Array): number {
    if (!this.shape.shared) return this.ownVariance(arm, x)
    const { d } = this
    const rest = x.slice()
    if (this.owns(arm)) {
      const { lent } = this.block(arm)
      for (let j = 0; j < d; j++) for (let i = 0; i < d; i++) rest[j] = (rest[j] as number) - (lent[j * d + i] as number) * (x[i] as number)
    }
    return this.ownVariance(arm, x) + squares(forward(this.shared().factor, rest))
  }

  /** Minus the logarithm of the posterior's density at some coefficients, but for a constant. @param own of each arm that anything was learned of */
  energy(shared: Float64Array, own: (arm: number) => Float64Array): number {
    const { d } = this
    let sum = form(this.a0, d, shared, shared) / 2 - inner(this.b0, shared)
    this.blocks.forEach((block, arm) => {
      if (!block) return
      const theta = own(arm)
      sum += form(block.a, d, theta, theta) / 2 - inner(block.b, theta)
      if (this.shape.shared) sum += form(block.cross, d, theta, shared)
    })
    return sum
  }

  /** Arms that anything was learned of, ascending. */
  touched(): number[] {
    return this.blocks.flatMap((block, arm) => (block ? [arm] : []))
  }

  /** The same, to be taught further apart from this one. @param about arms that it will be taught about; none other may be added to */
  branch(about: Iterable<number>): LinearArms {
    const copy = new LinearArms(this.shape)
    copy.a0.set(this.a0)
    copy.b0.set(this.b0)
    this.blocks.forEach((block, arm) => {
      copy.blocks[arm] = block
    })
    for (const arm of about) {
      const block = this.blocks[arm]
      if (block) copy.blocks[arm] = { a: block.a.slice(), b: block.b.slice(), cross: block.cross.slice() }
    }
    return copy
  }

  save(): Json {
    const arms = this.blocks.flatMap((block, arm) => (block ? [{ arm, a: [...block.a], b: [...block.b], cross: [...block.cross] }] : []))
    return { a0: [...this.a0], b0: [...this.b0], arms }
  }

  load(state: Json): void {
    const { a0, b0, arms } = state as unknown as { a0: number[]; b0: number[]; arms: { arm: number; a: number[]; b: number[]; cross: number[] }[] }
    this.a0.set(a0)
    this.b0.set(b0)
    this.blocks.fill(undefined)
    for (const { arm, a, b, cross } of arms) this.blocks[arm] = { a: Float64Array.from(a), b: Float64Array.from(b), cross: Float64Array.from(cross) }
    this.joint = undefined
  }
}

function start(d: number, { precision, mean }: Prior): [Float64Array, Float64Array] {
  const a = new Float64Array(d * d)
  const b = new Float64Array(d)
  for (let j = 0; j < d; j++) {
    a[j * d + j] = precision[j] as number
    b[j] = (precision[j] as number) * (mean?.[j] ?? 0)
  }
  return [a, b]
}

/** Adds weight · xxᵀ to the lower half of a, and weight · xy to b. */
function accumulate(a: Float64Array, b: Float64Array | undefined, d: number, x: ArrayLike<number>, y: number, weight: number): void {
  for (let i = 0; i < d; i++) {
    const w = weight * (x[i] as number)
    if (w === 0) continue
    if (b) b[i] = (b[i] as number) + w * y
    for (let j = 0; j <= i; j++) a[i * d + j] = (a[i * d + j] as number) + w * (x[j] as number)
  }
}

/** The whole of a matrix whose lower half is kept. */
function symmetric(a: Float64Array, d: number): Float64Array {
  const full = a.slice()
  for (let i = 0; i < d; i++) for (let j = i + 1; j < d; j++) full[i * d + j] = a[j * d + i] as number
  return full
}

function column(a: Float64Array, d: number, j: number): Float64Array {
  return Float64Array.from({ length: d }, (_, i) => (i >= j ? a[i * d + j] : a[j * d + i]) as number)
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}

/** uᵀ a v of a symmetric matrix whose lower half is kept. */
function form(a: Float64Array, d: number, u: Float64Array, v: Float64Array): number {
  let sum = 0
  for (let i = 0; i < d; i++) for (let j = 0; j < d; j++) sum += (u[i] as number) * ((i >= j ? a[i * d + j] : a[j * d + i]) as number) * (v[j] as number)
  return sum
}

function squares(z: Float64Array): number {
  let sum = 0
  for (let i = 0; i < z.length; i++) sum += (z[i] as number) * (z[i] as number)
  return sum
}
