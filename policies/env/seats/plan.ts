import * as math from "../../../sim/math.ts"
import { box } from "../spaces/box.ts"
import { dict } from "../spaces/dict.ts"
import { simplex } from "../spaces/simplex.ts"
import { type Feature, lately, ratio } from "./features.ts"
import type { ViewOf } from "./view.ts"

/** Shares of paid media as a Simplex, and media money a day. */
export const planView: ViewOf<"plan"> = ({ paid }, { perDay }, { mostSpend }) => ({
  actionSpace: dict({ shares: simplex(paid.length), spend: box(0, mostSpend * perDay) }),
  features: paid.flatMap((channel, k): Feature<"plan">[] => [
    { name: `share.${channel}`, about: "share asked for last", value: ({ asked }) => asked?.shares[k] ?? Number.NaN },
    {
      name: `spent.${channel}`,
      about: "money spent since the last decision, of the budget's mean for these days",
      value: ({ feedback, days }) => ratio(feedback?.spent[k] ?? Number.NaN, days * perDay),
    },
    {
      name: `undelivered.${channel}`,
      about: "of the money that was meant for it, the share that found no exposure",
      value({ feedback }) {
        const [spent, missed] = [feedback?.spent[k] ?? Number.NaN, feedback?.undelivered[k] ?? Number.NaN]
        return ratio(missed, spent + missed)
      },
    },
    {
      name: `return.${channel}`,
      about: "ln of 1 + last-click revenue for each unit of money, 28 days",
      value: ({ observation }) => math.log(1 + ratio(lately(observation, `revenue.last.${channel}`, 28), lately(observation, `spend.${channel}`, 28))),
    },
  ]),
  decide: ({ shares, spend }) => ({ shares: shares.slice(), spend: spend[0] as number }),
  encode: ({ shares, spend }) => ({ shares: shares.slice(), spend: Float64Array.of(spend) }),
})
