import { choice, number, whole } from "../options.ts"
import { type Json, policy } from "../policy.ts"
import { byIndex, indexOptions } from "./byIndex.ts"
import { Classifier } from "./classifier.ts"
import { CustomerBase } from "./customerBase.ts"
import { customerFeatures, FEATURES, featureColumns } from "./customerFeatures.ts"
import { fileColumns } from "./customerFile.ts"
import type { Rows } from "./linear.ts"

const card = {
  name: "churn",
  seat: "engage",
  about: "Win-back by risk of lapse × value: who is likely leaving, and worth keeping",
  source: "Fader, Hardie & Lee 2005 (chance alive); Allison, Sociological Methodology 1982 (discrete-time hazard)",
  learns: true,
  options: {
    ...indexOptions(["offer", "call", "reminder"], 0.3),
    risk: choice(
      "alive",
      ["alive", "hazard"],
      "alive: 1 − chance that the customer still buys, by BG/NBD; hazard: chance of no order in the window, by logistic regression",
    ),
    windowDays: number(14, "days in which an outcome counts, as the strategy's outcomeDays", { above: 0 }),
    horizonDays: number(365, "days over which a kept customer is worth something", { above: 0 }),
    discountPerYear: number(0.1, "continuous discount rate a year", { least: 0 }),
    refitDays: number(28, "days between fits", { above: 0 }),
    most: whole(1000, "customers that a fit of the chance alive uses", { least: 50 }),
    memory: whole(6000, "latest labelled customers that a fit of the hazard uses", { least: 100 }),
  },
} as const

/**
 * Win-back by risk × value. The value is what the customer would still buy if kept: discounted expected purchases of one who has not stopped, times the money of an order.
 * The risk is the chance of having stopped, or the discrete-time hazard: the chance that a window passes without an order, by a logistic regression on recency,
 * frequency, money and visits. Only customers who have bought have something to lapse from.
 */
export const churnEngage = policy(card, (o) => {
  const base = new CustomerBase("bgnbd", o.refitDays, o.most)
  const hazard = new Classifier("logistic", FEATURES, o.memory, 5)
  let fittedAt: number | null = null
  let last: Rows | undefined
  const horizons = { window: o.windowDays, value: o.horizonDays, discount: o.discountPerYear / 365 }
  return byIndex(o, {
    needs: [...new Set([...fileColumns, ...featureColumns])],
    predicts: "chance",
    width: o.risk === "hazard" ? FEATURES : 0,
    of(observation) {
      base.update(observation)
      const { tick, hoursPerTick, customers, books } = observation
      const day = (tick * hoursPerTick) / 24
      if (o.risk === "hazard") {
        last = customerFeatures(customers)
        if (fittedAt === null || day - fittedAt >= o.refitDays || day < fittedAt) {
          hazard.fit()
          fittedAt = hazard.ready ? day : null
        }
      }
      if (!base.parameters || (o.risk === "hazard" && !hazard.ready)) return undefined
      const lapse = last && o.risk === "hazard" ? hazard.chances(last) : undefined
      const margin = marginShare(books.pricing)
      const index = new Float64Array(customers.rows.length)
      const prediction = new Float64Array(customers.rows.length)
      customers.rows.forEach((number, r) => {
        const standing = base.standing(number, horizons)
        if (!standing) return
        const risk = lapse ? (lapse[r] as number) : 1 - standing.alive
        prediction[r] = lapse ? 1 - (lapse[r] as number) : standing.order
        index[r] = base.file.history(number).purchases > 0 ? risk * standing.valueIfAlive * margin : 0
      })
      return { index, prediction }
    },
    features: () => last ?? { width: 0, x: [] },
    learn({ width, x, outcome }) {
      if (o.risk === "hazard") outcome.forEach((margin, r) => hazard.add(x, r * width, margin > 0 ? 0 : 1))
    },
    begin() {
      base.begin()
      fittedAt = null
    },
    say: () => (base.parameters ? `lapse by ${o.risk}` : "too few orders seen to tell who lapses"),
    save: (): Json => ({ base: base.save(), hazard: hazard.save(), fittedAt }),
    load(state) {
      const s = state as { base: Json; hazard: Json; fittedAt: number | null }
      base.load(s.base)
      hazard.load(s.hazard)
      fittedAt = s.fittedAt
    },
  })
})

/** Share of an order's money that is margin. */
export function marginShare({ list, unitCost, price }: { list: number; unitCost: number; price: number }): number {
  const paid = list * price
  return paid > 0 ? Math.max(0, 1 - unitCost / paid) : 0
}
