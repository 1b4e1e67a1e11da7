import { choice, number, whole } from "../options.ts"
import { type Json, policy } from "../policy.ts"
import { byIndex, indexOptions } from "./byIndex.ts"
import { marginShare } from "./churnEngage.ts"
import { CustomerBase } from "./customerBase.ts"
import { customerFeatures, FEATURES, featureColumns } from "./customerFeatures.ts"
import { fileColumns } from "./customerFile.ts"
import { Examples } from "./labels.ts"
import { fitRidge, type Linear, predict, type Rows } from "./linear.ts"

const card = {
  name: "value",
  seat: "engage",
  about: "Costly contacts for those of most lifetime value",
  source: "Fader, Hardie & Lee, JMR 2005 (lifetime value by Pareto/NBD or BG/NBD and gamma-gamma); Hoerl & Kennard 1970 (ridge regression)",
  learns: true,
  options: {
    ...indexOptions(["call", "chat", "offer", "reminder"], 0.3),
    model: choice("bgnbd", ["bgnbd", "paretonbd", "regression"], "what tells a customer's value; regression: the margin in the window, by ridge regression"),
    windowDays: number(14, "days in which an outcome counts, as the strategy's outcomeDays", { above: 0 }),
    horizonDays: number(365, "days over which a customer is worth something", { above: 0 }),
    discountPerYear: number(0.1, "continuous discount rate a year", { least: 0 }),
    refitDays: number(28, "days between fits", { above: 0 }),
    most: whole(1000, "customers that a fit of buying and money uses", { least: 50 }),
    memory: whole(6000, "latest labelled customers that a regression uses", { least: 100 }),
  },
} as const

/**
 * Lifetime value decides who is worth a costly contact: chance alive × discounted expected purchases × money of an order × margin. What a customer stands for in real people
 * is not observed, so that predictions of the window's margin are put to its level by what came, ratio of sums.
 */
export const valueEngage = policy(card, (o) => {
  const base = new CustomerBase(o.model === "paretonbd" ? "paretonbd" : "bgnbd", o.refitDays, o.most)
  // a regression learns from its features, else one number a customer: the window's margin as the models see it
  const width = o.model === "regression" ? FEATURES : 1
  const examples = new Examples(FEATURES, o.memory)
  let regression: Linear | null = null
  let fittedAt: number | null = null
  let sums = { predicted: 0, came: 0 }
  let last: Rows | undefined
  const horizons = { window: o.windowDays, value: o.horizonDays, discount: o.discountPerYear / 365 }
  return byIndex(o, {
    needs: [...new Set([...fileColumns, ...featureColumns])],
    predicts: "value",
    width,
    of(observation) {
      const { tick, hoursPerTick, customers, books } = observation
      const count = customers.rows.length
      if (o.model === "regression") {
        last = customerFeatures(customers)
        const day = (tick * hoursPerTick) / 24
        if (examples.count >= 200 && (fittedAt === null || day - fittedAt >= o.refitDays || day < fittedAt)) {
          regression = fitRidge(examples.rows(), examples.labels(), { ridge: 5 })
          fittedAt = day
        }
        if (!regression) return undefined
        const prediction = predict(regression, last)
        return { prediction, index: prediction.map((v) => Math.max(0, v)) }
      }
      base.update(observation)
      const margin = marginShare(books.pricing)
      const window = new Float64Array(count)
      const index = new Float64Array(count)
      last = { width: 1, x: window }
      if (!base.parameters) return undefined
      customers.rows.forEach((number, r) => {
        const standing = base.standing(number, horizons)
        window[r] = (standing?.money ?? 0) * margin
        index[r] = (standing?.alive ?? 0) * (standing?.valueIfAlive ?? 0) * margin
      })
      const level = sums.predicted > 0 && sums.came > 0 ? sums.came / sums.predicted : 1
      return { index, prediction: window.map((v) => level * v) }
    },
    features: () => last ?? { width, x: [] },
    learn({ x, outcome }) {
      if (o.model === "regression") outcome.forEach((margin, r) => examples.add(x, r * width, margin))
      else
        outcome.forEach((margin, r) => {
          const predicted = x[r] as number
          if (!(predicted > 0)) return
          sums = { predicted: sums.predicted + predicted, came: sums.came + margin }
        })
    },
    begin() {
      base.begin()
      fittedAt = null
    },
    say: () => (base.parameters || regression ? `value by ${o.model}` : "too little seen to tell values"),
    save: (): Json => ({
      base: base.save(),
      examples: examples.save(),
      regression: structuredClone(regression) as unknown as Json,
      fittedAt,
      sums: { ...sums },
    }),
    load(state) {
      const s = structuredClone(state) as unknown as { base: Json; examples: Json; regression: Linear | null; fittedAt: number | null; sums: typeof sums }
      base.load(s.base)
      examples.load(s.examples)
      regression = s.regression
      fittedAt = s.fittedAt
      sums = s.sums
    },
  })
})
