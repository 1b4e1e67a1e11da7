import type { Summary } from "./experiment.ts"
import { type Grade, MOST_MORE, type Side, type Verdict } from "./judgement.ts"
import { mean } from "./statistics/mean.ts"
import { pairs } from "./statistics/pairs.ts"
import { replicationsNeeded } from "./statistics/replicationsNeeded.ts"

/** Replications advised when there are too few for an interval. */
const FIRST_TRY = 20
const UNKNOWN: Grade = "cannot tell yet"
/** Mean costs within this share of each other count as equal. */
const EQUAL_COST = 0.01

/**
 * Grades a 95 % interval of a difference against the smallest effect worth acting on, `least` ≥ 0 in the same unit:
 * inside ±least is no difference, beyond it clear, beyond 0 alone uncertain in size, else undecided.
 */
export function grade([lo, hi]: readonly [number, number], least: number): Grade {
  if (lo >= -least && hi <= least) return "no difference worth acting on"
  if (lo > 0) return lo >= least ? "clearly better" : "better, size uncertain"
  if (hi < 0) return hi <= -least ? "clearly worse" : "worse, size uncertain"
  return "cannot tell yet"
}

/** Two significant digits, upwards: 137 → 140. */
function about(n: number): number {
  const step = 10 ** Math.max(0, String(Math.ceil(n)).length - 2)
  return Math.min(MOST_MORE, Math.ceil(n / step) * step)
}

/** Judges a against the pinned baseline b. @param smallestEffect share of the baseline's mean profit @param against says whom a is compared with */
export function verdict(
  a: Side,
  b: Side,
  { currency, smallestEffect, against = false }: { currency: string; smallestEffect: number; against?: boolean },
): Verdict {
  const differences = pairs(a.profit, b.profit).map(([x, y]) => x - y)
  const d = mean(differences)
  const base = mean(b.profit)
  const named = { a: a.name, b: b.name, against, currency }
  if (!d || !base)
    return {
      ...named,
      ...{ n: 0, same: false, gains: false, won: 0, mean: 0, ci: null, relative: null, extreme: 0, cost: null },
      grade: UNKNOWN,
      more: FIRST_TRY,
    }
  const gains = d.mean >= 0
  const same = differences.every((x) => x === 0)
  const found: Omit<Verdict, "grade"> = {
    ...named,
    n: d.n,
    same,
    gains,
    won: differences.filter((x) => (gains ? x > 0 : x < 0)).length,
    mean: d.mean,
    ci: d.ci,
    relative: base.mean === 0 ? null : d.mean / Math.abs(base.mean),
    extreme: gains ? Math.min(...differences) : Math.max(...differences),
    cost: cost(a, b),
  }
  if (same) return { ...found, grade: "no difference worth acting on" }
  if (!d.ci) return { ...found, grade: UNKNOWN, more: FIRST_TRY - 1 }
  const least = smallestEffect * Math.abs(base.mean)
  const graded = grade(d.ci, least)
  if (graded !== UNKNOWN) return { ...found, grade: graded }
  const target = Math.max(Math.abs(d.mean), least - Math.abs(d.mean))
  const needed = replicationsNeeded((d.mcse as number) * Math.sqrt(d.n), target, d.n + MOST_MORE)
  return { ...found, grade: graded, more: about(Math.max(1, needed - d.n)) }
}

function cost(a: Side, b: Side): Verdict["cost"] {
  const [x, y] = [mean(a.totalCost)?.mean, mean(b.totalCost)?.mean]
  if (x === undefined || y === undefined) return null
  const gap = x - y
  return Math.abs(gap) <= EQUAL_COST * Math.abs(y) ? "equal" : { gap, share: y === 0 ? null : gap / Math.abs(y) }
}

/** Each strategy of a comparison's document against the first. */
export function verdicts({ strategies, market }: Pick<Summary, "strategies" | "market">): Verdict[] {
  const [base, ...others] = strategies.map(({ name, metrics }): Side => ({ name, profit: metrics.profit.values, totalCost: metrics.totalCost.values }))
  return base ? others.map((side) => verdict(side, base, { ...market, against: others.length > 1 })) : []
}
