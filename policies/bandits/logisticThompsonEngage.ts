import { number } from "../options.ts"
import { policy } from "../policy.ts"
import { features } from "../prediction/features.ts"
import { engageBandit, engageOptions } from "./engageBandit.ts"
import { logisticThompson } from "./logisticThompson.ts"

const card = {
  name: "logistic-thompson",
  seat: "engage",
  about: "Next-best treatment by Thompson sampling of a logistic model of who buys, times what a purchase is worth",
  source: "Chapelle & Li, NeurIPS 2011",
  learns: true,
  options: {
    ...engageOptions,
    worth: number(100, "what a purchase is thought to be worth until outcomes are told, as a multiple of the dearest treatment's cost", { above: 0 }),
    priorSpread: number(0.3, "prior standard deviation of each coefficient of a treatment's effect on the log odds of buying", { above: 0 }),
  },
} as const

/** Logistic Thompson sampling over treatments: a treatment is worth the chance that its customer buys within the window times the mean margin of those who bought, less its cost. */
export const logisticThompsonEngage = policy(card, (o) =>
  engageBandit(o, {
    make(costs, first) {
      const even = (sd: number) => ({ precision: new Float64Array(features.length).fill(1 / (sd * sd)) })
      const own = even(o.priorSpread)
      const shape = { arms: costs.length, features: features.length, shared: even(3), control: true, own: () => own }
      const gain = first && first.gain > 0 ? first.gain : o.worth * Math.max(1e-9, ...costs)
      return logisticThompson(shape, new Float64Array(costs.length).fill(gain))
    },
    reward: (outcome) => (outcome > 0 ? 1 : 0),
    priorReturn: 0,
  }),
)
