import { hint, shown } from "../scenarios/errors.ts"
import type { Seat } from "../sim/observation.ts"
import { banditCreatives, thompsonCreatives } from "./bandits/banditCreatives.ts"
import { banditPlan, epsilonGreedyPlan, exp3Plan, klUcbPlan, softmaxPlan, thompsonPlan, topTwoPlan, ucbPlan } from "./bandits/banditPlan.ts"
import { bootstrapThompsonEngage } from "./bandits/bootstrapThompsonEngage.ts"
import { knapsackBids } from "./bandits/knapsackBids.ts"
import { linearThompsonEngage } from "./bandits/linearThompsonEngage.ts"
import { linUcbEngage } from "./bandits/linUcbEngage.ts"
import { logisticThompsonEngage } from "./bandits/logisticThompsonEngage.ts"
import { thompsonBids } from "./bandits/thompsonBids.ts"
import { attributedPlan } from "./baselines/attributedPlan.ts"
import { equal } from "./baselines/equal.ts"
import { greedyMarginal } from "./baselines/greedyMarginal.ts"
import { lastYear } from "./baselines/lastYear.ts"
import { proportionalReturn, proportionalShare } from "./baselines/proportional.ts"
import { randomPlan } from "./baselines/randomPlan.ts"
import { doubleQPlan } from "./learning/doubleQPlan.ts"
import { elasticityPlan } from "./learning/elasticityPlan.ts"
import { qLearningPlan } from "./learning/qLearningPlan.ts"
import { sarsaPlan } from "./learning/sarsaPlan.ts"
import { tileQPlan } from "./learning/tileQPlan.ts"
import { equalMarginal } from "./planning/equalMarginal.ts"
import { mpc } from "./planning/mpc.ts"
import { futureOracle, stateOracle } from "./planning/oracle.ts"
import type { Policy, PolicyChoice, PolicyKind } from "./policy.ts"
import { churnEngage } from "./prediction/churnEngage.ts"
import { intentEngage } from "./prediction/intentEngage.ts"
import { needTimingEngage } from "./prediction/needTimingEngage.ts"
import { upliftEngage } from "./prediction/upliftEngage.ts"
import { valueEngage } from "./prediction/valueEngage.ts"
import { creativeBatch } from "./rules/creativeBatch.ts"
import { ifThen } from "./rules/ifThen.ts"
import { matchPromotion } from "./rules/matchPromotion.ts"

/** Kinds of policies by name. */
export type Kinds = ReadonlyMap<string, PolicyKind>

const all: readonly unknown[] = [
  // plan
  equal,
  lastYear,
  randomPlan,
  attributedPlan,
  proportionalReturn,
  proportionalShare,
  elasticityPlan,
  banditPlan,
  epsilonGreedyPlan,
  softmaxPlan,
  ucbPlan,
  klUcbPlan,
  thompsonPlan,
  topTwoPlan,
  exp3Plan,
  qLearningPlan,
  sarsaPlan,
  doubleQPlan,
  tileQPlan,
  stateOracle,
  futureOracle,
  equalMarginal,
  greedyMarginal,
  mpc,
  // create
  creativeBatch,
  thompsonCreatives,
  banditCreatives,
  // engage
  ifThen,
  upliftEngage,
  linUcbEngage,
  linearThompsonEngage,
  logisticThompsonEngage,
  bootstrapThompsonEngage,
  intentEngage,
  churnEngage,
  needTimingEngage,
  valueEngage,
  // respond
  matchPromotion,
  // bid
  knapsackBids,
  thompsonBids,
]

/** Every kind of policy that ships. */
export const shipped: Kinds = new Map((all as PolicyKind[]).map((kind) => [kind.card.name, kind]))

/**
 * A policy as a strategy names it, with what it was trained to.
 * @throws RangeError with the nearest name, or what is wrong with its options
 */
export function makePolicy<S extends Seat>(seat: S, choice: PolicyChoice, kinds: Kinds = shipped): Policy<S> {
  const kind = kindOf(choice.policy, kinds, seat)
  const { card } = kind
  if (card.seat !== seat)
    throw new RangeError(`${seat}: expected a policy of this seat (marketlab list policies); found ${card.name}, which is for ${card.seat}`)
  try {
    const made = kind(choice.options as Parameters<PolicyKind>[0]) as unknown as Policy<S>
    if (choice.trained !== undefined) made.load(choice.trained)
    return made
  } catch (error) {
    if (error instanceof RangeError) throw new RangeError(`${seat}: ${card.name}: ${error.message}`)
    throw error
  }
}

/** A kind by its name. @param where it is asked for, as messages say @throws RangeError with the nearest name */
export function kindOf(name: string, kinds: Kinds = shipped, where = "policy"): PolicyKind {
  const kind = kinds.get(name)
  if (kind) return kind
  throw new RangeError(`${where}: expected a policy by name (marketlab list policies) or file; found ${shown(name)}${hint(name, [...kinds.keys()])}`)
}
