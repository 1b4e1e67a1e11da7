import { type Kinds, kindOf } from "../policies/catalogue.ts"
import { readOptions } from "../policies/options.ts"
import { playerOf } from "../policies/player.ts"
import type { Strategy } from "../policies/policy.ts"
import { type Choice, choose, stops } from "../policies/rules/choose.ts"
import { columnsIn } from "../policies/rules/condition.ts"
import { columnsOf, type ifThen } from "../policies/rules/ifThen.ts"
import { conditionOf, type Rule } from "../policies/rules/rule.ts"
import { Sent } from "../policies/rules/sent.ts"
import { type Luck, type Observation, open, type World } from "../sim/index.ts"
import { foresightOf } from "./foresight.ts"

/** Rules with the limits over all of them: options of the policy `rules`. */
export type Programme = NonNullable<Required<Parameters<typeof ifThen>[0]>>

/** What would be sent to a customer: what a rule does, or what keeps the first that holds from doing it. */
export type Outcome = "sends" | (typeof stops)[number] | "none"

/** What rules would do on a day, and why. */
export interface DryRun {
  /** Of the horizon, from 1. */
  day: number
  customers: number
  due: number
  treated: number
  /** In the order in which they decide. Customers that match, by what becomes of them; null where the market has no such treatment. */
  rules: readonly (Rule & { outcomes: { taken: number; resting: number; capped: number; sends: number; matches: number } | null; cost: number })[]
  /** Each due customer: its number, what becomes of it, and by which rule (its place in `rules`; undefined: none holds). */
  rows: readonly { customer: number; outcome: Outcome; rule: number | undefined }[]
  /** What is known of a row, of a column. */
  value(row: number, column: string): number
  /** Columns that the rules and their limits read. */
  columns: readonly string[]
}

/** A strategy's own rules: those of its engage policy. @throws RangeError where it has none */
export function programmeOf(strategy: Strategy, kinds: Kinds): Programme {
  const choice = strategy.policies.engage
  const options = choice && kindOf(choice.policy, kinds).card.options
  if (!options || !Object.hasOwn(options, "rules"))
    throw new RangeError(`${strategy.name}: expected an engage policy with rules; found ${choice?.policy ?? "none"}. Give rules of your own`)
  return { cap: null, ...readOptions(options, choice.options) } as unknown as Programme
}

/**
 * Plays a strategy to a day on which engage decides, and asks rules what they would send. Nothing is sent.
 * @param rules other rules than the strategy's own; what the strategy has sent until then counts for their caps
 * @param day of the horizon, from 1: the first on or after it on which engage is due
 * @throws RangeError where there is no such day
 */
export function dryRun(world: World, strategy: Strategy, kinds: Kinds, luck: Luck, { rules, day }: { rules?: Programme | undefined; day: number }): DryRun {
  const programme = rules ?? programmeOf(strategy, kinds)
  const player = playerOf(strategy, kinds)
  const columns = columnsOf(programme)
  const market = open(world, { ...player.firm, needs: [...new Set([...player.firm.needs, ...columns])] }, luck)
  const foresight = foresightOf(market, player, luck)
  const sent = new Sent()
  const perDay = 24 / world.clock.hoursPerTick
  let step = market.look()
  for (let t = 0; t < world.clock.horizon; t++) {
    if (t >= Math.round((day - 1) * perDay) && step.info.due.includes("engage")) {
      const own = !rules && strategy.policies.engage?.policy === "rules" ? player.minds.engage?.save() : undefined
      if (own) sent.load(own)
      return outcome(world, programme, step.observation, sent)
    }
    for (const f of step.feedback) if (f.seat === "engage") sent.correct(f.decidedAt, f.rows, f.treatment)
    const { tick, customers } = step.observation
    const decisions = player.decide(step, luck, foresight)
    if (decisions.engage)
      sent.add(
        tick,
        customers.rows,
        decisions.engage.action.treatment.map((number) => (number > 0 ? OTHERS : 0)),
      )
    step = market.step(decisions)
  }
  throw new RangeError(`expected a day on which engage decides, at most ${Math.floor(world.clock.horizon / perDay)}; found ${day}`)
}

/** Place of messages that none of the rules sent: there are no more than 200 rules. */
const OTHERS = 255

function outcome(world: World, { rules, coolDownDays, cap }: Programme, observation: Observation, sent: Sent): DryRun {
  const { tick, customers, books } = observation
  const choice = choose(rules, { coolDownDays, cap: cap ?? undefined }, observation, sent)
  const columns = [...new Set([...choice.rules.flatMap((rule) => columnsIn(conditionOf(rule))), "daysSinceContact"])]
  const known = new Map(columns.map((name) => [name, customers.column(name)]))
  return {
    day: Math.floor((tick * world.clock.hoursPerTick) / 24) + 1,
    customers: world.customers,
    due: customers.rows.length,
    treated: choice.treatment.reduce((sum, number) => sum + (number > 0 ? 1 : 0), 0),
    rules: choice.rules.map(({ tally, ...rule }) => ({
      ...rule,
      outcomes: tally ?? null,
      cost: (tally?.sends ?? 0) * (books.treatments.find(({ name }) => name === rule.treatment)?.cost ?? 0),
    })),
    rows: Array.from(customers.rows, (customer, r) => ({ customer, ...whatOf(choice, r) })),
    value: (row, column) => known.get(column)?.[row] ?? Number.NaN,
    columns,
  }
}

function whatOf({ rule, first, stopped }: Choice, r: number): { outcome: Outcome; rule: number | undefined } {
  if (rule[r] !== 0) return { outcome: "sends", rule: (rule[r] as number) - 1 }
  if (first[r] !== 0) return { outcome: stops[(stopped[r] as number) - 1] as Outcome, rule: (first[r] as number) - 1 }
  return { outcome: "none", rule: undefined }
}

/** Rows that show every rule at work: of each rule and outcome some, in turn, at most so many. */
export function sampleOf({ rows, rules }: DryRun, most: number): number[] {
  const kinds = rules.flatMap((_, k) =>
    (["sends", ...stops] as const).map((what) => rows.flatMap((row, r) => (row.rule === k && row.outcome === what ? [r] : []))),
  )
  const out: number[] = []
  for (let turn = 0; out.length < most && kinds.some((kind) => kind.length > turn); turn++)
    for (const kind of kinds) if (kind[turn] !== undefined && out.length < most) out.push(kind[turn] as number)
  return out.sort((a, b) => Number(rows[a]?.rule) - Number(rows[b]?.rule) || a - b)
}

/** What decided about a row: the values of the columns that its rule reads, and the last contact where that keeps it back. */
export function reasonOf(run: DryRun, row: number): { [column: string]: number | null } {
  const { rule, outcome } = run.rows[row] as DryRun["rows"][number]
  if (rule === undefined) return {}
  const columns = columnsIn(conditionOf(run.rules[rule] as Rule))
  const all = outcome === "resting" && !columns.includes("daysSinceContact") ? [...columns, "daysSinceContact"] : columns
  return Object.fromEntries(all.map((column) => [column, Number.isNaN(run.value(row, column)) ? null : run.value(row, column)]))
}
