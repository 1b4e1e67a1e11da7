import type { Observation } from "../../sim/observation.ts"
import { names, number, whole } from "../options.ts"
import { type Json, policy } from "../policy.ts"
import { plainReport, RollingOrigin } from "../prediction/rollingOrigin.ts"
import { hill } from "../prediction/saturation.ts"
import { judgeDemand, season } from "./demandAhead.ts"
import { expectFew } from "./fewEnough.ts"
import { Pace } from "./pace.ts"
import { beliefs, believed, judge, type ResponseModel, responseModel, towards, usualShares } from "./responseModel.ts"
import { spendPath } from "./spendPath.ts"

const card = {
  name: "mpc",
  seat: "plan",
  about: "Plans the whole rest of the year over a learned model with carry-over and season, does the first week, plans again",
  source: "Receding horizon: Rawlings, Mayne & Diehl 2017, ch. 1; Nerlove & Arrow 1962; Winters 1960; Jin et al. (Google 2017)",
  learns: true,
  options: {
    ...beliefs,
    explore: number(0.5, "how far a draw leaves the posterior mean: 1 is Thompson sampling, 0 takes the mean", { least: 0, most: 5 }),
    range: number(2.5, "no channel gets more in a week than this multiple of its usual money, nor less than its fraction", { least: 1 }),
    step: number(0.1, "no channel's share moves by more than this part of itself a decision", { above: 0, most: 1 }),
    tempo: number(1.3, "most that a week's money may be of an even spread, and its fraction the least", { least: 1, most: 1.5 }),
    afterWeeks: whole(13, "weeks after the budget's end in which what carries over still counts", { least: 0, most: 104 }),
    indicators: names(
      ["searchInterest", "sentiment"],
      "public indicators that are tried for running ahead of demand; one that does not prove itself is dropped",
    ),
    holdDays: number(28, "days between refits; a draw stands for so long", { above: 0 }),
  },
} as const

/** A belief that stands until the next refit. */
interface Belief {
  retention: number
  effects: number[]
  usual: number[]
}

/**
 * Model-predictive control of the media plan. The learned model is a media-mix regression (`responseModel`): adstocks are its state, which media multiply
 * demand by. Demand ahead is Holt–Winters on the category, a year's season, with leading indicators where they prove themselves. Each decision plans
 * all weeks that are left, and what carries over after them, within the money that is left; does the first week; and plans again. So money is timed
 * towards demand and away from the end. Moves are bounded, and the total is that of an even pace.
 */
export const mpc = policy(card, (o) => {
  let shares: number[] = []
  let belief: Belief | null = null
  let fittedAt: number | null = null
  const quality = { response: new RollingOrigin(), demand: new RollingOrigin() }
  const pace = new Pace()
  return {
    needs: [],
    learn: (feedback) => pace.learn(feedback),
    act(observation, random) {
      expectFew(observation.books.paid, 300, "it plans each of them in every week to come")
      const day = (observation.tick * observation.hoursPerTick) / 24
      if (shares.length === 0) shares = usualShares(observation)
      const model = responseModel(observation, o)
      if (model && (!belief || fittedAt === null || day - fittedAt >= o.holdDays)) {
        belief = { ...believed(model, o.explore, random), usual: [...model.usual] }
        fittedAt = day
        judge(quality.response, model)
        judgeDemand(quality.demand, observation, model.demand, o.indicators)
      }
      if (!model || !belief) return { action: pace.plan(observation, shares), reason: "no books of spend and orders: shares stay, money is spread evenly" }
      const { first, even } = ahead(observation, model, belief, shares)
      const total = first.reduce((a, b) => a + b, 0)
      const tempo = even > 0 ? Math.min(o.tempo, Math.max(1 / o.tempo, total / even)) : 1
      shares = towards(
        shares,
        first.map((x, k) => (total > 0 ? x / total : (shares[k] as number))),
        o.step,
      )
      return {
        action: pace.plan(observation, shares, tempo),
        reason: `this week ${tempo.toFixed(2)} of an even spread, by demand and carry-over ahead; ${said()}`,
      }
    },
    save: () => ({
      shares,
      belief: belief && { ...belief },
      fittedAt,
      quality: { response: quality.response.save(), demand: quality.demand.save() },
      report: { response: plainReport(quality.response.report()), demand: plainReport(quality.demand.report()) },
      pace: pace.save(),
    }),
    load(state) {
      const s = state as { shares: number[]; belief: Belief | null; fittedAt: number | null; quality: { response: Json; demand: Json }; pace: Json }
      quality.response.load(s.quality.response)
      quality.demand.load(s.quality.demand)
      shares = [...s.shares]
      belief = s.belief && { retention: s.belief.retention, effects: [...s.belief.effects], usual: [...s.belief.usual] }
      fittedAt = s.fittedAt
      pace.load(s.pace)
    },
  }

  function said(): string {
    return `sales of unseen weeks at their media: ${quality.response.say()}; demand: ${quality.demand.say()}`
  }

  /** The first week's money by channel, and what a week of an even spread has. */
  function ahead(observation: Observation, model: ResponseModel, { retention, effects, usual }: Belief, shares: readonly number[]) {
    const { books, hoursPerTick } = observation
    const weeks = Math.max(1, Math.ceil((books.remaining * hoursPerTick) / 168 - 1e-9))
    const even = usual.reduce((a, b) => a + b, 0)
    const path = spendPath(
      {
        media: usual.map((x, k) => ({ retention, effect: effects[k] as number, ...hill(x) })),
        stocks: model.stocks(usual.map(() => retention)),
        demand: season(observation, model.demand, weeks + o.afterWeeks, o.indicators),
      },
      even * weeks,
      weeks,
      { least: usual.map((x) => x / o.range), most: usual.map((x) => x * o.range) },
      1e-4,
    )
    return { first: path[0] ? [...path[0]] : [...shares], even }
  }
})
