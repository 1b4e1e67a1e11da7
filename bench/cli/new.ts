import { existsSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import { shipped, strategies } from "../../policies/index.ts"
import { hint, InputError, oneOf, shown } from "../../scenarios/errors.ts"
import { type Seat, seats } from "../../sim/index.ts"
import { readText, root, scenarioNames } from "../node/files.ts"
import { policyTemplate, policyTest } from "../node/templates.ts"
import { writeWhole } from "../node/whole.ts"
import { read } from "./arguments.ts"

const help = `marketlab new policy|strategy|scenario <name>   a commented starting point, in this folder

  --seat s   of a policy: ${seats.join(", ")}   (plan)
  --help

Nothing that exists is written over.

Examples
  marketlab new policy thrifty && npx marketlab compare --policy ./thrifty.ts
  marketlab new policy gentle --seat engage
  marketlab new strategy mine && npx marketlab compare --strategies digital,./mine.yaml
  marketlab new scenario tea && npx marketlab compare ./tea.yaml
`

/** Files of each kind of start, by name. */
const starts: Readonly<Record<string, (name: string, seat: Seat) => Readonly<Record<string, string>>>> = {
  policy: (name, seat) => ({ [`${name}.ts`]: policyTemplate(name, seat), [`${name}.test.mjs`]: policyTest(name, root) }),
  strategy: (name) => ({ [`${name}.yaml`]: strategyTemplate(name) }),
  scenario: (name) => ({
    [`${name}.yaml`]: readText(join(root, "scenarios", "markets", "everyday.yaml"))
      .replace(/^name: .*$/m, `name: ${name}`)
      .replace(
        /^# Everyday consumer goods.*$/m,
        `# ${name}: a copy of everyday, to be changed. Any key may be left out where docs/parameters.md has a default.`,
      ),
  }),
}

/** Names that are given: a policy of your own could not be told from one that ships. */
const taken = { policy: () => [...shipped.keys()], strategy: () => Object.keys(strategies), scenario: scenarioNames } as const

function strategyTemplate(name: string): string {
  return `# A strategy: what is not said here is as in the one that it extends.
name: ${name}
about: Last year's shares, and mail by rules of our own
extends: digital # a strategy that ships, or a file beside this one

# A policy for each seat: plan, create, engage, respond, bid. \`marketlab list policies\` shows all, \`marketlab list policies <name>\` the options of one;
# a file of your own goes by its path (./mine.ts). A seat that is left empty is nobody's: its last decision stands.
policies:
  plan: { policy: last-year }
  engage: { policy: rules, options: { coolDownDays: 14 } }
  respond:

# Connected sources: what is not connected, no policy sees. \`marketlab list sources\`
sources: [crm, mailTool, shop, web, adPlatforms]

# Days after a message in which its outcome is counted.
outcomeDays: 14

organisation:
  cadence: { plan: 168 } # hours between decisions of a seat
`
}

/** \`marketlab new\`. @returns the exit code */
export async function newCommand(argv: readonly string[]): Promise<number> {
  const { values, positionals } = read(argv, { seat: { type: "string", default: "plan" } }, 2)
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  const [what, path] = positionals
  const kinds = Object.keys(starts)
  const start = what !== undefined && Object.hasOwn(starts, what) ? starts[what] : undefined
  if (!start) throw new InputError(`new: expected ${oneOf(kinds)}; found ${shown(what)}${hint(what, kinds)}`)
  if (path === undefined) throw new InputError(`new ${what}: expected a name; found nothing`)
  const name = basename(path)
  if (!/^[A-Za-z][\w-]{0,39}$/.test(name))
    throw new InputError(`new ${what}: expected a name of letters, digits, - and _, a letter first; found ${shown(name)}`)
  const ships = taken[what as keyof typeof taken]()
  if (ships.includes(name)) throw new InputError(`new ${what}: expected a name of your own; found ${name}, which ships`)
  if (!seats.includes(values.seat as Seat)) throw new InputError(`--seat: expected ${oneOf(seats)}; found ${shown(values.seat)}${hint(values.seat, seats)}`)
  const folder = dirname(path)
  if (!existsSync(folder)) throw new InputError(`${folder}: expected a folder; found nothing there`)
  const files = Object.entries(start(name, values.seat as Seat))
  for (const [file] of files) if (existsSync(join(folder, file))) throw new InputError(`${join(folder, file)}: expected a name that is free; found a file`)
  for (const [file, text] of files) writeWhole(folder, file, text)
  const first = join(folder, files[0]?.[0] as string)
  const at = first.startsWith("/") || first.startsWith(".") ? first : `./${first}`
  const next: Readonly<Record<string, string>> = {
    policy: `npx marketlab check ${at}\n  npx marketlab compare --policy ${at}`,
    strategy: `npx marketlab compare --strategies digital,${at}`,
    scenario: `npx marketlab compare ${at}`,
  }
  process.stdout.write(`${files.map(([file]) => join(folder, file)).join("\n")}\n\nNext:\n  ${next[what as string]}\n`)
  return 0
}
