import { hint, oneOf, shown } from "../../scenarios/errors.ts"
import type { Bandit, BanditKind } from "./bandit.ts"
import { bootstrapThompson } from "./bootstrapThompson.ts"
import { discountedUcb } from "./discountedUcb.ts"
import { epsilonGreedy } from "./epsilonGreedy.ts"
import { exp3 } from "./exp3.ts"
import { klUcb } from "./klUcb.ts"
import { slidingWindowUcb } from "./slidingWindowUcb.ts"
import { softmax } from "./softmax.ts"
import { successiveElimination } from "./successiveElimination.ts"
import { thompsonBeta } from "./thompsonBeta.ts"
import { thompsonGammaPoisson } from "./thompsonGammaPoisson.ts"
import { thompsonGaussian } from "./thompsonGaussian.ts"
import { topTwoThompson } from "./topTwoThompson.ts"
import { ucb1 } from "./ucb1.ts"
import { ucbV } from "./ucbV.ts"

const all = [
  epsilonGreedy,
  softmax,
  ucb1,
  ucbV,
  klUcb,
  discountedUcb,
  slidingWindowUcb,
  thompsonBeta,
  thompsonGaussian,
  thompsonGammaPoisson,
  topTwoThompson,
  bootstrapThompson,
  successiveElimination,
  exp3,
] as unknown as readonly BanditKind[]

/** Every bandit without context that ships, by name. */
export const bandits: ReadonlyMap<string, BanditKind> = new Map(all.map((kind) => [kind.card.name, kind]))

/** A bandit by its name. @throws RangeError with the nearest name, or what is wrong with its options */
export function makeBandit(name: string, arms: number, options?: { readonly [name: string]: unknown }): Bandit {
  const kind = bandits.get(name)
  const names = [...bandits.keys()]
  if (!kind) throw new RangeError(`bandit: expected ${oneOf(names, 40)}; found ${shown(name)}${hint(name, names)}`)
  return kind(arms, options)
}
