import { logistic, logit } from "../../policies/prediction/specialFunctions.ts"

export interface PushOptions {
  /** What a message adds to the utility of buying. */
  push: number
  /** Share of the margin that its discount gives away on every order. */
  discount: number
}

/** What a message changes for a customer who would buy with chance p without it (docs/model.md 7.14, a logit). */
export function pushed(p: number, { push, discount }: PushOptions) {
  const treated = logistic(logit(p) + push)
  return { p, uplift: treated - p, gain: treated * (1 - discount) - p }
}

/** Over all chances; and where it is greatest. */
export function pushCurve(options: PushOptions) {
  const curve = Array.from({ length: 99 }, (_, k) => pushed((k + 1) / 100, options))
  const best = curve.reduce((a, b) => (b.gain > a.gain ? b : a))
  return { curve, best, losing: curve.find(({ p, gain }) => p > best.p && gain < 0)?.p ?? null }
}
