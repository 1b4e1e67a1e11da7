import { existsSync, readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { geometricAdstock } from "../../../policies/prediction/adstock.ts"
import { forecastError, naiveError } from "../../../policies/prediction/forecastError.ts"
import { fourier, MediaMix, type Medium, retentionPrior } from "../../../policies/prediction/mediaMix.ts"
import { hill } from "../../../policies/prediction/saturation.ts"
import { policyRandom } from "../../../policies/random.ts"

const random = policyRandom({ seed: 7, replication: 0 }, "plan", 0)

const read = (name: string) => {
  const path = new URL(`../../../../shared/data/mmm/${name}`, import.meta.url)
  if (!existsSync(path)) return undefined
  const [head, ...lines] = readFileSync(path, "utf8").trim().replaceAll('"', "").split(/\r?\n/)
  const names = (head as string).split(",")
  const rows = lines.map((line) => line.split(","))
  return (name: string) => Float64Array.from(rows, (row) => Number(row[names.indexOf(name)]))
}
const constant = (n: number, sd: number) => ({ name: "constant", values: new Float64Array(n).fill(1), weight: { mean: 0, sd } })

describe("media mix", () => {
  const example = read("example.csv")
  const name = "recovers the planted numbers of PyMC-Marketing's example within two standard deviations"
  if (!example) test.skip(`${name} (no ../shared/data/mmm/example.csv)`, () => {})
  else
    test(name, () => {
      // the example's documented truth: adstock α .4 and .2 over 8 lags, normalised; logistic saturation λ 4 and 3; effects 3 and 2 thousand
      const y = example("y").map((v) => v / 1000)
      const n = y.length
      const medium = (column: string): Medium => ({
        name: column,
        spend: example(column),
        lags: 8,
        retention: { mean: 0, sd: 1.5 },
        saturation: "logistic",
        scale: { mean: 1, sd: 1 },
        effect: { mean: 0, sd: 5 },
      })
      const days = example("dayofyear")
      const fit = new MediaMix({
        outcome: y,
        media: [medium("x1"), medium("x2")],
        controls: [
          constant(n, 10),
          { name: "trend", values: example("t").map((t) => t / n), weight: { mean: 0, sd: 5 } },
          { name: "event 1", values: example("event_1"), weight: { mean: 0, sd: 5 } },
          { name: "event 2", values: example("event_2"), weight: { mean: 0, sd: 5 } },
          ...fourier(366, 365.25, 2, 2).map((wave) => ({ ...wave, values: days.map((day) => wave.values[day - 1] as number) })),
        ],
        noise: { mean: -1, sd: 1 },
      })
      const truth = [
        { retention: 0.4, scale: 4, effect: 3 },
        { retention: 0.2, scale: 3, effect: 2 },
      ]
      truth.forEach(({ retention, scale, effect }, k) => {
        const found = fit.mode.media[k] as (typeof fit.mode.media)[number]
        const logit = (p: number) => Math.log(p / (1 - p))
        expect(Math.abs(logit(found.retention) - logit(retention))).toBeLessThan(2 * fit.nonlinearSd(k, "retention"))
        expect(Math.abs(Math.log(found.saturation.slope(0) * 2) - Math.log(scale))).toBeLessThan(2 * fit.nonlinearSd(k, "scale"))
        expect(Math.abs(found.retention - retention)).toBeLessThan(0.1)
        // scale and effect go together: what the data tell is the curve over the spend seen
        for (const x of [0.2, 0.5, 0.9]) {
          const planted = effect * Math.tanh((scale * x) / 2)
          expect(Math.abs((found.effect * found.saturation.value(x)) / planted - 1)).toBeLessThan(0.15)
        }
      })
      // the example's noise: sd .25 thousand
      expect(fit.mode.noise).toBeGreaterThan(0.2)
      expect(fit.mode.noise).toBeLessThan(0.35)
      const draws = Array.from({ length: 200 }, () => fit.draw(random).media[0]?.retention as number).sort((a, b) => a - b)
      expect(draws[4]).toBeLessThan(0.4)
      expect(draws[195]).toBeGreaterThan(0.4)
    })

  const weekly = read("weekly-208.csv")
  const realism = "on Robyn's four simulated years: a quarter ahead, three times, better than repeating the year, with intervals that cover"
  if (!weekly) test.skip(`${realism} (no ../shared/data/mmm/weekly-208.csv)`, () => {})
  else
    test(realism, () => {
      const y = weekly("revenue").map((v) => Math.log(v / 1e6))
      const n = y.length
      const spends = ["tv_S", "ooh_S", "print_S", "facebook_S", "search_S"].map((column) => weekly(column))
      const logs = weekly("competitor_sales_B").map(Math.log)
      const level = logs.reduce((a, b) => a + b, 0) / n
      const controls = [
        constant(n, 10),
        { name: "competitors", values: logs.map((v) => v - level), weight: { mean: 0, sd: 1 } },
        { name: "trend", values: y.map((_, t) => t / 52), weight: { mean: 0, sd: 0.1 } },
        ...fourier(n, 52.18, 3, 0.5),
      ]
      const forecasts = [156, 169, 182].flatMap((end) => {
        const media = spends.map((spend, k): Medium => {
          const mean = spend.subarray(0, 156).reduce((a, b) => a + b, 0) / 156
          // the published elasticity of all media, .24, evenly; half saturated at the mean spend
          return {
            name: `m${k}`,
            spend: spend.subarray(0, end),
            before: mean,
            retention: retentionPrior(0.7, 0.7),
            saturation: "hill",
            scale: { mean: Math.log(mean), sd: 0 },
            effect: { mean: 4 * 0.048, sd: 4 * 0.048 },
          }
        })
        const cut = controls.map((c) => ({ ...c, values: (c.values as Float64Array).subarray(0, end) }))
        const fit = new MediaMix({
          outcome: y.subarray(0, end),
          media,
          controls: cut,
          noise: { mean: -2.5, sd: 1 },
          autocorrelation: { mean: -0.5, sd: 1 },
          sharedRetention: true,
        })
        const ahead = fit.forecast(
          spends,
          controls.map((c) => c.values),
        )
        return ahead.slice(0, 13).map(({ mean, sd }, h) => ({ mean, sd, actual: y[end + h] as number }))
      })
      const quality = forecastError(forecasts, naiveError(y.subarray(0, 156), 52))
      // competitors' sales of the quarter are given, as to a planner who asks what a spend would have brought
      const naive = [156, 169, 182].flatMap((end) => Array.from({ length: 13 }, (_, h) => Math.abs((y[end + h] as number) - (y[end + h - 52] as number))))
      const repeated = naive.reduce((a, b) => a + b, 0) / naive.length
      expect(quality.mase * naiveError(y.subarray(0, 156), 52)).toBeLessThan(repeated)
      expect(quality.mase).toBeLessThan(1)
      expect(quality.covered95).toBeGreaterThan(0.8)
    })

  /** Two years of weeks of two media with Hill's saturation, with noise. */
  const planted = (n: number, noise: number) => {
    const spends = [0, 1].map(() => Float64Array.from({ length: n }, () => Math.exp(0.7 * random.normal())))
    const curves = [hill(1), hill(2)]
    const retentions = [0.6, 0.2]
    const effects = [2, 1]
    const stocks = spends.map((s, k) => geometricAdstock(s, retentions[k] as number, 1))
    const wave = fourier(n, 52, 1, 1)
    const truth = Float64Array.from({ length: n }, (_, t) =>
      stocks.reduce((sum, s, k) => sum + (effects[k] as number) * (curves[k]?.value(s[t] as number) as number), 5 + 0.3 * (wave[0]?.values[t] as number)),
    )
    const media = spends.map(
      (spend, k): Medium => ({
        name: `m${k}`,
        spend,
        before: 1,
        retention: retentionPrior(0.5, 1),
        saturation: "hill",
        scale: { mean: Math.log(k + 1), sd: 0.3 },
        effect: { mean: 1, sd: 2 },
      }),
    )
    return { truth, outcome: truth.map((v) => v + noise * random.normal()), media, wave, effects }
  }

  test("recovers planted retention and effects, and its forecasts' intervals cover as they say", () => {
    const n = 156
    const { outcome, media, wave, effects } = planted(n, 0.1)
    const cut = 104
    const fit = new MediaMix({
      outcome: outcome.subarray(0, cut),
      media: media.map((m) => ({ ...m, spend: (m.spend as Float64Array).subarray(0, cut) })),
      controls: [constant(cut, 10), ...wave.map((w) => ({ ...w, values: (w.values as Float64Array).subarray(0, cut) }))],
      noise: { mean: -2, sd: 1 },
    })
    const logit = (p: number) => Math.log(p / (1 - p))
    expect(Math.abs(logit(fit.mode.media[0]?.retention as number) - logit(0.6))).toBeLessThan(3 * fit.nonlinearSd(0, "retention"))
    effects.forEach((e, k) => expect(Math.abs((fit.mode.media[k]?.effect as number) - e)).toBeLessThan(0.5 * e))
    expect(Math.abs(Math.log(fit.mode.noise / 0.1))).toBeLessThan(3 / Math.sqrt(2 * cut))
    const forecast = fit.forecast(
      media.map((m) => m.spend),
      [new Float64Array(n).fill(1), ...wave.map((w) => w.values)],
    )
    const quality = forecastError(
      forecast.map(({ mean, sd }, k) => ({ mean, sd, actual: outcome[cut + k] as number })),
      naiveError(outcome.subarray(0, cut), 1),
    )
    expect(quality.count).toBe(52)
    expect(quality.mase).toBeLessThan(0.7)
    // binomial standard error of 52 intervals: .055 and .03
    expect(Math.abs(quality.covered80 - 0.8)).toBeLessThan(3 * 0.055)
    expect(quality.covered95).toBeGreaterThan(0.95 - 3 * 0.03)
  })

  test("without data it is its prior; rows that miss something are left out", () => {
    const { outcome, media } = planted(60, 0.1)
    const prior = new MediaMix({ outcome: outcome.map(() => Number.NaN), media, controls: [constant(60, 10)], noise: { mean: -2, sd: 1 } })
    expect(prior.mode.media[0]?.effect).toBeCloseTo(1, 9)
    expect(prior.mode.media[0]?.retention).toBeCloseTo(0.5, 3)
    expect(prior.effectSd(0)).toBeCloseTo(2, 9)
    const fit = (drop: (t: number) => boolean) =>
      new MediaMix({ outcome: outcome.map((y, t) => (drop(t) ? Number.NaN : y)), media, controls: [constant(60, 10)], noise: { mean: -2, sd: 1 } })
    const [all, most] = [fit(() => false), fit((t) => t % 10 === 0)]
    expect(Math.abs((all.mode.media[0]?.effect as number) - (most.mode.media[0]?.effect as number))).toBeLessThan(3 * all.effectSd(0))
    expect(most.effectSd(0)).toBeGreaterThan(all.effectSd(0) * 0.9)
  })

  test("the linear part is the ridge solution, and its draws have its covariance", () => {
    const { outcome, media } = planted(60, 0.1)
    const fixed = media.map((m) => ({ ...m, retention: { ...m.retention, sd: 0 }, scale: { ...m.scale, sd: 0 } }))
    const fit = new MediaMix({ outcome, media: fixed, controls: [constant(60, 10)], noise: { mean: -2, sd: 0 } })
    const z = (t: number) => [...fixed.map((m, k) => hill(k + 1).value(geometricAdstock(m.spend, 0.5, 1)[t] as number)), 1]
    // (ZᵀZ/σ² + S⁻¹) w = Zᵀy/σ² + S⁻¹ m
    const variance = Math.exp(-4)
    const [m, s] = [
      [1, 1, 0],
      [4, 4, 100],
    ]
    for (let i = 0; i < 3; i++) {
      let left = 0
      for (let t = 0; t < 60; t++) {
        const row = z(t)
        left += ((row[i] as number) * ((outcome[t] as number) - row.reduce((sum, v, j) => sum + v * (fit.posterior.mean[j] as number), 0))) / variance
      }
      expect(left).toBeCloseTo(((fit.posterior.mean[i] as number) - (m[i] as number)) / (s[i] as number), 5)
    }
    const draws = Array.from({ length: 2000 }, () => fit.draw(random).media[0]?.effect as number)
    const mean = draws.reduce((a, b) => a + b, 0) / 2000
    const sd = Math.sqrt(draws.reduce((a, b) => a + (b - mean) ** 2, 0) / 1999)
    expect(Math.abs(mean - (fit.mode.media[0]?.effect as number))).toBeLessThan((4 * sd) / Math.sqrt(2000))
    expect(Math.abs(sd / fit.effectSd(0) - 1)).toBeLessThan(4 / Math.sqrt(4000))
  })

  test("residuals that persist are seen to, and widen what is believed of effects", () => {
    const { truth, media } = planted(156, 0)
    let residual = 0
    const outcome = truth.map((v) => {
      residual = 0.7 * residual + 0.1 * random.normal()
      return v + residual
    })
    const fit = (autocorrelation: { mean: number; sd: number } | undefined) =>
      new MediaMix({ outcome, media, controls: [constant(156, 10)], noise: { mean: -2, sd: 1 }, ...(autocorrelation ? { autocorrelation } : {}) })
    const [blind, seeing] = [fit(undefined), fit({ mean: 0, sd: 1 })]
    // standard error of an autocorrelation, √((1 − ρ²)/n); the season that is left out of both fits adds a little to it
    expect(Math.abs(seeing.mode.autocorrelation - 0.7)).toBeLessThan(0.1 + 3 * Math.sqrt(0.51 / 156))
    expect(Math.abs(Math.log(seeing.mode.noise / 0.1))).toBeLessThan(0.2 + 3 / Math.sqrt(2 * 156))
    expect(blind.mode.autocorrelation).toBe(0)
    expect(seeing.fit).toBeGreaterThan(blind.fit + 10)
  })

  test("says which series is too short", () => {
    const { outcome, media } = planted(60, 0.1)
    expect(() => new MediaMix({ outcome, media, controls: [{ ...constant(10, 1), name: "price" }], noise: { mean: 0, sd: 1 } })).toThrow(
      "price: expected 60 periods",
    )
  })
})
