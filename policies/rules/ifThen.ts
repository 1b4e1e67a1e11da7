import type { Table } from "../../sim/observation.ts"
import type { Policy } from "../policy.ts"

/** One test of an observed column; an unknown value fails every test but `unknown`. */
export type Condition = readonly [column: string, test: ">=" | "<" | "unknown", value?: number]

/** If all conditions hold, then send this. */
export interface Rule {
  name: string
  when: readonly Condition[]
  treatment: string
}

export interface RuleOptions {
  /** In order of priority: the first that fires decides. */
  rules: readonly Rule[]
  /** Days between two messages to one customer, at least. */
  coolDownDays: number
}

/** If-then automation on observed columns: the marketer's rules, first match wins, with a cool-down. */
export function ifThen(options: RuleOptions): Policy<"engage"> {
  const needs = [...new Set(["daysSinceContact", ...options.rules.flatMap((r) => r.when.map(([column]) => column))])]
  return {
    needs,
    act({ customers, books }) {
      const treatment = new Uint8Array(customers.rows.length)
      const contact = customers.column("daysSinceContact")
      const fired: string[] = []
      for (const rule of options.rules) {
        const number = books.treatments.findIndex((t) => t.name === rule.treatment) + 1
        if (number === 0) continue
        const tests = rule.when.map((condition) => test(customers, condition))
        let count = 0
        for (let r = 0; r < treatment.length; r++) {
          if (treatment[r] !== 0 || (contact && (contact[r] as number) < options.coolDownDays)) continue
          if (!tests.every((holds) => holds(r))) continue
          treatment[r] = number
          count++
        }
        if (count > 0) fired.push(`${rule.name}: ${count}`)
      }
      return { action: { treatment }, reason: fired.join(", ") || "no rule fired" }
    },
    save: () => null,
    load() {},
  }
}

function test(customers: Table, [column, kind, value = 0]: Condition): (row: number) => boolean {
  const values = customers.column(column)
  if (!values) return () => false
  if (kind === "unknown") return (r) => Number.isNaN(values[r])
  return kind === ">=" ? (r) => (values[r] as number) >= value : (r) => (values[r] as number) < value
}
