import type { Strategy } from "../policies/policy.ts"
import { columnsIn } from "../policies/rules/condition.ts"
import { conditionOf, type Rule } from "../policies/rules/rule.ts"
import { hint, shown } from "../scenarios/errors.ts"
import type { World } from "../sim/index.ts"

/** Says that a rule is passed over, with the nearest treatment that the market has. */
export function passedOver({ name, treatment }: Rule, world: World): string {
  return `${name}: passed over, for ${world.name} has no treatment ${shown(treatment)}${hint(
    treatment,
    world.treatments.map((t) => t.name),
  )}`
}

/** Columns that a rule reads and no connected source tells: there, only `unknown` holds. */
export function untold(rule: Rule, { sources }: World, connected: readonly string[]): string[] {
  return columnsIn(conditionOf(rule)).flatMap((column) => {
    const tellers = sources.filter(({ columns }) => columns.includes(column)).map(({ name }) => name)
    if (tellers.some((name) => connected.includes(name))) return []
    return [`${rule.name}: no connected source tells ${column}${tellers.length > 0 ? `; ${tellers.join(", ")} would` : ""}`]
  })
}

/** What a strategy's rules, where it states its own, can never do in a market: likely slips, said and not refused, for rules serve more markets than one. */
export function ruleNotes(world: World, { name, policies, sources }: Strategy): string[] {
  const rules = (policies.engage?.options?.rules ?? []) as unknown as readonly Rule[]
  return rules.flatMap((rule) => {
    const known = world.treatments.some((treatment) => treatment.name === rule.treatment)
    return [...(known ? [] : [passedOver(rule, world)]), ...untold(rule, world, sources)].map((note) => `${name}: rule ${note}${note.endsWith("?") ? "" : "."}`)
  })
}
