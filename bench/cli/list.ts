import { strategies } from "../../policies/index.ts"
import { hint, InputError, shown } from "../../scenarios/errors.ts"
import { observedColumns } from "../../sim/index.ts"
import type { Source } from "../../sim/world.ts"
import { scoreNames, scores } from "../experiment.ts"
import { readScenario, scenarioNames } from "../node/files.ts"
import { read } from "./arguments.ts"
import { table } from "./table.ts"

const help = `marketlab list scenarios|strategies|sources|columns|metrics   what there is, a line each

  --json   one JSON document on stdout
  --help

Examples
  marketlab list strategies
  marketlab list metrics --json
`

type Item = { name: string; about: string }

const lists: Readonly<Record<string, () => Item[]>> = {
  scenarios: () => scenarioNames().map((name) => ({ name, about: readScenario(name).about })),
  strategies: () => Object.entries(strategies).map(([name, { about }]) => ({ name, about })),
  sources: () => readScenario("everyday").sources.map((source) => ({ ...source })),
  columns: () => Object.entries(observedColumns).map(([name, { meaning, unit, kind }]) => ({ name, about: `${meaning}; ${unit}, ${kinds[kind]}` })),
  metrics: () => scoreNames.map((name) => ({ name, about: `${scores[name].meaning}; ${scores[name].unit}, ${goal(scores[name].better)}` })),
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

/** `marketlab list`. @returns the exit code */
export async function listCommand(argv: readonly string[]): Promise<number> {
  const { values, positionals } = read(argv, { json: { type: "boolean", default: false } }, 1)
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  const names = Object.keys(lists)
  const what = positionals[0]
  const make = what !== undefined && Object.hasOwn(lists, what) ? lists[what] : undefined
  if (!make) throw new InputError(`list: expected one of ${names.join(", ")}; found ${shown(what)}${hint(what, names)}`)
  const items = make()
  if (what === "sources" && !values.json) {
    const { sources, currency } = readScenario("everyday")
    process.stdout.write(sourceTable(sources, currency))
    return 0
  }
  const width = Math.max(...items.map(({ name }) => name.length))
  process.stdout.write(values.json ? `${JSON.stringify(items)}\n` : items.map(({ name, about }) => `${name.padEnd(width)}  ${about}\n`).join(""))
  return 0
}
