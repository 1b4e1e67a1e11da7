import { number } from "../options.ts"
import { policy } from "../policy.ts"
import { engageBandit, moneyOptions, UNSEEN, uplifts } from "./engageBandit.ts"
import { linUcb } from "./linUcb.ts"

const card = {
  name: "linucb",
  seat: "engage",
  about: "Next-best treatment by LinUCB: the greatest upper bound of its effect on margin, less its cost",
  source: "Li, Chu, Langford & Schapire, WWW 2010, Algorithm 2 (hybrid)",
  learns: true,
  options: { ...moneyOptions, alpha: number(1, "posterior standard deviations above the mean that an effect is judged by", { least: 0 }) },
} as const

/** LinUCB over treatments: `alpha` deviations above what is known of a treatment's effect. It never randomises, so its log tells nothing of another policy. */
export const linUcbEngage = policy(card, (o) =>
  engageBandit(o, {
    make: (costs, { noise } = UNSEEN) => linUcb(uplifts(costs, noise, o.priorSpread), o.alpha * noise),
    reward: (outcome, prior) => outcome - prior,
    priorReturn: o.priorReturn,
  }),
)
