import type { Books, Table } from "../../sim/observation.ts"
import { data, number, type ValuesOf } from "../options.ts"
import { policy } from "../policy.ts"
import { mailRules } from "./mailRules.ts"

/** One test of an observed column; an unknown value fails every test but `unknown`. */
export type Condition = readonly [column: string, test: ">=" | "<" | "unknown", value?: number]

/** If all conditions hold, then send this. */
export interface Rule {
  name: string
  when: readonly Condition[]
  treatment: string
}

/** Options of all policies that start from rules. */
export const ruleOptions = {
  rules: data<readonly Rule[]>(mailRules, "in order of priority: the first that fires decides", "a list of rules", (value) =>
    Array.isArray(value) ? (value as Rule[]) : undefined,
  ),
  coolDownDays: number(7, "days between two messages to one customer, at least", { least: 0 }),
}

export type RuleOptions = ValuesOf<typeof ruleOptions>

const card = {
  name: "rules",
  seat: "engage",
  about: "If-then rules on observed columns: the first that fires decides, with a cool-down",
  source: "Practice: marketing automation",
  options: ruleOptions,
} as const

/** If-then automation on observed columns: the marketer's rules, first match wins, with a cool-down. */
export const ifThen = policy(card, (options) => {
  return {
    needs: columnsOf(options),
    act({ customers, books }) {
      const { treatment, fired } = apply(options, customers, books)
      return { action: { treatment }, reason: fired.join(", ") || "no rule fired" }
    },
    save: () => null,
    load() {},
  }
})

/** Columns that rules read. */
export function columnsOf({ rules }: RuleOptions): string[] {
  return [...new Set(["daysSinceContact", ...rules.flatMap((r) => r.when.map(([column]) => column))])]
}

/** What the rules send to each row, and how often each fired. */
export function apply({ rules, coolDownDays }: RuleOptions, customers: Table, books: Books): { treatment: Uint8Array; fired: string[] } {
  const treatment = new Uint8Array(customers.rows.length)
  const rested = restedRows(customers, coolDownDays)
  const fired: string[] = []
  for (const rule of rules) {
    const number = books.treatments.findIndex((t) => t.name === rule.treatment) + 1
    if (number === 0) continue
    const tests = rule.when.map((condition) => test(customers, condition))
    let count = 0
    for (let r = 0; r < treatment.length; r++) {
      if (treatment[r] !== 0 || !rested(r) || !tests.every((holds) => holds(r))) continue
      treatment[r] = number
      count++
    }
    if (count > 0) fired.push(`${rule.name}: ${count}`)
  }
  return { treatment, fired }
}

/** Rows whose last message is long enough ago; one never contacted is rested. */
export function restedRows(customers: Table, coolDownDays: number): (row: number) => boolean {
  const contact = customers.column("daysSinceContact")
  return (r) => !contact || !((contact[r] as number) < coolDownDays)
}

function test(customers: Table, [column, kind, value = 0]: Condition): (row: number) => boolean {
  const values = customers.column(column)
  if (!values) return () => false
  if (kind === "unknown") return (r) => Number.isNaN(values[r])
  return kind === ">=" ? (r) => (values[r] as number) >= value : (r) => (values[r] as number) < value
}
