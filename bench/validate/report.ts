import type { Finding } from "../../scenarios/findings.ts"
import { jackknife } from "../statistics/jackknife.ts"
import type { Interval } from "../statistics/mean.ts"
import { type Check, type Comparison, holds, strain } from "./check.ts"
import { experimentOf } from "./experiments.ts"

/** A finding held against the market. */
export interface FindingResult {
  name: string
  about: string
  scenario: string
  window: string
  measure: string
  range: readonly [least: number, most: number]
  published: number
  source: string
  status: "in range" | "missed" | "skipped"
  value: number | null
  ci: Interval | null
  replications: number
  /** Why it is missed or skipped, as far as that is known. */
  reason: string | null
}

/** A check and how it went. */
export interface CheckResult {
  name: string
  about: string
  source: string
  status: "holds" | "fails"
  comparisons: number
  failures: number
  /** The comparison that is furthest apart, measured by its tolerance. */
  worst: Comparison | null
}

/** The document of `validate --json`. */
export interface Validation {
  seed: number
  replications: number
  checks: CheckResult[]
  findings: FindingResult[]
  command: string
  version: string
}

/** @param sums of the finding's experiment, by replication; or why it was not done */
export function findingResult(finding: Finding, sums: readonly (readonly number[])[] | string): FindingResult {
  const { name, about, scenario, window, measure, range, published, source, reason } = finding
  const known = { name, about, scenario, window, measure, range, published, source }
  const skipped = (why: string): FindingResult => ({ ...known, status: "skipped", value: null, ci: null, replications: 0, reason: why })
  const figure = experimentOf(name)?.figures[name]
  if (typeof sums === "string") return skipped(sums)
  if (!figure) return skipped("no experiment measures it yet")
  const estimate = jackknife(sums, figure)
  if (!estimate) return { ...known, status: "missed", value: null, ci: null, replications: sums.length, reason: "nothing to measure it by was sold" }
  const { value, ci } = estimate
  const inRange = value >= range[0] && value <= range[1]
  return { ...known, status: inRange ? "in range" : "missed", value, ci, replications: sums.length, reason: inRange ? null : (reason ?? null) }
}

export function checkResult({ name, about, source }: Check, comparisons: readonly Comparison[]): CheckResult {
  const failures = comparisons.filter((c) => !holds(c)).length
  const worst = comparisons.reduce<Comparison | null>((most, c) => (most && strain(most) >= strain(c) ? most : c), null)
  return { name, about, source, status: failures === 0 ? "holds" : "fails", comparisons: comparisons.length, failures, worst }
}
