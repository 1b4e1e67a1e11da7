import * as math from "../../../sim/math.ts"
import type { Observation } from "../../../sim/observation.ts"
import type { Feature } from "./features.ts"
import { ratio, trend } from "./features.ts"

const TURN = 6.283185307179586

/** Where a market's clock and money stand. */
export interface Frame {
  hoursPerTick: number
  /** Ticks. */
  horizon: number
  /** Authorised, money; and its mean a day of the horizon. */
  budget: number
  perDay: number
}

/** @param horizon ticks */
export function frameOf({ books, hoursPerTick }: Observation, horizon: number): Frame {
  const { budget } = books
  return { hoursPerTick, horizon, budget, perDay: budget / ((horizon * hoursPerTick) / 24) }
}

/** What every seat is shown of the firm. */
export function firmFeatures({ hoursPerTick, horizon, budget, perDay }: Frame): Feature[] {
  const waves = { sin: math.sin, cos: math.cos }
  const phase = (name: string, period: number): Feature[] =>
    Object.entries(waves).map(([wave, of]) => ({
      name: `${name}.${wave}`,
      about: `${wave} of the time since the horizon began, a turn in ${period} days`,
      value: ({ observation: { tick } }) => of((TURN * ((tick * hoursPerTick) / 24)) / period),
    }))
  return [
    { name: "time.left", about: "share of the horizon that is left", value: ({ observation: { books } }) => books.remaining / horizon },
    ...phase("year", 365),
    ...(hoursPerTick < 168 ? phase("week", 7) : []),
    { name: "money.left", about: "money available, of the budget", value: ({ observation: { books } }) => books.available / budget },
    {
      name: "money.pace",
      about: "money available for each day that is left, of the budget's mean a day",
      value: ({ observation: { books } }) => ratio(books.available, ((books.remaining * hoursPerTick) / 24) * perDay),
    },
    {
      name: "margin",
      about: "contribution margin a day since the last decision, of the budget's mean a day",
      value: ({ margin, days }) => ratio(margin, days * perDay),
    },
    { name: "revenue.month", about: "ln of revenue in 28 days over the 28 before", value: ({ observation }) => trend(observation, "revenue", 28) },
    { name: "revenue.week", about: "ln of revenue in 7 days over the 7 before", value: ({ observation }) => trend(observation, "revenue", 7) },
    {
      name: "newCustomers.month",
      about: "ln of new customers in 28 days over the 28 before",
      value: ({ observation }) => trend(observation, "newCustomers", 28),
    },
  ]
}
