import { choice, names, number, whole } from "../options.ts"
import { type Json, policy } from "../policy.ts"
import { byIndex, indexOptions } from "./byIndex.ts"
import { Classifier } from "./classifier.ts"
import { customerFeatures, FEATURES, featureColumns } from "./customerFeatures.ts"
import type { Rows } from "./linear.ts"

const card = {
  name: "intent",
  seat: "engage",
  about: "Treatment by purchase intent: those whom a push moves most, not the sure things",
  source: "le Cessie & van Houwelingen 1992 (ridge logistic), Friedman 2001 (boosted trees), Platt 1999; dp/du = p(1 − p) of a logit",
  learns: true,
  options: {
    ...indexOptions(["reminder", "chat", "call"], 0.5),
    model: choice("logistic", ["logistic", "trees"], "what predicts an order within the window"),
    aim: choice("gain", ["gain", "score"], "gain: index p(1 − p), what the same push adds, greatest in the middle; score: index p, the likeliest first"),
    columns: names([], "further observed columns to predict from"),
    refitDays: number(14, "days between fits", { above: 0 }),
    memory: whole(4000, "latest labelled customers that a fit uses", { least: 100 }),
    least: whole(500, "labelled customers before the first fit", { least: 1 }),
    ridge: number(5, "penalty on standardised coefficients, in customers", { least: 0 }),
  },
} as const

/**
 * Purchase intent: the chance p of an order within the window, learned from what was seen of customers when they were decided about and whether an order followed. A push
 * of the same size in utility moves a logit's chance by p(1 − p): nothing for those who buy anyway or never, most in the middle.
 */
export const intentEngage = policy(card, (o) => {
  const model = new Classifier(o.model, FEATURES + o.columns.length, o.memory, o.ridge)
  let labelled = 0
  let fittedAt: number | null = null
  let last: Rows | undefined
  return byIndex(o, {
    needs: [...new Set([...featureColumns, ...o.columns])],
    predicts: "chance",
    width: FEATURES + o.columns.length,
    of({ tick, hoursPerTick, customers }) {
      const day = (tick * hoursPerTick) / 24
      last = customerFeatures(customers, o.columns)
      if (labelled >= o.least && (fittedAt === null || day - fittedAt >= o.refitDays || day < fittedAt)) {
        model.fit()
        fittedAt = day
      }
      if (!model.ready) return undefined
      const prediction = model.chances(last)
      return { prediction, index: prediction.map((p) => (o.aim === "gain" ? p * (1 - p) : p)) }
    },
    features: () => last as Rows,
    learn({ width, x, outcome }) {
      outcome.forEach((margin, r) => model.add(x, r * width, margin > 0 ? 1 : 0))
      labelled += outcome.length
    },
    say: () => (fittedAt === null ? `intent waits for ${o.least} labels, has ${labelled}` : `intent by ${o.model}, ${labelled} labels`),
    save: (): Json => ({ model: model.save(), labelled, fittedAt }),
    load(state) {
      const s = state as { model: Json; labelled: number; fittedAt: number | null }
      model.load(s.model)
      labelled = s.labelled
      fittedAt = s.fittedAt
    },
  })
})
