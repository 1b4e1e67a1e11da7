import { mean } from "../../bench/statistics/mean.ts"
import { quiet, quietly, quietMedia, quietSegment, valuesOf } from "../../bench/validate/quiet.ts"
import { winRate } from "../../sim/auction.ts"
import { carry, decay } from "../../sim/decay.ts"
import { type Check, exactCheck, meanCheck } from "../check.ts"

const CUSTOMERS = 2000
const ON = 60
const OFF = 60
const GAIN = 0.05
const CAP = 10

export interface GoodwillOptions {
  /** Days in which goodwill halves. */
  halfLife: number
  /** Where goodwill is full. */
  most: number
  /** Exposures on offer a person a day. */
  usage: number
}

/** Sixty days of steady advertising, then sixty of none: Nerlove & Arrow's stock with saturation (docs/model.md 7.10). */
export function goodwillOf({ halfLife, most, usage }: GoodwillOptions) {
  const world = quiet({
    customers: CUSTOMERS,
    budget: 1e9,
    clock: { days: ON + OFF, burnIn: 1 },
    segments: [{ ...quietSegment, usage: { social: usage } }],
    channels: [
      { ...quietMedia, gain: GAIN, bidCap: CAP },
      { name: "mail", kind: "owned" },
    ],
    customer: { goodwill: { halfLife: `${halfLife} days`, max: most } },
  })
  const market = quietly(world, 76)
  // more money than there is to buy, so that the bid is at its cap and the day's mean exposures are known
  const exposures = usage * winRate(CAP, { mu: Math.log(quietMedia.price), sigma: quietMedia.sigma })
  const delta = decay(halfLife, 1)
  const inflow = exposures * GAIN * carry(halfLife, 1)
  // E a' = δ E a + inflow (1 − δ E a/most) is linear, so a day's share kept is r and the limit a*
  const kept = delta * (1 - inflow / most)
  const limit = inflow / (1 - kept)
  const days: { day: number; market: number; expected: number }[] = []
  let [built, left] = [[] as number[], 0]
  for (let day = 1; day <= ON + OFF; day++) {
    market.step({ plan: { action: { shares: Float64Array.of(1), spend: day <= ON ? 1e6 : 0 } } })
    const goodwill = valuesOf(market, "goodwill")
    if (day === ON) built = goodwill
    if (day === ON + OFF) left = mean(goodwill)?.mean as number
    const expected = day <= ON ? limit * (1 - kept ** day) : limit * (1 - kept ** ON) * delta ** (day - ON)
    days.push({ day, market: mean(goodwill)?.mean as number, expected })
  }
  const checks: Check[] = [
    meanCheck({ en: "Goodwill on day 60, a*(1 − r⁶⁰)", zh: "第60天的商誉 a*(1 − r⁶⁰)" }, built, limit * (1 - kept ** ON)),
    exactCheck({ en: "What 60 silent days leave of it, δ⁶⁰", zh: "停投60天后的留存 δ⁶⁰" }, left / (mean(built)?.mean as number), delta ** OFF),
  ]
  return { days, limit, stop: ON, checks }
}
