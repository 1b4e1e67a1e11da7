import { amount, capital, change, figure, money, percent, scaleOf } from "./amounts.ts"
import { MOST_MORE, type Verdict } from "./judgement.ts"

/** A verdict in English, in counts that a layman can check: its first clause, and what follows. */
export function clauses(v: Verdict): [first: string, rest: string] {
  if (v.n === 0) return [`${capital(v.a)} and ${v.b} have no result to compare.`, ""]
  if (v.same) return [`${capital(v.a)} and ${v.b} earned exactly the same in ${v.n === 1 ? "the one repeat" : `all ${v.n} repeats`}:`, "the difference is 0."]
  const opening = v.against ? `Against ${v.b}, ${v.a}` : capital(v.a)
  const half = v.ci ? (v.ci[1] - v.ci[0]) / 2 : undefined
  const scale = scaleOf([v.mean, ...(v.ci ?? [])], half === undefined ? undefined : half / 5)
  const relative = v.relative === null ? "" : percent(v.relative)
  const interval = v.ci ? `95 % interval ${figure(v.ci[0], scale)} to ${figure(v.ci[1], scale)}${scale.letter && ` ${scale.letter}`}` : ""
  const inBrackets = [relative, interval].filter(Boolean).join("; ")
  return [
    `${opening} earned ${v.gains ? "more" : "less"} in ${v.won} of ${v.n} ${v.n === 1 ? "repeat" : "repeats"},`,
    [
      `on average ${money(Math.abs(v.mean), v.currency, scale)}${v.gains ? "" : " less"}${inBrackets && ` (${inBrackets})`}`,
      `${cost(v)}.`,
      `${v.gains ? "Worst" : "Best"}: ${change(v.extreme, fitting(v.extreme, scale))}.`,
    ].join(" "),
  ]
}

/** The scale of the other figures, unless a figure would vanish in it. */
export function fitting(value: number, scale: ReturnType<typeof scaleOf>) {
  return Math.abs(value) / scale.divisor >= 10 ** -scale.decimals ? scale : scaleOf([value])
}

function cost({ cost, currency }: Verdict): string {
  if (cost === null) return "at unknown cost"
  if (cost === "equal") return "at equal cost"
  return `while spending ${currency} ${amount(Math.abs(cost.gap))} ${cost.gap > 0 ? "more" : "less"}${cost.share === null ? "" : ` (${percent(cost.share)})`}`
}

/** A verdict's grade as the end of what is said, with the repeats that it asks for. */
export function graded({ grade, more }: Verdict): string {
  const further = more === undefined ? "" : more >= MOST_MORE ? `; more than ${MOST_MORE.toLocaleString("en-US")} more` : `; about ${more} more`
  return `${capital(grade)}${further}.`
}

/** A verdict in counts, without its grade. */
export function sentence(v: Verdict): string {
  return clauses(v).filter(Boolean).join(" ")
}

/** A verdict in one line: its sentence, then its grade. */
export function say(v: Verdict): string {
  return `${sentence(v)} ${graded(v)}`
}
