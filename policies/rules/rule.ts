import { hint, oneOf, shown } from "../../scenarios/errors.ts"
import { customerColumns } from "../../sim/observation.ts"
import { type Condition, columnsIn } from "./condition.ts"
import { condition } from "./expression.ts"

/** At most so many messages to a customer within so many days. */
export interface Cap {
  messages: number
  days: number
}

/** If a condition certainly holds for a customer, then send this. */
export interface Rule {
  name: string
  /** A condition on observed columns (expression.ts): `pageViews7d >= 3 and unknown(daysSincePurchase)`. */
  when: string
  treatment: string
  /** Rules of higher priority decide first, of one priority in the order of the list. 0 without it. */
  priority?: number
  /** Days between two messages of this rule to one customer, at least. */
  coolDownDays?: number
  /** Of this rule's messages to one customer. */
  cap?: Cap
}

const MOST_RULES = 200

/** Reads rules as they were given. @throws RangeError that names the rule, what was expected, what was found, and the nearest name */
export function readRules(given: unknown): readonly Rule[] | undefined {
  if (!Array.isArray(given)) return undefined
  if (given.length > MOST_RULES) throw new RangeError(`expected at most ${MOST_RULES} rules; found ${given.length}`)
  const rules = given.map((rule, k) => readRule(rule, k))
  for (const [k, { name }] of rules.entries())
    if (rules.findIndex((rule) => rule.name === name) < k) throw new RangeError(`${shown(name)}: expected each name once; found it twice`)
  return rules
}

const fields = ["name", "when", "treatment", "priority", "coolDownDays", "cap"]

function readRule(given: unknown, place: number): Rule {
  const name = own(given, "name")
  const fail = (field: string, expected: string, found: unknown): never => {
    throw new RangeError(`${typeof name === "string" ? shown(name) : `[${place}]`}: ${field}expected ${expected}; found ${shown(found)}`)
  }
  if (given === null || typeof given !== "object" || Array.isArray(given)) return fail("", "a rule with name, when and treatment", given)
  for (const key of Object.keys(given))
    if (!fields.includes(key)) throw new RangeError(`${shown(name)}: expected ${oneOf(fields)}; found ${shown(key)}${hint(key, fields)}`)
  const text = (field: string, expected: string) => {
    const value = own(given, field)
    return typeof value === "string" && value.trim() !== "" ? value : fail(`${field}: `, expected, value)
  }
  const optional = (field: string, expected: string, fits: (value: number) => boolean) => {
    const value = own(given, field)
    if (value === undefined) return {}
    return typeof value === "number" && fits(value) ? { [field]: value } : fail(`${field}: `, expected, value)
  }
  const rule: Rule = {
    name: text("name", "the rule's name"),
    when: text("when", "a condition such as pageViews7d >= 3"),
    treatment: text("treatment", "a treatment's name"),
    ...optional("priority", "a number, more for rules that decide first", Number.isFinite),
    ...optional("coolDownDays", "days, at least 0", (days) => days >= 0),
  }
  try {
    conditionOf(rule)
  } catch (error) {
    if (error instanceof RangeError) throw new RangeError(`${shown(name)}: when: ${error.message}`)
    throw error
  }
  const limit = own(given, "cap")
  if (limit === undefined) return rule
  return { ...rule, cap: readCap(limit) ?? fail("cap: ", capExpected, limit) }
}

/** What messages say that a cap may be. */
export const capExpected = "messages, a whole number of at least 1, in days, above 0"

/** Reads a cap as it was given. */
export function readCap(given: unknown): Cap | undefined {
  const [messages, days, ...rest] = [own(given, "messages"), own(given, "days"), ...Object.keys(given ?? {}).slice(2)]
  const whole = typeof messages === "number" && Number.isSafeInteger(messages) && messages >= 1
  return whole && typeof days === "number" && days > 0 && rest.length === 0 ? { messages, days } : undefined
}

function own(given: unknown, field: string): unknown {
  return given !== null && typeof given === "object" && Object.hasOwn(given, field) ? (given as Record<string, unknown>)[field] : undefined
}

/** What a rule asks of a customer. @throws RangeError as `condition` */
export function conditionOf({ when }: Rule): Condition {
  return condition(when, customerColumns)
}

/** Columns that rules read. */
export function columnsRead(rules: readonly Rule[]): string[] {
  return [...new Set(rules.flatMap((rule) => columnsIn(conditionOf(rule))))]
}
