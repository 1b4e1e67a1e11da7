import { decay } from "../../sim/decay.ts"
import * as math from "../../sim/math.ts"
import type { Observation } from "../../sim/observation.ts"
import { withFloor } from "../baselines/attributedPlan.ts"
import { number, type ValuesOf } from "../options.ts"
import { expectFew } from "../planning/fewEnough.ts"
import { Pace } from "../planning/pace.ts"
import { type Json, policy } from "../policy.ts"
import { BayesLinear } from "../prediction/bayesLinear.ts"

const card = {
  name: "elasticity",
  seat: "plan",
  about: "Regresses lifetime value on adstock, draws elasticities (Thompson sampling) and plans shares in proportion",
  source: "Dorfman & Steiner 1954; Sethuraman, Tellis & Briesch 2011 for the prior; Thompson 1933",
  learns: true,
  options: {
    halfLifeDays: number(30, "half-life of advertising's effect in the regressors, days", { above: 0 }),
    // Sethuraman, Tellis & Briesch (2011): .24 in all media; a third of it each, so too much where channels are many. .03 each of eight, with a floor of
    // .02 or of .05, was tried and earned no more in everyday (docs/decisions.md, 99)
    priorMean: number(0.08, "prior mean of each channel's long-run elasticity"),
    priorSd: number(0.03, "prior standard deviation of each channel's long-run elasticity", { above: 0 }),
    noise: number(0.03, "residual of a week's log value: a few per cent of luck", { above: 0 }),
    newCustomerOrders: number(2, "worth of a new customer beyond the orders seen so far, in mean orders: what makes the goal lifetime value", { least: 0 }),
    explore: number(0.5, "how far a draw leaves the posterior mean: 1 is Thompson sampling, 0 takes the mean", { least: 0, most: 5 }),
    step: number(0.1, "no channel's share moves by more than this share of itself a week", { above: 0, most: 10 }),
    least: number(0.05, "a channel never gets less than this share", { least: 0, most: 1 }),
    holdDays: number(28, "days for which a draw stands: shorter than the half-life and nothing can be learned from it", { above: 0 }),
  },
} as const

/**
 * A learning budget allocator on lifetime value. Each week it regresses log value (revenue plus what new customers are worth),
 * relative to the category, on each channel's log adstock and on rivals' prices; draws elasticities from the posterior (Thompson
 * sampling, so that shares keep moving and the next regression has something to learn from); and moves towards shares in
 * proportion to elasticities, the optimum of a constant-elasticity response at a fixed budget (Dorfman & Steiner 1954).
 * Trained over runs, each run's posterior is the next one's prior; afterwards the mean stands, and nothing more is learned.
 * Departs: moves are bounded, and without a panel the category is left out of the regression.
 */
export const elasticityPlan = policy(card, (o) => {
  let shares: number[] = []
  let drawn: number[] = []
  let drawnAt = 0
  /** What runs before this one taught, and what it has taught with them so far. */
  let before: Taught | null = null
  let latest: Taught | null = null
  /** Neither explores nor learns. */
  let settled = false
  let pace = new Pace()
  return {
    needs: [],
    begin() {
      before = latest
      shares = []
      drawn = []
      drawnAt = 0
      pace = new Pace()
    },
    train(on) {
      settled = !on
    },
    learn: (feedback) => pace.learn(feedback),
    act(observation, random) {
      const { paid } = observation.books
      expectFew(paid, 1000, "its regression's time grows with their cube")
      const day = (observation.tick * observation.hoursPerTick) / 24
      if (shares.length === 0) shares = recentShares(observation, paid)
      const taught = before && String(before.channels) === String(paid) ? before : null
      const rivals = settled && taught ? taught.rivals : panelBrands(observation).length // what is settled needs no panel any more
      const prior = priorOf(paid.length, rivals, o, taught?.rivals === rivals ? taught : null)
      const model = settled ? prior : fit(prior, observation, paid, o)
      if (!settled) latest = { channels: [...paid], rivals, model: model.save() }
      if (drawn.length === 0 || day - drawnAt >= o.holdDays) {
        const mean = model.mean()
        const draw = model.sample(random)
        drawn = paid.map((_, k) => Math.max(0.005, (mean[k + 1] as number) + (settled ? 0 : o.explore) * ((draw[k + 1] as number) - (mean[k + 1] as number))))
        drawnAt = day
      }
      const target = withFloor(drawn, o.least)
      const bounded = shares.map((share, k) => Math.min(share * (1 + o.step), Math.max(share * (1 - o.step), target[k] as number)))
      const total = bounded.reduce((a, b) => a + b, 0)
      shares = bounded.map((s) => s / total)
      const mean = [...model.mean().slice(1, 1 + paid.length)]
      return {
        action: pace.plan(observation, shares),
        reason: `elasticities ${paid.map((name, k) => `${name} ${(mean[k] as number).toFixed(3)}`).join(", ")}`,
        because: { kind: "elasticities", figures: Object.fromEntries(paid.map((name, k) => [name, mean[k] as number])) },
      }
    },
    save: () => structuredClone({ shares, drawn, drawnAt, before, latest, settled, pace: pace.save() }) as unknown as Json,
    load(state) {
      const s = state as unknown as {
        shares: number[]
        drawn: number[]
        drawnAt: number
        before: Taught | null
        latest: Taught | null
        settled: boolean
        pace: Json
      }
      shares = [...s.shares]
      drawn = [...s.drawn]
      drawnAt = s.drawnAt
      before = s.before
      latest = s.latest
      settled = s.settled
      pace.load(s.pace)
    },
  }
})

/** Last four weeks' shares of spend; equal without books. */
function recentShares(observation: Observation, paid: readonly string[]): number[] {
  const ticks = Math.round((28 * 24) / observation.hoursPerTick)
  const spent = paid.map(
    (name) =>
      observation
        .series(`spend.${name}`)
        ?.slice(-ticks)
        .reduce((a, b) => a + b, 0) ?? 0,
  )
  return withFloor(spent, 0.05)
}

/** What runs have taught: the posterior over a constant, each channel and each rival of the panel. */
interface Taught {
  channels: string[]
  rivals: number
  model: Json
}

/** Coefficients: constant, an elasticity a channel, then rivals' log prices: as published, or as runs before taught. */
function priorOf(channels: number, rivals: number, o: ValuesOf<typeof card.options>, taught: Taught | null): BayesLinear {
  const size = 1 + channels + rivals
  const made = new BayesLinear(
    Array.from({ length: size }, (_, k) => (k === 0 || k > channels ? 0 : o.priorMean)),
    Array.from({ length: size }, (_, k) => (k === 0 ? 10 : k > channels ? 2 : o.priorSd)),
    o.noise,
  )
  if (taught) made.load(taught.model)
  return made
}

/** Adds this market's weeks to what is known. */
function fit(model: BayesLinear, observation: Observation, paid: readonly string[], o: ValuesOf<typeof card.options>): BayesLinear {
  const week = Math.max(1, Math.round(168 / observation.hoursPerTick))
  const revenue = observation.series("revenue")
  const orders = observation.series("orders")
  const fresh = observation.series("newCustomers")
  const spends = paid.map((name) => observation.series(`spend.${name}`))
  const others = panelBrands(observation)
  const size = model.size
  if (!revenue || !orders || spends.some((s) => s === undefined)) return model
  const left = decay(o.halfLifeDays, observation.hoursPerTick / 24)
  const stocks = spends.map((spend) => adstock(spend as Float64Array, left))
  // every series ends where its source has delivered it
  const panel = others.map((name) => observation.series(`marketRevenue.${name}`) as Float64Array)
  const length = Math.min(revenue.length, ...[...spends, ...panel].map((s) => s?.length ?? 0))
  const warm = Math.round((2 * o.halfLifeDays * 24) / observation.hoursPerTick)
  const rows: { x: Float64Array; y: number }[] = []
  for (let end = warm + week; end <= length; end += week) {
    const sum = (s: Float64Array | undefined) => s?.slice(end - week, end).reduce((a, b) => a + b, 0) ?? 0
    const money = sum(revenue)
    const worth = money + o.newCustomerOrders * sum(fresh) * (sum(orders) > 0 ? money / sum(orders) : 0)
    const category = panel.reduce((total, series) => total + sum(series), 0)
    if (!(worth > 0)) continue
    const x = new Float64Array(size)
    x[0] = 1
    stocks.forEach((stock, k) => {
      let level = 0
      for (let t = end - week; t < end; t++) level += (stock[t] as number) / week
      x[1 + k] = math.log(Math.max(level, 1e-6))
    })
    others.forEach((name, k) => {
      const price = sum(observation.series(`price.${name}`))
      x[1 + paid.length + k] = price > 0 ? math.log(price / week) : 0
    })
    rows.push({ x, y: math.log(worth) - (category > 0 ? math.log(category) : 0) })
  }
  const centre = new Float64Array(size)
  for (const { x } of rows) for (let j = 1; j < size; j++) centre[j] = (centre[j] as number) + (x[j] as number) / rows.length
  const level = rows.reduce((total, { y }) => total + y / rows.length, 0)
  for (const { x, y } of rows)
    model.add(
      x.map((v, j) => v - (centre[j] as number)),
      y - level,
    )
  return model
}

/** Rivals that the panel reports. */
function panelBrands(observation: Observation): string[] {
  return observation.books.rivals.filter((name) => observation.series(`marketRevenue.${name}`) !== undefined)
}

/** Geometric adstock, normalised: (1 − δ) Σ δ^lag spend, so that a steady spend is its own stock. */
function adstock(spend: Float64Array, left: number): Float64Array {
  let stock = spend[0] ?? 0
  return spend.map((money) => {
    stock = left * stock + (1 - left) * money
    return stock
  })
}
