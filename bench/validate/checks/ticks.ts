import { winRate } from "../../../sim/auction.ts"
import { decay } from "../../../sim/decay.ts"
import { type Check, within } from "../check.ts"
import { after, quiet, quietly, quietMedia, quietSegment, valuesOf } from "../quiet.ts"

const DAYS = 35
const [GAIN, USAGE, HALF_LIFE, CAP, RATE] = [0.2, 0.5, 10, 10, 0.1]

export const ticks: Check = {
  name: "ticks",
  about: "Hour, day and week ticks agree: goodwill under steady media, and purchases",
  source: "∫ gain · usage · win · e^(−λs) ds over the time played, and rate × time",
  run: (seed) =>
    (["hour", "day", "week"] as const).flatMap((tick) => {
      const world = quiet({
        customers: 3000,
        budget: 1e9,
        clock: { tick, days: DAYS, burnIn: 0 },
        segments: [{ ...quietSegment, needRate: { mean: RATE, shape: 1 }, usage: { social: USAGE } }],
        channels: [
          { ...quietMedia, gain: GAIN, bidCap: CAP },
          { name: "mail", kind: "owned" },
        ],
        customer: { goodwill: { halfLife: `${HALF_LIFE} days`, max: 1e6 } },
      })
      const market = after(quietly(world, seed), world.clock.horizon, 1e6)
      const win = winRate(CAP, { mu: Math.log(quietMedia.price), sigma: quietMedia.sigma })
      return [
        within(`${tick}, goodwill`, valuesOf(market, "goodwill"), ((GAIN * USAGE * win * HALF_LIFE) / Math.LN2) * (1 - decay(HALF_LIFE, DAYS))),
        within(`${tick}, purchases`, valuesOf(market, "purchases"), RATE * DAYS),
      ]
    }),
}
