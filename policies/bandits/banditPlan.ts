import { decay } from "../../sim/decay.ts"
import { withFloor } from "../baselines/attributedPlan.ts"
import { choice, number, numbers } from "../options.ts"
import { expectFew } from "../planning/fewEnough.ts"
import { Pace, recent } from "../planning/pace.ts"
import { type Json, policy } from "../policy.ts"
import { BayesLinear } from "../prediction/bayesLinear.ts"
import { banditOptions, bandits, fitting, makeBandit } from "./kinds.ts"
import { type Hold, holdShares, noiseOf, weeksOf } from "./planRewards.ts"

/** Bandits that can choose from one estimate an arm. Left out: what needs single rewards (bootstrap, sample variance) or forgets by the age of each. */
const usable = [...bandits.keys()].filter((name) => !/^(ucb-v|discounted-ucb|sliding-window-ucb|bootstrapped-thompson|thompson-gamma-poisson)$/.test(name))

const common = {
  with: banditOptions,
  goal: choice("lifetime", ["lifetime", "margin"], "what a week is worth: revenue and what new customers will bring, or booked margin alone"),
  newCustomerOrders: number(2, "worth of a new customer beyond the orders seen so far, in mean orders", { least: 0 }),
  tilts: numbers([2], "each gives an arm a channel: this multiple of its share, at the others' cost", { above: 0, most: 10 }),
  holdDays: number(28, "days for which an allocation stands", { above: 0 }),
  halfLifeDays: number(30, "half-life of advertising's effect: which allocations a week's sales are owed to", { above: 0 }),
  priorSd: number(0.02, "standard deviation of arms' log values before any evidence: .02 is 2 % of sales", { above: 0 }),
  range: number(0.05, "log value that an arm can be above or below the mean, for bandits whose rewards need a range; beyond it counts as this", { above: 0 }),
  noise: number(0.03, "a week's luck in log value, where no year before shows it", { above: 0 }),
}

/** One kind: any bandit by an option, or always the same one. */
function planBy(told: { name: string; about: string; source: string }, fixed?: string) {
  const options = { ...common, ...(fixed === undefined && { bandit: choice("thompson-gaussian", usable, "which bandit chooses") }) }
  return policy({ ...told, seat: "plan", learns: true, options } as const, (o) => {
    const kind = fixed ?? (o as unknown as { bandit: string }).bandit
    const { options: card = {}, weighs } = bandits.get(kind)?.card ?? {}
    /** Shares of each arm, with its name. */
    let arms: { name: string; shares: number[] }[] = []
    let holds: Hold[] = []
    /** Index of tick 0 in series. */
    let origin = 0
    /** What runs before this one taught. */
    let model: Json | null = null
    let chosenWith = 1
    let pace = new Pace()
    /** Neither explores nor learns. */
    let settled = false

    const banditWith = (noise: number) => {
      const ranged = Object.hasOwn(card, "range")
      const set = { range: [-o.range, o.range], initial: 0, priorMean: 0, priorSd: o.priorSd, noise, temperature: o.priorSd, step: 0 }
      return { ranged, bandit: makeBandit(kind, arms.length, { ...fitting(kind, set), ...o.with }) }
    }

    /** The regression of weeks on allocations, this run's with the runs' before. */
    const learned = (rows: readonly { x: Float64Array; y: number }[], noise: number) => {
      const size = arms.length
      const regression = new BayesLinear(new Array<number>(size).fill(0), new Array<number>(size).fill(o.priorSd), noise)
      if (model !== null) regression.load(model)
      const centre = Float64Array.from({ length: size }, (_, k) => rows.reduce((sum, { x }) => sum + (x[k] as number) / rows.length, 0))
      const level = rows.reduce((sum, { y }) => sum + y / rows.length, 0)
      for (const { x, y } of rows)
        regression.add(
          x.map((share, k) => share - (centre[k] as number)),
          y - level,
        )
      return regression
    }
    let latest: Json | null = null
    banditWith(o.noise) // options are refused when the policy is made

    const begin = () => {
      model = latest
      holds = []
      pace = new Pace()
    }

    return {
      needs: [],
      begin,
      train(on) {
        settled = !on
      },
      learn(feedback) {
        pace.learn(feedback)
        const hold = holds.at(-1)
        if (hold) hold.margin += feedback.margin + feedback.spent.reduce((a, b) => a + b, 0)
      },
      act(observation, random) {
        const { books, tick, hoursPerTick } = observation
        const { paid } = books
        expectFew(paid, 1000, "each makes an arm, and an arm is a share of each")
        const day = (tick * hoursPerTick) / 24
        if (arms.length !== 2 + o.tilts.length * paid.length) {
          arms = armsOf(
            paid,
            withFloor(
              paid.map((name) => recent(observation, `spend.${name}`, 365)),
              0,
            ),
            o.tilts,
          )
          model = null
        }
        if (holds.length === 0)
          origin = Math.max(0, ...["revenue", ...paid.map((name) => `spend.${name}`)].map((name) => observation.series(name)?.length ?? 0)) - tick
        const last = holds.at(-1)
        let reason = "holds"
        if (!last || day - last.day >= o.holdDays) {
          if (last) last.until = tick
          const goal = { ...o, origin, began: origin + (holds[0]?.from ?? tick) }
          const weeks = weeksOf(observation, holds, goal)
          const noise = noiseOf(observation, goal) ?? o.noise
          const stocks = holdShares(holds, arms.length, tick, decay(o.halfLifeDays, hoursPerTick / 24))
          const rows = settled ? [] : weeks.map(({ from, to, y }) => ({ y, x: meanOf(stocks, from, to, arms.length) }))
          const regression = learned(rows, noise)
          latest = regression.save()
          const { bandit, ranged } = banditWith(noise)
          const mean = regression.mean()
          const variance = regression.variances()
          const prior = o.priorSd * o.priorSd
          for (let arm = 0; arm < arms.length; arm++) {
            const v = variance[arm] as number
            const information = 1 / v - 1 / prior
            if (!(information > 1e-3 / prior)) continue
            // estimate without the prior, which Bayesian bandits have of their own
            const estimate = Object.hasOwn(card, "initial") ? (mean[arm] as number) : (mean[arm] as number) / v / information
            const value = ranged ? Math.max(-o.range, Math.min(o.range, estimate)) : estimate
            const chances = holds.filter((h) => h.arm === arm).map((h) => h.chance)
            const weight = weighs ? chances.length : information * (ranged ? o.range * o.range : noise * noise)
            bandit.reward({ arm, at: 0, chance: chances.length > 0 ? chances.reduce((a, b) => a + b, 0) / chances.length : 1 }, value, weight)
          }
          const best = mean.reduce((top, value, k) => (value > (mean[top] as number) ? k : top), 0)
          const chances = settled ? undefined : bandit.chances()
          const arm = settled ? best : bandit.choose(random).arm
          chosenWith = chances?.[arm] ?? 1
          holds.push({ arm, chance: chosenWith, day, from: tick, until: null, margin: 0 })
          const order = arms.map(({ name }, k) => ({ name, mean: mean[k] as number })).sort((a, b) => b.mean - a.mean)
          reason = `chose from ${order
            .slice(0, 3)
            .map(({ name, mean }) => `${name} ${(100 * mean).toFixed(1)} %`)
            .join(", ")} …`
        }
        const { arm } = holds.at(-1) as Hold
        const { name, shares } = arms[arm] as (typeof arms)[number]
        return { action: pace.plan(observation, shares), propensity: Float32Array.of(chosenWith), reason: `${name}: ${reason}` }
      },
      save: () => structuredClone({ arms, holds, origin, model, latest, chosenWith, settled, pace: pace.save() }) as unknown as Json,
      load(state) {
        const s = structuredClone(state) as unknown as {
          arms: typeof arms
          holds: Hold[]
          origin: number
          model: Json | null
          latest: Json | null
          chosenWith: number
          settled: boolean
          pace: Json
        }
        ;({ arms, holds, origin, model, latest, chosenWith, settled } = s)
        pace.load(s.pace)
      },
    }
  })
}

/** Last year's shares, equal ones, and each channel more or less at the others' cost. */
export function armsOf(paid: readonly string[], lastYear: readonly number[], tilts: readonly number[]): { name: string; shares: number[] }[] {
  return [
    { name: "last year", shares: [...lastYear] },
    { name: "equal", shares: paid.map(() => 1 / paid.length) },
    ...tilts.flatMap((tilt) => paid.map((name, k) => ({ name: `${name} × ${tilt}`, shares: tilted(lastYear, k, tilt) }))),
  ]
}

/** One channel's share multiplied, at most to .9, the others cut or raised in proportion. */
export function tilted(shares: readonly number[], channel: number, tilt: number): number[] {
  const own = shares[channel] as number
  if (own >= 1) return [...shares]
  const to = Math.min(Math.max(0.9, own), own * tilt)
  return shares.map((share, k) => (k === channel ? to : (share * (1 - to)) / (1 - own)))
}

const meanOf = (stocks: readonly Float64Array[], from: number, to: number, size: number) =>
  Float64Array.from({ length: size }, (_, arm) => {
    let sum = 0
    for (let t = from; t < to; t++) sum += (stocks[t] as Float64Array)[arm] as number
    return sum / (to - from)
  })

/**
 * A bandit over whole allocations. Arms: last year's shares, equal shares, and for each channel twice its share at the others' cost. An arm is held for four weeks.
 *
 * Carry-over delays the reward: with a half-life of a month, three quarters of the goodwill at work in a hold was bought before it. So a week's log value, relative to the
 * category's where a source tells it, else to the same week a year ago, is regressed on the share of goodwill then at work that was bought under each arm (geometric adstock; before the run, last year's), and
 * each arm's estimate goes to the bandit with the number of trials that its precision amounts to: of a week's luck for normal laws, of fair bets over the range for those that need one. EXP3 counts its holds.
 *
 * What limits it: a year has 13 holds for a dozen arms that differ by a few per cent of sales, less than the luck of some weeks, and arms know nothing of each other. Several runs (`begin` keeps
 * what was learned; after `train(false)` the arm with the best estimate is played, and nothing more is learned) or a model of response over channels does better. Rules that promise much for any rewards (UCB1, EXP3) hardly begin to tell arms apart in a year.
 */
export const banditPlan = planBy({
  name: "bandit-plan",
  about: "A bandit over allocations (last year's, equal, each channel doubled), whichever an option names",
  source: "The bandit's own; carry-over by geometric adstock (Broadbent 1979)",
})

/** A row each for tables of all plans: `bandit-plan` with the bandit named. */
const named = (name: string, bandit: string) =>
  planBy({ name, about: `A bandit over allocations: ${bandits.get(bandit)?.card.about}`, source: bandits.get(bandit)?.card.source ?? "" }, bandit)

export const thompsonPlan = named("thompson-plan", "thompson-gaussian")
export const topTwoPlan = named("top-two-plan", "top-two-thompson")
export const ucbPlan = named("ucb-plan", "ucb1")
export const klUcbPlan = named("kl-ucb-plan", "kl-ucb")
export const epsilonGreedyPlan = named("epsilon-greedy-plan", "epsilon-greedy")
export const softmaxPlan = named("softmax-plan", "softmax")
export const exp3Plan = named("exp3-plan", "exp3")
