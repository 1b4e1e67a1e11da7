import { log } from "../../sim/math.ts"
import type { Rows } from "./linear.ts"
import { logistic, logit } from "./specialFunctions.ts"

export interface BoostingOptions {
  loss: "logistic" | "squared"
  trees?: number
  /** Splits on the way to a leaf. */
  depth?: number
  /** Share of each tree's step that is taken. */
  rate?: number
  /** Bins a feature's values are sorted into, unknown ones aside. */
  bins?: number
  /** Penalty on leaves, ½ ridge Σ leaf², in rows. */
  ridge?: number
  /** Least sum of second derivatives in a leaf: rows for squared loss, rows · p(1 − p) for logistic. */
  least?: number
  weight?: ArrayLike<number> | undefined
}

/** A sum of trees over binned features. Plain data. */
export interface Boosted {
  readonly start: number
  readonly depth: number
  /** By feature: upper edges of its bins; bin 0 holds unknown values, bin k those of at most `edges[k − 1]`, the last all above. */
  readonly edges: readonly (readonly number[])[]
  /** Each tree: features and bins of its inner nodes in heap order (a value in that bin or below goes left; feature −1: all left), then its leaves. */
  readonly trees: readonly { readonly features: readonly number[]; readonly bins: readonly number[]; readonly leaves: readonly number[] }[]
}

/**
 * Gradient boosting of regression trees on histograms: each tree fits the loss's gradient by Newton steps and takes a share of them.
 * Friedman, Annals of Statistics 2001; gain and leaf weights of Chen & Guestrin, "XGBoost" (KDD 2016), eq. 5 and 7. Departs: a tree's step is halved
 * until the loss falls, so that more trees never fit worse; unknown values have a bin of their own below all others.
 * @param y 1 or 0 for logistic loss (predictions are log-odds), any number for squared loss
 * @param watch told the mean loss after each tree
 */
export function fitBoosted(rows: Rows, y: ArrayLike<number>, o: BoostingOptions, watch?: (loss: number) => void): Boosted {
  const { loss, trees: most = 60, depth = 2, rate = 0.15, bins = 24, ridge = 2, least = 5, weight } = o
  const count = y.length
  const { width } = rows
  const edges = Array.from({ length: width }, (_, j) => quantiles(rows, j, bins))
  const binned = binsOf(edges, rows)
  const w = (r: number) => (weight ? (weight[r] as number) : 1)
  let [mass, total] = [0, 0]
  for (let r = 0; r < count; r++) {
    mass += w(r)
    total += w(r) * (y[r] as number)
  }
  const mean = mass > 0 ? total / mass : 0
  // a class never seen has half a row
  const start = loss === "squared" ? mean : logit((total + 0.5) / (mass + 1))
  const score = new Float64Array(count).fill(start)
  const gradient = new Float64Array(count)
  const hessian = new Float64Array(count)
  const lossOf = (at: (r: number) => number) => {
    let sum = 0
    for (let r = 0; r < count; r++) {
      const f = at(r)
      const truth = y[r] as number
      sum += w(r) * (loss === "squared" ? 0.5 * (f - truth) * (f - truth) : -log(Math.max(1e-300, logistic(truth > 0.5 ? f : -f))))
    }
    return mass > 0 ? sum / mass : 0
  }
  const trees: Boosted["trees"][number][] = []
  let now = lossOf((r) => score[r] as number)
  for (let t = 0; t < most; t++) {
    for (let r = 0; r < count; r++) {
      const p = loss === "squared" ? (score[r] as number) : logistic(score[r] as number)
      gradient[r] = w(r) * (p - (y[r] as number))
      hessian[r] = w(r) * (loss === "squared" ? 1 : Math.max(1e-9, p * (1 - p)))
    }
    const { tree, leafOf } = grow(binned, width, bins + 2, gradient, hessian, depth, ridge, least)
    if (tree.features[0] === -1) break
    const step = (share: number) => (r: number) => (score[r] as number) + share * (tree.leaves[leafOf[r] as number] as number)
    let share = rate
    let after = lossOf(step(share))
    while (after > now && share > 1e-6) {
      share /= 2
      after = lossOf(step(share))
    }
    if (after > now) break
    const to = step(share)
    for (let r = 0; r < count; r++) score[r] = to(r)
    now = after
    trees.push({ ...tree, leaves: tree.leaves.map((leaf) => share * leaf) })
    watch?.(now)
  }
  return { start, depth, edges, trees }
}

/** Each row's prediction: a value, or log-odds. */
export function predictBoosted(model: Boosted, rows: Rows, out = new Float64Array(rows.x.length / rows.width)): Float64Array {
  const { width } = rows
  const binned = binsOf(model.edges, rows)
  const inner = (1 << model.depth) - 1
  out.fill(model.start)
  for (const { features, bins, leaves } of model.trees)
    for (let r = 0; r < out.length; r++) {
      let node = 0
      while (node < inner) {
        const feature = features[node] as number
        node = 2 * node + (feature >= 0 && (binned[r * width + feature] as number) > (bins[node] as number) ? 2 : 1)
      }
      out[r] = (out[r] as number) + (leaves[node - inner] as number)
    }
  return out
}

/** The bin of each value, aligned with the rows. */
export function binsOf(edges: Boosted["edges"], { width, x }: Rows): Uint8Array {
  const out = new Uint8Array(x.length)
  for (let j = 0; j < width; j++) {
    const cuts = Float64Array.from(edges[j] ?? [])
    for (let k = j; k < out.length; k += width) {
      const value = x[k] as number
      if (Number.isNaN(value)) continue
      let [low, high] = [0, cuts.length]
      while (low < high) {
        const middle = (low + high) >> 1
        if (value <= (cuts[middle] as number)) high = middle
        else low = middle + 1
      }
      out[k] = low + 1
    }
  }
  return out
}

/** Edges at quantiles of the values that are known, each once. */
function quantiles({ width, x }: Rows, feature: number, bins: number): number[] {
  const known: number[] = []
  for (let k = feature; k < x.length; k += width) if (!Number.isNaN(x[k])) known.push(x[k] as number)
  const sorted = Float64Array.from(known).sort()
  const edges = Array.from({ length: bins - 1 }, (_, k) => sorted[Math.floor(((k + 1) * sorted.length) / bins)] as number)
  return [...new Set(edges)].filter((edge) => edge < (sorted[sorted.length - 1] as number))
}

/** One tree of greatest gain, level by level. */
function grow(binned: Uint8Array, width: number, size: number, gradient: Float64Array, hessian: Float64Array, depth: number, ridge: number, least: number) {
  const count = gradient.length
  const inner = (1 << depth) - 1
  const features = new Array<number>(inner).fill(-1)
  const bins = new Array<number>(inner).fill(0)
  const node = new Uint8Array(count)
  for (let level = 0; level < depth; level++) {
    const first = (1 << level) - 1
    const nodes = 1 << level
    const g = new Float64Array(nodes * width * size)
    const h = new Float64Array(nodes * width * size)
    for (let r = 0; r < count; r++) {
      const base = ((node[r] as number) - first) * width * size
      for (let j = 0; j < width; j++) {
        const at = base + j * size + (binned[r * width + j] as number)
        g[at] = (g[at] as number) + (gradient[r] as number)
        h[at] = (h[at] as number) + (hessian[r] as number)
      }
    }
    for (let k = 0; k < nodes; k++) {
      let best = 1e-9
      for (let j = 0; j < width; j++) {
        const base = (k * width + j) * size
        let [allG, allH] = [0, 0]
        for (let b = 0; b < size; b++) {
          allG += g[base + b] as number
          allH += h[base + b] as number
        }
        let [leftG, leftH] = [0, 0]
        for (let b = 0; b < size - 1; b++) {
          leftG += g[base + b] as number
          leftH += h[base + b] as number
          const rightG = allG - leftG
          const rightH = allH - leftH
          if (leftH < least || rightH < least) continue
          const gain = (leftG * leftG) / (leftH + ridge) + (rightG * rightG) / (rightH + ridge) - (allG * allG) / (allH + ridge)
          if (gain <= best) continue
          best = gain
          features[first + k] = j
          bins[first + k] = b
        }
      }
    }
    for (let r = 0; r < count; r++) {
      const at = node[r] as number
      const feature = features[at] as number
      node[r] = 2 * at + (feature >= 0 && (binned[r * width + feature] as number) > (bins[at] as number) ? 2 : 1)
    }
  }
  const sums = new Float64Array(2 << depth)
  for (let r = 0; r < count; r++) {
    const leaf = (node[r] as number) - inner
    sums[2 * leaf] = (sums[2 * leaf] as number) + (gradient[r] as number)
    sums[2 * leaf + 1] = (sums[2 * leaf + 1] as number) + (hessian[r] as number)
    node[r] = leaf
  }
  const leaves = Array.from({ length: 1 << depth }, (_, k) => -(sums[2 * k] as number) / Math.max(1e-12, (sums[2 * k + 1] as number) + ridge))
  return { tree: { features, bins, leaves }, leafOf: node }
}
