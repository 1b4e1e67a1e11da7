import { shown } from "../../scenarios/errors.ts"
import * as math from "../../sim/math.ts"
import type { Json } from "../policy.ts"
import { type ContextualBandit, checkArm, checkSize, featuresOf } from "./contextual.ts"
import { drawnScores } from "./drawnScores.ts"
import { chancesOfGreatest } from "./greatestOf.ts"
import { LinearArms, type LinearShape } from "./linearArms.ts"

/** 1/(1 + e^−s). */
export const logistic = (s: number): number => (s >= 0 ? 1 / (1 + math.exp(-s)) : 1 - 1 / (1 + math.exp(s)))

/** ln(1 + e^s), without overflow. */
const softplus = (s: number) => (s > 0 ? s + math.log(1 + math.exp(-s)) : math.log(1 + math.exp(s)))

interface Told {
  arm: number
  x: Float64Array
  y: number
}

export interface LogisticBandit extends ContextualBandit {
  /** What is believed of the coefficients after all that was told. */
  belief(): LinearArms
}

/**
 * Thompson sampling with a logistic regression of yes-or-no rewards. Coefficients are believed normal; a batch of rewards moves their mean to the posterior's mode, found by
 * Newton's method, and their precision grows by the Hessian of the batch's log-likelihood there, Σ p (1 − p) xxᵀ (Laplace's approximation).
 * Chapelle & Li, "An empirical evaluation of Thompson sampling", NeurIPS 2011, Algorithm 3. Departs: it keeps the whole Hessian and not its diagonal, since the
 * diagonal takes what arms share and what is their own for known from each other, and then stops exploring too early; rows have draws of their own, but for shared coefficients, which
 * are drawn once a batch. Rewards told since the last judgement are one batch.
 * @param yes what a yes of an arm is worth, in the units of what is known beforehand; 1 each when left out
 */
export function logisticThompson(shape: LinearShape, yes: ArrayLike<number> = new Float64Array(Math.max(0, shape.arms) || 0).fill(1)): LogisticBandit {
  const { arms, features } = shape
  checkSize(arms, features)
  if (yes.length !== arms || !Array.from(yes).every((w) => w > 0 && w < Number.POSITIVE_INFINITY))
    throw new RangeError(`yes: expected ${arms} numbers above 0; found ${shown(Array.from(yes))}`)
  let model = new LinearArms(shape)
  /** Rewards not yet learned from. */
  let batch: Told[] = []

  const learned = () => {
    if (batch.length > 0) model = newton(model, batch)
    batch = []
    return model
  }

  return {
    arms,
    features,
    judge(contexts, random) {
      const { known } = contexts
      const { mean, sd, draw } = drawnScores(learned(), 1, contexts, random)
      const before = (at: number) => known?.[at] ?? 0
      return {
        worth: draw.map((s, at) => (yes[at % arms] as number) * logistic(s) + before(at)),
        chance(row, arm, price) {
          const from = row * arms
          const extra = (k: number) => before(from + k) - (price?.[k] ?? 0)
          return chancesOfGreatest({
            arms,
            at: (k, z) => (yes[k] as number) * logistic((mean[from + k] as number) + z * (sd[from + k] as number)) + extra(k),
            below(k, t) {
              const rate = (t - extra(k)) / (yes[k] as number)
              if (!(rate > 0)) return 0
              if (rate >= 1) return 1
              const away = math.log(rate / (1 - rate)) - (mean[from + k] as number)
              const s = sd[from + k] as number
              return s > 0 ? math.normalCdf(away / s) : away >= -1e-9 ? 1 : 0
            },
          })[arm] as number
        },
      }
    },
    update(x, arm, reward) {
      checkArm(arm, arms)
      if (Number.isNaN(reward)) return
      if (!(reward >= 0 && reward <= 1)) throw new RangeError(`reward: expected a number from 0 to 1; found ${shown(reward)}`)
      batch.push({ arm, x: featuresOf(x, 0, features, new Float64Array(features)), y: reward })
    },
    belief: learned,
    save: () => ({ model: model.save(), batch: batch.map(({ arm, x, y }) => ({ arm, x: [...x], y })) }),
    load(state) {
      const s = state as unknown as { model: Json; batch: { arm: number; x: number[]; y: number }[] }
      model = new LinearArms(shape)
      model.load(s.model)
      batch = s.batch.map(({ arm, x, y }) => ({ arm, x: Float64Array.from(x), y }))
    },
  }
}

interface Coefficients {
  shared: Float64Array
  own: ReadonlyMap<number, Float64Array>
}

/**
 * The normal belief after a batch. Newton's step is a ridge regression on working responses s + (y − p)/w with weights w = p (1 − p) (iteratively reweighted least squares, McCullagh &
 * Nelder 1989, sec. 2.5), halved while it leads uphill; at the mode that regression is Laplace's approximation itself.
 */
function newton(prior: LinearArms, batch: readonly Told[]): LinearArms {
  const about = new Set(batch.map(({ arm }) => arm).filter((arm) => prior.owns(arm)))
  const all = [...new Set([...prior.touched(), ...about])]
  const modeOf = (model: LinearArms): Coefficients => {
    const shared = model.sharedMean()
    return { shared, own: new Map(all.map((arm) => [arm, model.own(arm, shared)])) }
  }
  const score = ({ shared, own }: Coefficients, { arm, x }: Told) => {
    const theta = own.get(arm)
    let s = 0
    for (let j = 0; j < x.length; j++) s += (x[j] as number) * ((shared[j] as number) + (theta?.[j] ?? 0))
    return s
  }
  const regression = (at: Coefficients) => {
    const model = prior.branch(about)
    for (const told of batch) {
      const s = score(at, told)
      const p = logistic(s)
      const weight = Math.max(p * (1 - p), 1e-12)
      model.add(told.arm, told.x, s + (told.y - p) / weight, weight)
    }
    return model
  }
  // arms that are new to the prior have their part of its energy in an empty regression
  const empty = prior.branch(about)
  for (const arm of about) empty.add(arm, new Float64Array(prior.shape.features), 0)
  const height = (at: Coefficients) =>
    empty.energy(at.shared, (arm) => at.own.get(arm) as Float64Array) +
    batch.reduce((sum, told) => {
      const s = score(at, told)
      return sum + softplus(s) - told.y * s
    }, 0)

  let now = modeOf(prior)
  let here = height(now)
  for (let step = 0; step < 50; step++) {
    const goal = modeOf(regression(now))
    let share = 1
    let next = goal
    let there = height(next)
    while (!(there <= here) && share > 1e-6) {
      share /= 2
      next = between(now, goal, share)
      there = height(next)
    }
    if (!(there < here)) break
    const gained = here - there
    now = next
    here = there
    if (gained <= 1e-14 * (1 + Math.abs(here))) break
  }
  return regression(now)
}

function between(from: Coefficients, to: Coefficients, share: number): Coefficients {
  const mix = (a: Float64Array, b: Float64Array) => a.map((value, j) => value + share * ((b[j] as number) - value))
  return { shared: mix(from.shared, to.shared), own: new Map([...from.own].map(([arm, a]) => [arm, mix(a, to.own.get(arm) as Float64Array)])) }
}
