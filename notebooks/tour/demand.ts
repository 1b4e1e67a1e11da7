import { quiet } from "../../bench/validate/quiet.ts"
import { demand, shockPath } from "../../sim/economy.ts"
import { key, MARKET_STREAM } from "../../sim/random.ts"
import { type Check, meanCheck } from "../check.ts"

const YEARS = 200
const DAYS = 365
const LAG = 7

/** Demand's season and shocks as the market has them. */
export interface DemandOptions {
  /** Height of the season's wave, as a share of the level, 0 to 0.9. */
  season: number
  /** Standard deviation of the logarithm of the shock. */
  sd: number
  /** What a day leaves of a shock, 0 to 1. */
  persistence: number
}

export interface DemandDay {
  day: number
  /** One year of the market. */
  market: number
  /** The season alone, and what 95 of 100 years stay within on that day. */
  expected: number
  low: number
  high: number
}

/** D(t) = season · exp(z − σ²/2) with a stationary AR(1) z (docs/model.md 7.1), over 200 years of the market's own luck. */
export function demandOf({ season, sd, persistence }: DemandOptions): { days: DemandDay[]; checks: Check[] } {
  const world = quiet({
    clock: { days: DAYS, burnIn: 0 },
    demand: { season: `1 + ${season}*sin(2*pi*day/365)`, shock: { sd, persistence } },
  })
  const years = Array.from({ length: YEARS }, (_, replication) => {
    const shocks = shockPath(world, key({ seed: 71, replication }, MARKET_STREAM))
    return { shocks, levels: Array.from({ length: DAYS }, (_, day) => demand(world, shocks, day)) }
  })
  const wave = (day: number) => 1 + season * Math.sin((2 * Math.PI * day) / 365)
  const band = (errors: number) => Math.exp(errors * sd - (sd * sd) / 2)
  const shock = (year: number, day: number) => (years[year] as (typeof years)[number]).shocks[day] as number
  const each = <T>(of: (year: number) => T) => years.map((_, year) => of(year))
  return {
    days: Array.from({ length: DAYS }, (_, day) => ({
      day,
      market: years[0]?.levels[day] as number,
      expected: wave(day),
      low: wave(day) * band(-1.96),
      high: wave(day) * band(1.96),
    })),
    checks: [
      meanCheck(
        { en: "Mean demand of a year", zh: "全年平均需求" },
        years.map(({ levels }) => levels.reduce((sum, level) => sum + level, 0) / DAYS),
        1,
      ),
      meanCheck(
        { en: "Variance of a day's shock, σ²", zh: "单日冲击的方差 σ²" },
        each((year) => shock(year, 100) ** 2),
        sd * sd,
      ),
      meanCheck(
        { en: "Shocks a week apart: σ²ρ⁷", zh: "相隔一周的冲击的协方差 σ²ρ⁷" },
        each((year) => shock(year, 200) * shock(year, 200 + LAG)),
        sd * sd * persistence ** LAG,
      ),
    ],
  }
}
