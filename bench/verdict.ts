import { amount, capital, change, figure, money, percent, scaleOf } from "./amounts.ts"
import { mean } from "./statistics/mean.ts"
import { pairs } from "./statistics/pairs.ts"
import { replicationsNeeded } from "./statistics/replicationsNeeded.ts"

/** How a difference stands to the smallest effect worth acting on. */
export type Grade =
  | "clearly better"
  | "better, size uncertain"
  | "no difference worth acting on"
  | "cannot tell yet"
  | "worse, size uncertain"
  | "clearly worse"

/** What one strategy earned and spent, by replication. */
export interface Side {
  name: string
  profit: readonly (number | null)[]
  totalCost: readonly (number | null)[]
}

export interface Verdict {
  /** In counts that a layman can check. */
  sentence: string
  grade: Grade
  /** About so many more replications would tell; only with "cannot tell yet". */
  more?: number
}

/** No more replications than this are ever asked for. */
export const MOST_MORE = 10_000
/** Replications advised when there are too few for an interval. */
const FIRST_TRY = 20
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
  const both = pairs(a.profit, b.profit)
  const differences = both.map(([x, y]) => x - y)
  const d = mean(differences)
  const base = mean(b.profit)
  if (!d || !base) return { sentence: `${capital(a.name)} and ${b.name} have no result to compare.`, grade: "cannot tell yet", more: FIRST_TRY }
  const n = d.n
  const opening = against ? `Against ${b.name}, ${a.name}` : capital(a.name)
  const repeats = n === 1 ? "the one repeat" : `all ${n} repeats`
  if (differences.every((x) => x === 0))
    return { sentence: `${capital(a.name)} and ${b.name} earned exactly the same in ${repeats}: the difference is 0.`, grade: "no difference worth acting on" }

  const gains = d.mean >= 0
  const won = differences.filter((x) => (gains ? x > 0 : x < 0)).length
  const half = d.ci ? (d.ci[1] - d.ci[0]) / 2 : undefined
  const scale = scaleOf([d.mean, ...(d.ci ?? [])], half === undefined ? undefined : half / 5)
  const relative = base.mean === 0 ? "" : percent(d.mean / Math.abs(base.mean))
  const interval = d.ci ? `95 % interval ${figure(d.ci[0], scale)} to ${figure(d.ci[1], scale)}${scale.letter && ` ${scale.letter}`}` : ""
  const inBrackets = [relative, interval].filter(Boolean).join("; ")
  const extreme = gains ? Math.min(...differences) : Math.max(...differences)
  const sentence = [
    `${opening} earned ${gains ? "more" : "less"} in ${won} of ${n} ${n === 1 ? "repeat" : "repeats"},`,
    `on average ${money(Math.abs(d.mean), currency, scale)}${gains ? "" : " less"}${inBrackets && ` (${inBrackets})`}`,
    `${cost(a, b, currency)}.`,
    `${gains ? "Worst" : "Best"}: ${change(extreme, scaleFor(extreme, scale))}.`,
  ].join(" ")

  if (!d.ci) return { sentence, grade: "cannot tell yet", more: FIRST_TRY - 1 }
  const least = smallestEffect * Math.abs(base.mean)
  const found = grade(d.ci, least)
  if (found !== "cannot tell yet") return { sentence, grade: found }
  const target = Math.max(Math.abs(d.mean), least - Math.abs(d.mean))
  const needed = replicationsNeeded((d.mcse as number) * Math.sqrt(n), target, n + MOST_MORE)
  return { sentence, grade: found, more: about(Math.max(1, needed - n)) }
}

function scaleFor(value: number, scale: ReturnType<typeof scaleOf>) {
  return Math.abs(value) / scale.divisor >= 10 ** -scale.decimals ? scale : scaleOf([value])
}

function cost(a: Side, b: Side, currency: string): string {
  const [x, y] = [mean(a.totalCost)?.mean, mean(b.totalCost)?.mean]
  if (x === undefined || y === undefined) return "at unknown cost"
  const gap = x - y
  if (Math.abs(gap) <= EQUAL_COST * Math.abs(y)) return "at equal cost"
  const share = y === 0 ? "" : ` (${percent(gap / Math.abs(y))})`
  return `while spending ${currency} ${amount(Math.abs(gap))} ${gap > 0 ? "more" : "less"}${share}`
}

/** A verdict in one line: its sentence, then its grade. */
export function say({ sentence, grade, more }: Verdict): string {
  const further = more === undefined ? "" : more >= MOST_MORE ? `; more than ${MOST_MORE.toLocaleString("en-US")} more` : `; about ${more} more`
  return `${sentence} ${capital(grade)}${further}.`
}
