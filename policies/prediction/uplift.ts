import { type Boosted, fitBoosted } from "./boostedTrees.ts"
import { fitRidge, type Linear, predict, type Rows } from "./linear.ts"
import { distil, predictTables, type TreeTables } from "./treeTables.ts"

export const learners = ["s", "t", "x", "transformed"] as const
export type Learner = (typeof learners)[number]

/** What a learner is built on: ridge regression, or boosted trees. */
export const bases = ["linear", "trees"] as const
export type Base = (typeof bases)[number]

/** Customers whose treatment was drawn at random. */
export interface Trial extends Rows {
  /** 1 where treated, 0 where not. */
  treated: ArrayLike<number>
  outcome: ArrayLike<number>
  /** Chance with which a row was treated. */
  propensity: number
}

type Regression = { kind: "linear"; model: Linear } | { kind: "trees"; model: Boosted }

/** Predicts what a treatment changes: a sum of regressions, each on features alone or on features and an arm. Plain data. */
export interface Uplift {
  readonly parts: readonly { readonly share: number; readonly of: Regression; readonly arm?: 0 | 1 }[]
}

/**
 * Fits an uplift model: the expected outcome with treatment less that without, given the features.
 * - s: one regression on features, treatment, and their products. t: one for each arm; their difference.
 * - x: t first; then the treated's outcomes less what they would have been untreated, and the mirror image, each regressed on features, weighted by the other
 *   arm's propensity (Künzel, Sekhon, Bickel & Yu, PNAS 2019, algorithms 1 to 3).
 * - transformed: one regression of y · (w − e)/(e · (1 − e)), whose mean is the effect (Athey & Imbens, PNAS 2016, eq. 4; for a yes or no with e = ½ it is the class
 *   transformation of Jaskowski & Jaroszewicz 2012).
 * With an unpenalised linear base t and x are the same.
 */
export function fitUplift(learner: Learner, base: Base, trial: Trial, ridge = 1): Uplift {
  const { treated, outcome, propensity: e } = trial
  const everybody = Array.from(treated, (_, r) => r)
  const [without, sent] = [everybody.filter((r) => !treated[r]), everybody.filter((r) => treated[r])]
  const fit = (rows: readonly number[], y: (r: number) => number) => regression(base, part(trial, rows), Float64Array.from(rows, y), ridge)
  const of = (r: number) => outcome[r] as number
  if (learner === "transformed") return { parts: [{ share: 1, of: fit(everybody, (r) => (of(r) * ((treated[r] as number) - e)) / (e * (1 - e))) }] }
  if (learner === "s") {
    const model = regression(
      base,
      withArm(trial, (r) => treated[r] as number),
      Float64Array.from(everybody, of),
      ridge,
    )
    return {
      parts: [
        { share: 1, of: model, arm: 1 },
        { share: -1, of: model, arm: 0 },
      ],
    }
  }
  const [off, on] = [fit(without, of), fit(sent, of)]
  if (learner === "t")
    return {
      parts: [
        { share: 1, of: on },
        { share: -1, of: off },
      ],
    }
  const [ifOff, ifOn] = [apply(off, trial), apply(on, trial)]
  return {
    parts: [
      { share: e, of: fit(without, (r) => (ifOn[r] as number) - of(r)) },
      { share: 1 - e, of: fit(sent, (r) => of(r) - (ifOff[r] as number)) },
    ],
  }
}

/** Predicted effect of each row. */
export function predictUplift({ parts }: Uplift, rows: Rows): Float64Array {
  const out = new Float64Array(rows.x.length / rows.width)
  for (const { share, of, arm } of parts) {
    const values = apply(of, arm === undefined ? rows : withArm(rows, () => arm))
    for (let r = 0; r < out.length; r++) out[r] = (out[r] as number) + share * (values[r] as number)
  }
  return out
}

function regression(base: Base, rows: Rows, y: Float64Array, ridge: number): Regression {
  if (base === "linear") return { kind: "linear", model: fitRidge(rows, y, { ridge }) }
  return { kind: "trees", model: fitBoosted(rows, y, { loss: "squared", least: 20, ridge: 10 * ridge }) }
}

const tables = new WeakMap<Boosted, TreeTables>()

function apply(of: Regression, rows: Rows): Float64Array {
  if (of.kind === "linear") return predict(of.model, rows)
  const table = tables.get(of.model) ?? distil(of.model)
  tables.set(of.model, table)
  return predictTables(table, rows)
}

function part({ width, x }: Rows, rows: readonly number[]): Rows {
  const out = new Float64Array(rows.length * width)
  rows.forEach((r, k) => {
    for (let j = 0; j < width; j++) out[k * width + j] = x[r * width + j] as number
  })
  return { width, x: out }
}

/** Features, the arm, and their products. */
function withArm({ width, x }: Rows, arm: (row: number) => number): Rows {
  const wide = 2 * width + 1
  const count = x.length / width
  const out = new Float64Array(count * wide)
  for (let r = 0; r < count; r++) {
    const t = arm(r)
    for (let j = 0; j < width; j++) {
      const value = x[r * width + j] as number
      out[r * wide + j] = value
      out[r * wide + width + 1 + j] = t * value
    }
    out[r * wide + width] = t
  }
  return { width: wide, x: out }
}
