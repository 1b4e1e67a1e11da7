import type { Books, Table } from "../../sim/observation.ts"
import { data, number, type ValuesOf } from "../options.ts"
import { type Json, policy } from "../policy.ts"
import { choose, daysRemembered } from "./choose.ts"
import { mailRules } from "./mailRules.ts"
import { type Cap, capExpected, columnsRead, type Rule, readCap, readRules } from "./rule.ts"
import { Sent } from "./sent.ts"

/** Options of all policies that start from rules. */
export const ruleOptions = {
  rules: data<readonly Rule[]>(mailRules, "each with name, when (a condition) and treatment; the first that holds decides", "a list of rules", readRules),
  coolDownDays: number(7, "days since the last message that a customer was seen to get, at least", { least: 0 }),
}

export type RuleOptions = ValuesOf<typeof ruleOptions>

const card = {
  name: "rules",
  seat: "engage",
  about: "If-then rules on observed columns: the first that holds decides, with cool-downs and caps",
  source: "Practice: marketing automation",
  options: {
    ...ruleOptions,
    cap: data<Cap | null>(null, "most messages to a customer in a number of days, those that are not yet reported among them", capExpected, (value) =>
      value === null ? null : readCap(value),
    ),
  },
} as const

/**
 * If-then automation on observed columns: the marketer's rules. The one of highest priority whose condition certainly holds decides; what is unknown holds for
 * nothing but `unknown`. The cool-down over all rules goes by the contacts that are observed, which are reported late; caps and the cool-downs of
 * single rules go by what was decided here, until the feedback says what was not sent after all.
 */
export const ifThen = policy(card, (options) => {
  const { rules } = options
  const limits = { coolDownDays: options.coolDownDays, cap: options.cap ?? undefined }
  const days = daysRemembered(rules, limits)
  const sent = days > 0 ? new Sent() : undefined
  return {
    needs: columnsOf(options),
    act(observation) {
      const { tick, hoursPerTick, customers } = observation
      sent?.forget(tick - days * (24 / hoursPerTick))
      const choice = choose(rules, limits, observation, sent)
      sent?.add(tick, customers.rows, choice.rule)
      const sends = Object.fromEntries(choice.rules.flatMap(({ name, tally }) => (tally && tally.sends > 0 ? [[name, tally.sends]] : [])))
      return {
        action: { treatment: choice.treatment },
        reason: firedOf(choice.rules).join(", ") || "no rule fired",
        because: { kind: "rules", figures: sends },
      }
    },
    learn({ decidedAt, rows, treatment }) {
      sent?.correct(decidedAt, rows, treatment)
    },
    begin() {
      sent?.forget(Number.POSITIVE_INFINITY)
    },
    save: (): Json => sent?.save() ?? null,
    load(state) {
      if (state !== null) sent?.load(state)
    },
  }
})

/** Columns that rules read. */
export function columnsOf({ rules }: RuleOptions): string[] {
  return [...new Set(["daysSinceContact", ...columnsRead(rules)])]
}

/** What the rules send to each row, and how often each fired; limits of single rules are left to the policy `rules`. */
export function apply({ rules, coolDownDays }: RuleOptions, customers: Table, books: Books): { treatment: Uint8Array; fired: string[] } {
  const choice = choose(rules, { coolDownDays }, { tick: 0, hoursPerTick: 24, customers, books })
  return { treatment: choice.treatment, fired: firedOf(choice.rules) }
}

const firedOf = (rules: ReturnType<typeof choose>["rules"]) => rules.flatMap(({ name, tally }) => (tally && tally.sends > 0 ? [`${name}: ${tally.sends}`] : []))

/** Rows whose last message is long enough ago; one never contacted is rested. */
export function restedRows(customers: Table, coolDownDays: number): (row: number) => boolean {
  const contact = customers.column("daysSinceContact")
  return (r) => !contact || !((contact[r] as number) < coolDownDays)
}
