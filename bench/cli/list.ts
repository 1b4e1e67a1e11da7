import { strategies } from "../../policies/index.ts"
import { hint, InputError, shown } from "../../scenarios/errors.ts"
import { scoreNames, scores } from "../experiment.ts"
import { readScenario, scenarioNames } from "../node/files.ts"
import { read } from "./arguments.ts"

const help = `marketlab list scenarios|strategies|sources|metrics   what there is, a line each

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
  sources() {
    const { sources, currency } = readScenario("everyday")
    return sources.map(({ name, family, columns, series, costPerDay }) => ({
      name,
      about: `${[...columns, ...series].join(", ")}; ${family}, ${costPerDay === 0 ? "free" : `${currency} ${costPerDay} a day`}`,
    }))
  },
  metrics: () => scoreNames.map((name) => ({ name, about: `${scores[name].meaning}; ${scores[name].unit}, ${goal(scores[name].better)}` })),
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
  const width = Math.max(...items.map(({ name }) => name.length))
  process.stdout.write(values.json ? `${JSON.stringify(items)}\n` : items.map(({ name, about }) => `${name.padEnd(width)}  ${about}\n`).join(""))
  return 0
}
