import { type PolicyCard, shipped, strategies } from "../../policies/index.ts"
import { hint, InputError, shown } from "../../scenarios/errors.ts"
import { observedColumns } from "../../sim/index.ts"
import type { Source } from "../../sim/world.ts"
import { readScenario, scenarioNames } from "../node/files.ts"
import { kindNamed } from "../node/strategies.ts"
import { scoreNames, scores } from "../scores.ts"
import { read } from "./arguments.ts"
import { table } from "./table.ts"

const help = `marketlab list scenarios|strategies|policies|sources|columns|metrics   what there is, a line each

  --json   one JSON document on stdout
  --help

Examples
  marketlab list strategies
  marketlab list policies elasticity
  marketlab list policies ./mine.ts
  marketlab list metrics --json
`

type Item = { name: string; about: string }

const lists: Readonly<Record<string, () => Item[]>> = {
  scenarios: () => scenarioNames().map((name) => ({ name, about: readScenario(name).about })),
  strategies: () => Object.entries(strategies).map(([name, { about }]) => ({ name, about })),
  policies: () => [...shipped.values()].map(({ card }) => ({ name: card.name, about: card.about, ...policyCard(card) })),
  sources: () => readScenario("everyday").sources.map((source) => ({ ...source })),
  columns: () => Object.entries(observedColumns).map(([name, { meaning, unit, kind }]) => ({ name, about: `${meaning}; ${unit}, ${kinds[kind]}` })),
  metrics: () => scoreNames.map((name) => ({ name, about: `${scores[name].meaning}; ${scores[name].unit}, ${goal(scores[name].better)}` })),
}

/** What a policy's card says beyond its name. */
function policyCard({ seat, source, learns, privileged, options }: PolicyCard) {
  return {
    seat,
    source,
    learns: learns ?? false,
    privileged: privileged ?? null,
    options: Object.entries(options).map(([name, { about, expected, usual }]) => ({ name, about, expected, usual })),
  }
}

/** Policies by seat; with a policy's name, its options. */
function policyTable(): string {
  const rows = [...shipped.values()].map(({ card }) => [
    card.seat,
    card.name,
    card.privileged ? `oracle: ${card.privileged}` : card.learns ? "learns" : "",
    card.about,
  ])
  return `${table([["seat", "policy", "", "does"], ...rows], 4)}\n\nOptions of one, with their meaning: marketlab list policies <name>\n`
}

function optionTable(card: PolicyCard): string {
  const rows = Object.entries(card.options).map(([option, { about, expected, usual }]) => [option, shown(usual), expected, about])
  const about = `${card.name}, seat ${card.seat}: ${card.about}.\nAfter ${card.source}.\n`
  if (rows.length === 0) return `${about}It has no options.\n`
  return `${about}\n${table([["option", "usual", "may be", "what it is"], ...rows], 4)}\n`
}

const kinds = { fact: "as it happened", score: "a guess", class: "a guess" } as const

/** Sources as a table: names of what one tells are shortened to the first few. */
function sourceTable(sources: readonly Source[], currency: string): string {
  const percent = (share: number) => `${Math.round(share * 100)} %`
  const rows = sources.map((s) => {
    const told = [...s.columns, ...s.series]
    const more = told.length > SHOWN ? ` and ${told.length - SHOWN} more` : ""
    return [
      s.name,
      s.family,
      s.consent === "none" ? "–" : s.consent,
      s.columns.length > 0 ? percent(s.coverage) : "–",
      s.columns.length > 0 ? percent(s.match) : "–",
      span(s.refreshHours),
      span(s.delayHours),
      s.costPerDay === 0 ? "free" : String(s.costPerDay),
      told.slice(0, SHOWN).join(", ") + more,
    ]
  })
  const head = ["source", "family", "consent", "covers", "matches", "every", "late by", `${currency} a day`, "tells"]
  return `${table([head, ...rows], head.length)}\n`
}

const SHOWN = 4

function span(hours: number): string {
  return hours === 0 ? "–" : hours % 24 === 0 ? `${hours / 24} d` : `${hours} h`
}

function goal(better: "more" | "less" | "neither"): string {
  return better === "neither" ? "neither more nor less is better" : `${better} is better`
}

/** Policies alone are listed one by one too. */
const positionalsOf = (argv: readonly string[]) => (argv[0] === "policies" ? 2 : 1)

/** `marketlab list`. @returns the exit code */
export async function listCommand(argv: readonly string[]): Promise<number> {
  const { values, positionals } = read(argv, { json: { type: "boolean", default: false } }, positionalsOf(argv))
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  const names = Object.keys(lists)
  const what = positionals[0]
  const make = what !== undefined && Object.hasOwn(lists, what) ? lists[what] : undefined
  if (!make) throw new InputError(`list: expected one of ${names.join(", ")}; found ${shown(what)}${hint(what, names)}`)
  const name = positionals[1]
  if (name !== undefined) {
    const { card } = (await kindNamed(name)).kind
    process.stdout.write(values.json ? `${JSON.stringify({ name: card.name, ...policyCard(card) })}\n` : optionTable(card))
    return 0
  }
  const items = make()
  if (what === "policies" && !values.json) {
    process.stdout.write(policyTable())
    return 0
  }
  if (what === "sources" && !values.json) {
    const { sources, currency } = readScenario("everyday")
    process.stdout.write(sourceTable(sources, currency))
    return 0
  }
  const width = Math.max(...items.map(({ name }) => name.length))
  process.stdout.write(values.json ? `${JSON.stringify(items)}\n` : items.map(({ name, about }) => `${name.padEnd(width)}  ${about}\n`).join(""))
  return 0
}
