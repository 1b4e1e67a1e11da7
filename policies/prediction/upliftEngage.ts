import * as math from "../../sim/math.ts"
import type { Table } from "../../sim/observation.ts"
import type { Json, Policy } from "../policy.ts"
import { BayesLinear } from "./bayesLinear.ts"

const defaults = {
  /** Share of due customers whose treatment is drawn at random: what the uplift is learned from. */
  explore: 0.1,
  /** Prior mean of a message's uplift as a multiple of its cost: mail marketing is known to pay. */
  priorReturn: 3,
  /** Days between two messages to one customer, at least. */
  coolDownDays: 5,
  /** Prior standard deviation of an uplift coefficient, as a multiple of a message's cost. */
  priorSpread: 20,
  /** What a message costs in patience, as a multiple of its cost: irritation outlasts the window. */
  patience: 1,
}

/** Features of a customer, from observed columns; unknown values are 0. */
const features = ["one", "buys", "boughtLately", "browses", "contactedLately"] as const
const needs = ["purchases", "daysSincePurchase", "pageViews7d", "daysSinceContact"] as const

/**
 * Next-best treatment by predicted uplift: one Bayesian linear model of the margin in the window, with a baseline part and a part
 * for each treatment, y = x·w₀ + Σ t_k x·w_k. The uplift of treatment k is x·w_k; the best one is sent if it pays its cost.
 * A share of customers gets a treatment at random, so that the estimate is causal; propensities are logged.
 * Künzel et al., PNAS 2019 (S-learner with treatment interactions); Bishop 2006 for the posterior.
 */
export function upliftEngage(options: Partial<typeof defaults> = {}): Policy<"engage"> {
  const o = { ...defaults, ...options }
  const f = features.length
  let model: BayesLinear | undefined
  let prior: { mean: number[]; sd: number[] } | undefined
  /** Features of customers decided on and not yet judged, by tick of the decision. */
  let waiting: Record<number, { x: Float32Array }> = {}

  return {
    needs,
    learn({ decidedAt, rows, treatment, outcome }) {
      const decided = waiting[decidedAt]
      delete waiting[decidedAt]
      if (!prior || !decided || rows.length === 0) return
      model ??= new BayesLinear(prior.mean, prior.sd, spread(outcome))
      const x = new Float64Array(model.size)
      for (let r = 0; r < rows.length; r++) {
        x.fill(0)
        const k = treatment[r] as number
        for (let j = 0; j < f; j++) {
          x[j] = decided.x[r * f + j] as number
          if (k > 0) x[k * f + j] = x[j] as number
        }
        model.add(x, outcome[r] as number)
      }
    },
    act({ tick, customers, books }, random) {
      const kinds = books.treatments.length
      if (!prior) {
        const cost = (k: number) => books.treatments[k - 1]?.cost ?? 0
        const dearest = Math.max(1e-9, ...books.treatments.map((t) => t.cost))
        prior = {
          mean: Array.from({ length: f * (kinds + 1) }, (_, j) => (j % f === 0 && j >= f ? o.priorReturn * cost(j / f) : 0)),
          sd: Array.from({ length: f * (kinds + 1) }, (_, j) => (j < f ? 1e5 : dearest * o.priorSpread)),
        }
      }
      const x = describe(customers)
      const w = model?.mean() ?? prior.mean
      const count = customers.rows.length
      const treatment = new Uint8Array(count)
      const propensity = new Float32Array(count).fill(1)
      const contact = customers.column("daysSinceContact")
      const sent = new Array<number>(kinds + 1).fill(0)
      for (let r = 0; r < count; r++) {
        if (contact && (contact[r] as number) < o.coolDownDays) continue
        let best = 0
        let most = 0
        for (let k = 1; k <= kinds; k++) {
          let uplift = -(1 + o.patience) * (books.treatments[k - 1]?.cost ?? 0)
          for (let j = 0; j < f; j++) uplift += (x[r * f + j] as number) * (w[k * f + j] as number)
          if (uplift > most) {
            most = uplift
            best = k
          }
        }
        const u = random.row(customers.rows[r] as number)
        const chosen = u < o.explore ? Math.min(kinds, Math.floor((u / o.explore) * (kinds + 1))) : best
        treatment[r] = chosen
        propensity[r] = o.explore / (kinds + 1) + (chosen === best ? 1 - o.explore : 0)
        sent[chosen] = (sent[chosen] as number) + 1
      }
      waiting[tick] = { x }
      const names = books.treatments.map((t, k) => `${t.name} ${sent[k + 1]}`).join(", ")
      return { action: { treatment }, propensity, reason: `predicted uplift above cost: ${names}; ${Math.round(100 * o.explore)} % at random` }
    },
    save: () =>
      ({ prior: prior ?? null, model: model?.save() ?? null, waiting: Object.fromEntries(Object.entries(waiting).map(([t, { x }]) => [t, [...x]])) }) as Json,
    load(state) {
      const s = state as { prior: { mean: number[]; sd: number[] } | null; model: Json; waiting: Record<string, number[]> }
      prior = s.prior ? structuredClone(s.prior) : undefined
      model = undefined
      if (s.model) {
        const size = (s.model as { shift: number[] }).shift.length
        model = new BayesLinear(new Array(size).fill(0), new Array(size).fill(1), 1)
        model.load(s.model)
      }
      waiting = Object.fromEntries(Object.entries(s.waiting).map(([t, x]) => [t, { x: Float32Array.from(x) }]))
    },
  }
}

/** Standard deviation of the first outcomes seen, the noise of the regression; never 0. */
function spread(values: Float32Array): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  return Math.max(1e-6, Math.sqrt(values.reduce((sum, v) => sum + (v - mean) * (v - mean), 0) / values.length))
}

function describe(customers: Table): Float32Array {
  const f = features.length
  const [purchases, recency, pages, contact] = needs.map((name) => customers.column(name))
  const x = new Float32Array(customers.rows.length * f)
  const known = (column: Float32Array | undefined, r: number) => {
    const value = column?.[r]
    return value === undefined || Number.isNaN(value) ? undefined : value
  }
  for (let r = 0; r < customers.rows.length; r++) {
    const bought = known(purchases, r)
    const last = known(recency, r)
    const views = known(pages, r)
    const contacted = known(contact, r)
    x[r * f] = 1
    x[r * f + 1] = bought === undefined ? 0 : math.log(1 + bought) / 3
    x[r * f + 2] = last === undefined ? 0 : math.exp(-last / 21)
    x[r * f + 3] = views === undefined ? 0 : Math.min(views, 12) / 6
    x[r * f + 4] = contacted === undefined ? 0 : math.exp(-contacted / 10)
  }
  return x
}
