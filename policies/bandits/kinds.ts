import { hint, oneOf, shown } from "../../scenarios/errors.ts"
import { data } from "../options.ts"
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

/** Of what one would like a bandit's options to be, those that this kind has. */
export function fitting(name: string, wishes: { readonly [name: string]: unknown }): { [name: string]: unknown } {
  const known = bandits.get(name)?.card.options ?? {}
  return Object.fromEntries(Object.entries(wishes).filter(([option]) => Object.hasOwn(known, option)))
}

/** Option of a seat's adapter: what its bandit's own options are, beside those that the adapter sets. */
export const banditOptions = data<{ readonly [name: string]: unknown }>(
  {},
  "options of the bandit, instead of what suits this seat",
  "options by name",
  (value) => (value !== null && typeof value === "object" && !Array.isArray(value) ? (value as { [name: string]: unknown }) : undefined),
)
