import { describe, expect, test } from "vitest"
import { DemandForecast } from "../../../policies/prediction/demandForecast.ts"
import { forecastError, naiveError } from "../../../policies/prediction/forecastError.ts"
import { policyRandom } from "../../../policies/random.ts"
import { airline } from "./airline.ts"

/** Demand that wanders, an indicator that shows it three periods ahead, and one that is noise. */
function planted(seed: number, n = 120) {
  const random = policyRandom({ seed, replication: 0 }, "plan", 0)
  const z = [0]
  for (let t = 1; t < n + 3; t++) z.push(0.8 * (z[t - 1] as number) + 0.1 * random.normal())
  return {
    demand: Float64Array.from({ length: n }, (_, t) => 2 + (z[t] as number) + 0.02 * random.normal()),
    leading: Float64Array.from({ length: n }, (_, t) => (z[t + 3] as number) + 0.04 * random.normal()),
    spurious: Float64Array.from({ length: n }, () => 0.1 * random.normal()),
  }
}

describe("demand with leading indicators", () => {
  test("keeps what leads, with its lag, and drops what is noise: at most as often as its test errs", () => {
    let [kept, right, false_] = [0, 0, 0]
    const runs = 60
    for (let seed = 1; seed <= runs; seed++) {
      const { demand, leading, spurious } = planted(seed)
      const { leads } = new DemandForecast(
        demand,
        [
          { name: "sentiment", values: spurious },
          { name: "search", values: leading },
        ],
        { period: 1, beta: 0 },
      )
      const found = leads.find((l) => l.name === "search")
      if (found) kept++
      if (found?.lag === 3) right++
      if (leads.some((l) => l.name === "sentiment")) false_++
    }
    expect(kept).toBeGreaterThan(0.9 * runs)
    expect(right).toBeGreaterThan(0.9 * kept)
    // one in twenty by chance, and three standard errors
    expect(false_ / runs).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / runs))
  })

  test("forecasts better with it than without, three periods ahead", () => {
    const { demand, leading } = planted(5)
    const errors = [[{ name: "search", values: leading }], []].map((indicators) => {
      const forecasts = []
      for (let end = 90; end < 117; end++) {
        const known = indicators.map(({ name, values }) => ({ name, values: values.subarray(0, end) }))
        const { mean, sd } = new DemandForecast(demand.subarray(0, end), known, { period: 1, beta: 0 }).forecast(3)[2] as { mean: number; sd: number }
        forecasts.push({ mean, sd, actual: demand[end + 2] as number })
      }
      return forecastError(forecasts, naiveError(demand.subarray(0, 90)))
    })
    expect(errors[0]?.mase as number).toBeLessThan(0.7 * (errors[1]?.mase as number))
  })

  test("the airline series, the last year held out: Holt–Winters on logarithms is half as wrong as repeating the year", () => {
    const logs = Float64Array.from(airline, Math.log)
    const forecast = new DemandForecast(logs.subarray(0, 132), [], { period: 12 }).forecast(12)
    const quality = forecastError(
      forecast.map(({ mean, sd }, k) => ({ mean, sd, actual: logs[132 + k] as number })),
      naiveError(logs.subarray(0, 132), 12),
    )
    expect(quality.mase).toBeLessThan(0.5)
    expect(quality.covered95).toBeGreaterThan(0.95 - 3 * Math.sqrt((0.95 * 0.05) / 12))
  })
})
