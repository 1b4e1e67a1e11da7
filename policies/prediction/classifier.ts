import type { Json } from "../policy.ts"
import { fitBoosted } from "./boostedTrees.ts"
import { Examples } from "./labels.ts"
import { fitLogistic, type Linear, predict, type Rows } from "./linear.ts"
import { logistic, logit } from "./specialFunctions.ts"
import { distil, predictTables, type TreeTables } from "./treeTables.ts"

/** Log-odds by a linear predictor alone, or by trees that a linear one then calibrates. */
type Fitted = { trees: TreeTables | null; linear: Linear }

/** Chances learned while playing: a regression on the latest labelled examples, fitted anew when asked. */
export class Classifier {
  private readonly examples: Examples
  private fitted: Fitted | undefined
  private ones = 0
  private seen = 0

  /** @param most latest examples that are kept */
  constructor(
    private readonly of: "logistic" | "trees",
    width: number,
    most: number,
    private readonly ridge: number,
  ) {
    this.examples = new Examples(width, most)
  }

  get ready(): boolean {
    return this.fitted !== undefined
  }

  add(x: ArrayLike<number>, at: number, label: 0 | 1): void {
    this.examples.add(x, at, label)
    this.ones += label
    this.seen++
  }

  /** Fits anew where there is something to fit to. */
  fit(): void {
    if (this.examples.count === 0) return
    const [rows, y] = [this.examples.rows(), this.examples.labels()]
    // a class that was never seen has half a customer
    const prior = [0.5, 0.5] as const
    if (this.of === "logistic") {
      this.fitted = { trees: null, linear: fitLogistic(rows, y, { ridge: this.ridge, prior }) }
      return
    }
    // trees on every other example, calibrated on the rest: Platt 1999
    const half = y.map((_, k) => k % 2)
    const trees = distil(fitBoosted(rows, y, { loss: "logistic", weight: half }))
    const scores = { width: 1, x: predictTables(trees, rows) }
    this.fitted = { trees, linear: fitLogistic(scores, y, { ridge: this.ridge, prior, weight: half.map((w) => 1 - w) }) }
  }

  /** Chance of each row; before the first fit the share of ones so far, ½ without any. */
  chances(rows: Rows): Float64Array {
    const { fitted } = this
    if (!fitted) return new Float64Array(rows.x.length / rows.width).fill(logistic(logit((this.ones + 0.5) / (this.seen + 1))))
    const scores = fitted.trees ? { width: 1, x: predictTables(fitted.trees, rows) } : rows
    const out = predict(fitted.linear, scores)
    for (let r = 0; r < out.length; r++) out[r] = logistic(out[r] as number)
    return out
  }

  save(): Json {
    const { fitted } = this
    const trees = fitted?.trees
    const plain = fitted && {
      linear: fitted.linear,
      trees: trees ? { ...trees, pairs: trees.pairs.map((pair) => ({ ...pair, table: [...pair.table] })) } : null,
    }
    return { examples: this.examples.save(), fitted: (structuredClone(plain) ?? null) as unknown as Json, ones: this.ones, seen: this.seen }
  }

  load(state: Json): void {
    const { examples, fitted, ones, seen } = structuredClone(state) as unknown as { examples: Json; fitted: Fitted | null; ones: number; seen: number }
    this.examples.load(examples)
    this.ones = ones
    this.seen = seen
    const trees = fitted?.trees
    this.fitted = fitted
      ? { linear: fitted.linear, trees: trees ? { ...trees, pairs: trees.pairs.map((pair) => ({ ...pair, table: Float64Array.from(pair.table) })) } : null }
      : undefined
  }
}
