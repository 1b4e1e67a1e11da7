import { whole } from "../options.ts"
import { policy } from "../policy.ts"
import { contextualBootstrap } from "./contextualBootstrap.ts"
import { engageBandit, moneyOptions, UNSEEN, uplifts } from "./engageBandit.ts"

const card = {
  name: "bootstrap-thompson",
  seat: "engage",
  about: "Next-best treatment by bootstrapped Thompson sampling of linear effects on margin",
  source: "Eckles & Kaptein 2014 (arXiv:1410.4009); Osband, Aslanides & Cassirer, NeurIPS 2018, for the prior",
  learns: true,
  options: { ...moneyOptions, replicates: whole(30, "regressions, each of which counts an outcome twice or not at all", { least: 2, most: 1000 }) },
} as const

/** Bootstrapped Thompson sampling over treatments: robust where margins' noise is not alike, since no noise is assumed once outcomes are there. */
export const bootstrapThompsonEngage = policy(card, (o) =>
  engageBandit(o, {
    make: (costs, { noise } = UNSEEN) => contextualBootstrap(uplifts(costs, noise, o.priorSpread), o.replicates, noise),
    reward: (outcome, prior) => outcome - prior,
    priorReturn: o.priorReturn,
  }),
)
