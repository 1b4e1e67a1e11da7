import { number } from "../options.ts"
import { policy } from "../policy.ts"
import { engageBandit, moneyOptions, UNSEEN, uplifts } from "./engageBandit.ts"
import { linearThompson } from "./linearThompson.ts"

const card = {
  name: "linear-thompson",
  seat: "engage",
  about: "Next-best treatment by Thompson sampling of linear effects on margin",
  source: "Agrawal & Goyal, ICML 2013; Wang & Chen, ICML 2018, for the capacity of people",
  learns: true,
  options: { ...moneyOptions, width: number(1, "how much wider than the posterior effects are drawn", { above: 0 }) },
} as const

/** Linear Thompson sampling over treatments: an effect is drawn for each customer and treatment, and the best draw above its cost is sent. */
export const linearThompsonEngage = policy(card, (o) =>
  engageBandit(o, {
    make: (costs, { noise } = UNSEEN) => linearThompson(uplifts(costs, noise, o.priorSpread), o.width * noise),
    reward: (outcome, prior) => outcome - prior,
    priorReturn: o.priorReturn,
  }),
)
