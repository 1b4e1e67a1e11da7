import { number } from "../options.ts"
import { type Json, policy } from "../policy.ts"
import { plainReport, RollingOrigin } from "../prediction/rollingOrigin.ts"
import { hill } from "../prediction/saturation.ts"
import { allocate } from "./allocate.ts"
import { expectFew } from "./fewEnough.ts"
import { Pace } from "./pace.ts"
import { beliefs, believed, judge, responseModel, towards, usualShares } from "./responseModel.ts"

const card = {
  name: "equal-marginal",
  seat: "plan",
  about: "Fits response curves (media mix) each month and moves towards equal marginal return on lifetime value",
  source: "Dorfman & Steiner 1954; Jin, Wang, Sun, Chan & Koehler (Google 2017); Sethuraman, Tellis & Briesch 2011 for the prior",
  learns: true,
  options: {
    ...beliefs,
    explore: number(0.5, "how far a draw leaves the posterior mean: 1 is Thompson sampling, 0 takes the mean", { least: 0, most: 5 }),
    range: number(2.5, "no channel gets more than this multiple of its usual money, nor less than its fraction: beyond it curves are a guess", { least: 1 }),
    step: number(0.1, "no channel's share moves by more than this part of itself a decision", { above: 0, most: 1 }),
    holdDays: number(28, "days between refits; a draw stands for so long, as it must be at least the carry-over to teach anything", { above: 0 }),
  },
} as const

/**
 * Allocates by equal marginal return on fitted curves: where no bound holds, the next money returns the same in every channel (Dorfman & Steiner 1954).
 * Effects come from a media-mix regression on lifetime value (`responseModel`), drawn from its posterior so that spends go on varying. In the steady
 * state an adstock is its spend, so carry-over matters for the fit and not for the shares. Moves are small. Without books of spend or orders, or
 * before there are any, shares stay as they are; money is paced evenly. At each refit the regression is also judged on the weeks since the last one.
 */
export const equalMarginal = policy(card, (o) => {
  let shares: number[] = []
  let wanted: number[] = []
  let fittedAt: number | null = null
  let reason = "no books of spend and orders: shares stay"
  const quality = new RollingOrigin()
  const pace = new Pace()
  return {
    needs: [],
    learn: (feedback) => pace.learn(feedback),
    act(observation, random) {
      const { paid } = observation.books
      expectFew(paid, 1000, "its regression's time grows with their cube")
      const day = (observation.tick * observation.hoursPerTick) / 24
      if (shares.length === 0) shares = usualShares(observation)
      if (fittedAt === null || day - fittedAt >= o.holdDays) {
        fittedAt = day
        const model = responseModel(observation, o)
        if (model) {
          judge(quality, model)
          const { effects } = believed(model, o.explore, random)
          const total = model.usual.reduce((a, b) => a + b, 0)
          const curves = model.usual.map((x, k) => {
            const { value, slope } = hill(x)
            return { value: (v: number) => (effects[k] as number) * value(v), slope: (v: number) => (effects[k] as number) * slope(v), inflection: 0 }
          })
          const spends = allocate(
            curves,
            total,
            model.usual.map((x) => x / o.range),
            model.usual.map((x) => x * o.range),
          )
          wanted = spends.map((x) => x / total)
          reason = `long-run elasticities at the usual spend: ${paid.map((name, k) => `${name} ${((model.mix.mode.media[k]?.effect as number) / 4).toFixed(3)}`).join(", ")}; sales of unseen weeks at their media: ${quality.say()}`
        } else wanted = [...shares]
      }
      shares = towards(shares, wanted, o.step)
      return { action: pace.plan(observation, shares), reason }
    },
    save: () => ({ shares, wanted, fittedAt, reason, quality: quality.save(), report: plainReport(quality.report()), pace: pace.save() }),
    load(state) {
      const s = state as { shares: number[]; wanted: number[]; fittedAt: number | null; reason: string; quality: Json; pace: Json }
      quality.load(s.quality)
      shares = [...s.shares]
      wanted = [...s.wanted]
      fittedAt = s.fittedAt
      reason = s.reason
      pace.load(s.pace)
    },
  }
})
