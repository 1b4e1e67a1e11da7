import { box } from "../spaces/box.ts"
import { lately, ratio } from "./features.ts"
import type { ViewOf } from "./view.ts"

/** As sim/check.ts takes them: our price as a share of the list price, and a promotion's depth off it. */
const LOW = [0.5, 0]
const HIGH = [2, 0.9]

/** [price, promotion]. */
export const respondView: ViewOf<"respond"> = ({ rivals }, { perDay }) => ({
  actionSpace: box(LOW, HIGH),
  features: [
    { name: "price", about: "our standing price, of the list price", value: ({ observation: { books } }) => books.pricing.price },
    { name: "promotion", about: "our standing promotion, share off the price", value: ({ observation: { books } }) => books.pricing.promotion },
    {
      name: "unitMargin",
      about: "what a unit leaves above its cost, of the list price",
      value({ observation: { books } }) {
        const { list, unitCost, price, promotion } = books.pricing
        return ratio(list * price * (1 - promotion) - unitCost, list)
      },
    },
    {
      name: "revenue",
      about: "revenue a day since the last decision, of the budget's mean a day",
      value: ({ feedback, days }) => ratio(feedback?.revenue ?? Number.NaN, days * perDay),
    },
    ...rivals.flatMap((rival) => [
      {
        name: `price.${rival}`,
        about: "the rival's last known price, of our list price",
        value: ({ observation }: { observation: Parameters<typeof lately>[0] }) =>
          ratio(observation.series(`price.${rival}`)?.at(-1) ?? Number.NaN, observation.books.pricing.list),
      },
      {
        name: `cut.${rival}`,
        about: "the rival's last known price as a share off its mean of 56 days",
        value({ observation }: { observation: Parameters<typeof lately>[0] }) {
          const last = observation.series(`price.${rival}`)?.at(-1) ?? Number.NaN
          return 1 - ratio(last * Math.round((56 * 24) / observation.hoursPerTick), lately(observation, `price.${rival}`, 56))
        },
      },
    ]),
  ],
  decide: (act) => ({ price: act[0] as number, promotion: act[1] as number }),
  encode: ({ price, promotion }) => Float64Array.of(price, promotion),
})
