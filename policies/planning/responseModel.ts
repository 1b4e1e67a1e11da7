import { decay } from "../../sim/decay.ts"
import * as math from "../../sim/math.ts"
import type { Observation } from "../../sim/observation.ts"
import { number, type ValuesOf } from "../options.ts"
import type { Forecast } from "../prediction/forecastError.ts"
import { type Control, fourier, MediaMix, type Medium, retentionPrior } from "../prediction/mediaMix.ts"
import { PERIODS_AHEAD, type RollingOrigin } from "../prediction/rollingOrigin.ts"
import type { Random } from "../random.ts"
import { recent } from "./pace.ts"

/** What a planner believes of media before it has seen this market, and what it counts as success. */
export const beliefs = {
  elasticity: number(0.24, "long-run elasticity of sales to all media together, the prior's mean (Sethuraman, Tellis & Briesch 2011)", { above: 0, most: 2 }),
  doubt: number(1, "prior standard deviation of a channel's effect, as a multiple of its mean: whether last year's plan was right", { above: 0, most: 10 }),
  even: number(0, "how far the prior leans from 'last year's plan was the best' (0, elasticity ∝ spend) to 'every channel has the same elasticity' (1)", {
    least: 0,
    most: 1,
  }),
  halfLifeDays: number(45, "half-life of advertising's effect, the prior's median, days (Leone 1995: 90 % within half a year)", { above: 0 }),
  newCustomerOrders: number(
    0,
    "worth of a new customer beyond the orders seen so far, in orders: above 0 the goal is lifetime value, at the price of more noise (newcomers are few)",
    { least: 0 },
  ),
} as const

/** A planner's learned market: response of each paid channel to its weekly money. */
export interface ResponseModel {
  /** The regression; made when it is first asked for. */
  readonly mix: MediaMix
  /** Money a week of each channel over the last year: what shares are measured against. */
  usual: readonly number[]
  /** Stocks of each channel's adstock at the last week seen, at a weekly retention. */
  stocks(retentions: readonly number[]): number[]
  /**
   * What the regression says of the last weeks of ln success when it is fitted to those before them alone: media and other regressors are taken as they came.
   * @returns forecasts with what came, and ln success up to their origin; undefined where too little comes before
   */
  heldOut(weeks: number): { forecasts: Forecast[]; before: Float64Array } | undefined
  /** Weekly demand: the category's sales where a panel tells them, else our orders. */
  demand: Float64Array
}

/** Weeks at the series' start that are not regressed on: what was spent before them is unknown. */
const WARM = 8

/**
 * Regresses ln of weekly success (orders and what new customers are worth) on media, the category and rivals' prices. Media act by adstock and Hill's
 * curve, half saturated at the usual spend: a year of shares that wander little cannot tell that point, nor carry-overs apart, so one retention is
 * fitted for all. Effects' priors: the published elasticity, spread over channels between last year's shares (whose plan then is the optimum of the
 * prior) and evenly. In logarithms media multiply demand, and the budget's effect on the season is told from the season.
 * @returns undefined where the books of spend or of orders are not connected, or are too short
 */
export function responseModel(observation: Observation, o: ValuesOf<typeof beliefs>): ResponseModel | undefined {
  const { paid, rivals } = observation.books
  const spends = paid.map((name) => observation.series(`spend.${name}`))
  const orders = observation.series("orders") ?? observation.series("revenue")
  if (paid.length === 0 || !orders || spends.some((s) => s === undefined)) return undefined
  const week = Math.max(1, Math.round(168 / observation.hoursPerTick))
  const told = rivals.filter((name) => observation.series(`marketRevenue.${name}`) !== undefined)
  const panel = told.map((name) => observation.series(`marketRevenue.${name}`) as Float64Array)
  const fresh = observation.series("newCustomers")
  const weeks = Math.floor(Math.min(orders.length, ...spends.map((s) => s?.length ?? 0)) / week)
  if (weeks <= WARM + 4) return undefined
  // weeks end where the orders that are known end, so that the last is whole
  const from = Math.min(orders.length, ...spends.map((s) => s?.length ?? 0)) - weeks * week
  const weekly = (series: Float64Array | undefined) => Float64Array.from({ length: weeks }, (_, w) => sum(series, from + w * week, from + (w + 1) * week))
  const money = spends.map((s) => weekly(s).map((v) => (v > 0 ? v : 0)))
  const sold = weekly(orders)
  const isOrders = observation.series("orders") !== undefined
  const newcomers = fresh && isOrders ? weekly(fresh) : undefined
  const outcome = sold.map((v, w) => {
    const worth = v + (newcomers && !Number.isNaN(newcomers[w]) ? o.newCustomerOrders * (newcomers[w] as number) : 0)
    return w >= WARM && worth > 0 ? math.log(worth) : Number.NaN
  })
  const category =
    panel.length > 0 ? weekly(undefined).map((_, w) => panel.reduce((total, s) => total + sum(s, from + w * week, from + (w + 1) * week), 0)) : undefined
  const year = Math.min(52, weeks)
  const usual = money.map((s) => Math.max(1e-9, s.slice(-year).reduce((a, b) => a + b, 0) / year))
  const total = usual.reduce((a, b) => a + b, 0)
  if (total < 1e-6) return undefined
  const retention = decay(o.halfLifeDays, 7)
  const media = paid.map((name, k): Medium => {
    const x = usual[k] as number
    const elasticity = o.elasticity * (o.even / paid.length + ((1 - o.even) * x) / total)
    // a Hill curve at its half point: d/d ln x = 1/4
    return {
      name,
      spend: money[k] as Float64Array,
      before: (money[k] as Float64Array).slice(0, WARM).reduce((a, b) => a + b, 0) / WARM,
      retention: retentionPrior(retention, 0.4),
      saturation: "hill",
      scale: { mean: math.log(x), sd: 0 },
      effect: { mean: 4 * elasticity, sd: 4 * o.doubt * elasticity },
    }
  })
  const controls = controlsOf(observation, category, weekly)
  const fit = (outcome: Float64Array) =>
    new MediaMix({
      outcome,
      media,
      controls,
      noise: { mean: math.log(0.04), sd: 0.5 },
      autocorrelation: { mean: -0.5, sd: 1 },
      sharedRetention: true,
    })
  let mix: MediaMix | undefined
  return {
    get mix() {
      mix ??= fit(outcome)
      return mix
    },
    heldOut(count) {
      const origin = weeks - count
      if (origin <= WARM + 4) return undefined
      const before = outcome.slice(0, origin)
      const forecasts = fit(before).forecast(
        money,
        controls.map(({ values }) => values),
      )
      return { forecasts: forecasts.map(({ mean, sd }, k) => ({ mean, sd, actual: outcome[origin + k] as number })), before: before.subarray(WARM) }
    },
    usual,
    stocks: (retentions) =>
      money.map((s, k) => {
        const a = retentions[k] as number
        return s.reduce((stock, v) => a * stock + (1 - a) * v, media[k]?.before ?? 0)
      }),
    demand: (category ?? sold).slice(),
  }
}

/** Constant and trend; the category and rivals' prices where they are told, else a season of two waves. */
function controlsOf(observation: Observation, category: Float64Array | undefined, weekly: (s: Float64Array | undefined) => Float64Array): Control[] {
  const { rivals } = observation.books
  const empty = weekly(undefined)
  const weeks = empty.length
  const centred = (values: Float64Array) => {
    const known = values.filter((v) => Number.isFinite(v))
    const mean = known.reduce((a, b) => a + b, 0) / known.length
    return values.map((v) => v - mean)
  }
  const constant: Control = { name: "constant", values: empty.map(() => 1), weight: { mean: 0, sd: 100 } }
  const trend: Control = { name: "trend", values: empty.map((_, w) => w / 52 - weeks / 104), weight: { mean: 0, sd: 0.05 } }
  const prices = rivals.flatMap((name): Control[] => {
    const price = observation.series(`price.${name}`)
    if (!price) return []
    const values = centred(weekly(price).map((v) => (v > 0 ? math.log(v) : Number.NaN)))
    // a rival's price of a few: half a per cent of our sales for each per cent (Sethuraman, Srinivasan & Kim 1999: mean cross elasticity .52)
    return values.every((v) => Number.isNaN(v)) ? [] : [{ name: `price of ${name}`, values, weight: { mean: 0.5, sd: 0.5 } }]
  })
  const demand = category?.map((v) => (v > 0 ? math.log(v) : Number.NaN))
  if (!demand || demand.every((v) => Number.isNaN(v))) return [constant, trend, ...prices, ...fourier(weeks, 52, 2, 0.2, -weeks)]
  return [constant, trend, ...prices, { name: "category", values: centred(demand), weight: { mean: 1, sd: 0.3 } }]
}

/** Sum over [from, to); NaN where a part is not told yet. */
function sum(series: Float64Array | undefined, from: number, to: number): number {
  if (!series || to > series.length) return Number.NaN
  let total = 0
  for (let t = Math.max(0, from); t < to; t++) total += series[t] as number
  return total
}

/**
 * Effects to plan by: the posterior's mean given that no advertisement repels, moved towards a draw so that spends keep varying and the next regression
 * has something to learn from (Thompson 1933).
 * @param explore 1 is Thompson sampling, 0 takes the mean
 */
export function believed({ mix }: ResponseModel, explore: number, random: Random): { retention: number; effects: number[] } {
  const draw = explore > 0 ? mix.draw(random) : mix.mode
  return {
    retention: mix.mode.media[0]?.retention ?? 0,
    effects: mix.mode.media.map(({ effect }, k) => {
      const sd = mix.effectSd(k)
      const moved = aboveZero(effect, sd) + explore * ((draw.media[k]?.effect as number) - effect)
      return Math.max(moved, 0.05 * aboveZero(effect, sd))
    }),
  }
}

/** Scores the regression on the latest weeks, which it was not fitted to. */
export function judge(quality: RollingOrigin, model: ResponseModel): void {
  const held = model.heldOut(PERIODS_AHEAD)
  if (held) quality.add(held.forecasts, held.before, 52)
}

/** Last year's shares of spend; equal where nothing is known. */
export function usualShares(observation: Observation): number[] {
  const { paid } = observation.books
  const spent = paid.map((name) => recent(observation, `spend.${name}`, 365)).map((v) => (v > 0 ? v : 0))
  const total = spent.reduce((a, b) => a + b, 0)
  return spent.map((v) => (total > 0 ? v / total : 1 / paid.length))
}

/** Shares on their way to others: none moves by more than this part of itself, or of a hundredth where it is less. */
export function towards(shares: readonly number[], wanted: readonly number[], step: number): number[] {
  const moved = shares.map((share, k) => {
    const reach = step * Math.max(share, 0.01)
    return Math.min(share + reach, Math.max(share - reach, wanted[k] as number, 0))
  })
  const total = moved.reduce((a, b) => a + b, 0)
  return moved.map((s) => s / total)
}

/** Mean of what is above 0 of a normal belief, given that it is above 0: an advertisement does not repel. */
export function aboveZero(mean: number, sd: number): number {
  if (!(sd > 0)) return Math.max(0, mean)
  const z = mean / sd
  const below = math.normalCdf(z)
  return below < 1e-8 ? sd / Math.max(1, -z) : mean + (sd * 0.3989422804014327 * math.exp(-0.5 * z * z)) / below
}
