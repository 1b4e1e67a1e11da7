import type { Strategy } from "../../policies/index.ts"
import { readOptions } from "../../policies/options.ts"
import { ifThen } from "../../policies/rules/ifThen.ts"
import { InputError } from "../../scenarios/errors.ts"
import { read as readYaml } from "../../scenarios/yaml.ts"
import type { World } from "../../sim/index.ts"
import { amount, money } from "../amounts.ts"
import { quoted } from "../command.ts"
import { type DryRun, type Programme, reasonOf, sampleOf, dryRun as tryRules } from "../dryRun.ts"
import { readText } from "../node/files.ts"
import { checkStrategies, lineUp } from "../node/strategies.ts"
import { openWhole } from "../node/whole.ts"
import { passedOver, untold } from "../ruleNotes.ts"
import { version } from "../version.generated.ts"
import { read, sized, sizing, whole } from "./arguments.ts"
import { table } from "./table.ts"

const help = `marketlab dry-run [scenario]   what rules would send on a day, to whom and why; nothing is sent

  --rules file         rules to try, in YAML                                  (the strategy's own)
  --strategy s         the strategy that plays until then, by name or file    (digital)
  --day n              day of the horizon, from 1                             (28)
  --sample n           customers that are shown, 0 to 1000                    (12)
  --csv file           every customer that is due, a line each; - prints the lines, and nothing else
  --seed s             whole number from which luck follows                   (1)
  --replication r      which repeat of that seed                              (0)
  --customers n        customers simulated, for as many people                (the scenario's)
  --set path=value     changes the scenario; may be given again
  --json               one JSON document on stdout
  --help

A file of rules is a list, or options of the policy rules with such a list:
  coolDownDays: 5
  cap: { messages: 4, days: 28 }
  rules:
    - name: browsed, did not buy
      when: pageViews7d >= 3 and daysSincePurchase > 30
      treatment: offer
      priority: 1
      coolDownDays: 21

Examples
  marketlab dry-run
  marketlab dry-run everyday --rules rules.yaml --day 60 --csv who.csv
  marketlab dry-run saas --strategy digital --json
`

const options = {
  rules: { type: "string" },
  strategy: { type: "string", default: "digital" },
  day: { type: "string", default: "28" },
  sample: { type: "string", default: "12" },
  csv: { type: "string" },
  seed: { type: "string", default: "1" },
  replication: { type: "string", default: "0" },
  customers: { type: "string" },
  set: { type: "string", multiple: true, default: [] as string[] },
  json: { type: "boolean", default: false },
} as const

/** `marketlab dry-run`. @returns the exit code */
export async function dryRun(argv: readonly string[]): Promise<number> {
  const { values, positionals } = read(argv, options, 1)
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  const scenario = positionals[0] ?? "everyday"
  const luck = {
    seed: whole("seed", values.seed, 0, Number.MAX_SAFE_INTEGER),
    replication: whole("replication", values.replication, 0, 99_999),
  }
  const most = whole("sample", values.sample, 0, 1000)
  if (values.csv === "-" && values.json) throw new InputError("--csv: expected a file beside --json; found -")
  const rules = values.rules === undefined ? undefined : readProgramme(values.rules)
  const lineup = await lineUp([values.strategy])
  const strategy = lineup.strategies[0] as Strategy
  const world = sized(scenario, values)
  const day = whole("day", values.day, 1, Math.floor((world.clock.horizon * world.clock.hoursPerTick) / 24))
  checkStrategies(world, lineup)
  const writeCsv = values.csv === undefined ? undefined : values.csv === "-" ? print : openWhole("--csv", values.csv)

  const found = asked(() => tryRules(world, strategy, lineup.kinds, luck, { rules, day }), values.rules ?? `strategy ${values.strategy}`)
  const command = `npx marketlab dry-run ${quoted(scenario)}${values.rules === undefined ? "" : ` --rules ${quoted(values.rules)}`} --strategy ${quoted(values.strategy)} --day ${day} --seed ${luck.seed} --replication ${luck.replication}${sizing(values)}`
  writeCsv?.(csv(found))
  if (values.json) print(`${JSON.stringify(documentOf(found, most, { scenario: world.name, strategy: values.strategy, ...luck, command, version }))}\n`)
  else if (values.csv !== "-") print(`${text(found, most, world, strategy, rules !== undefined)}\n\nAgain: ${command}\n`)
  return 0
}

function print(data: Uint8Array | string): void {
  process.stdout.write(data)
}

/** Rules from a file. @throws InputError */
function readProgramme(file: string): Programme {
  const given = readYaml(file, readText(file))
  if (given === null || typeof given !== "object") throw new InputError(`${file}: expected a list of rules, or rules: with such a list; found neither`)
  const named = Array.isArray(given) ? { rules: given } : (given as { [name: string]: unknown })
  if (!Object.hasOwn(named, "rules"))
    throw new InputError(`${file}: expected a list of rules, or rules: with such a list; found ${Object.keys(named).join(", ") || "nothing"}`)
  return asked(() => readOptions(ifThen.card.options, named), file)
}

function asked<T>(ask: () => T, of: string): T {
  try {
    return ask()
  } catch (error) {
    if (error instanceof RangeError) throw new InputError(`${of}: ${error.message}`)
    throw error
  }
}

const decided = {
  sends: "gets",
  resting: "would get, but the last message is too fresh:",
  capped: "would get, but had its share of messages:",
  none: "",
} as const

function text(found: DryRun, most: number, world: World, strategy: Strategy, others: boolean): string {
  const count = (n: number) => n.toLocaleString("en")
  const whose = others ? `with ${strategy.name} until then` : `by ${strategy.name}'s own rules`
  const cost = found.rules.reduce((sum, rule) => sum + rule.cost, 0)
  const engage = strategy.policies.engage?.policy
  const rows = found.rules.flatMap((rule) => {
    const { outcomes: o } = rule
    return o ? [[rule.name, rule.treatment, ...[o.matches, o.taken, o.resting, o.capped, o.sends].map(count), amount(rule.cost)]] : []
  })
  const head = ["rule, in order", "treatment", "matches", "taken before", "too fresh", "capped", "sends", world.currency]
  const sample = sampleOf(found, most).map((row) => {
    const { customer, outcome, rule } = found.rows[row] as DryRun["rows"][number]
    const { name, treatment } = found.rules[rule as number] as DryRun["rules"][number]
    const why = Object.entries(reasonOf(found, row)).map(
      ([column, value]) => `${column} ${value === null ? "unknown" : amount(value, { divisor: 1, letter: "", decimals: Number.isInteger(value) ? 0 : 1 })}`,
    )
    return `  customer ${customer} ${decided[outcome]} ${treatment}. ${name}: ${why.join(", ") || "everybody"}`
  })
  return [
    `${world.name}, day ${found.day}, ${whose}: ${count(found.due)} of ${count(found.customers)} customers are due, ${count(found.treated)} would get a message, for ${money(cost, world.currency)}. Nothing is sent.`,
    ...(!others && engage !== "rules" ? [`${strategy.name}'s policy ${engage} only starts from these rules; what it learns decides.`] : []),
    "",
    table([head, ...rows], 2),
    ...found.rules.filter(({ outcomes }) => outcomes === null).map((rule) => passedOver(rule, world)),
    ...found.rules.filter(({ outcomes }) => outcomes !== null).flatMap((rule) => untold(rule, world, strategy.sources)),
    ...(sample.length > 0 ? ["", "Some of them:", ...sample] : []),
    "",
    `${world.weight === 1 ? "" : `Each customer here stands for ${count(world.weight)} people, and the money is for all of them. `}Consent, budget, capacity and guardrails may still hold a message back when it is carried out.`,
  ].join("\n")
}

function documentOf(found: DryRun, most: number, head: object) {
  const { day, customers, due, treated, rules } = found
  const sample = sampleOf(found, most).map((row) => {
    const { customer, outcome, rule } = found.rows[row] as DryRun["rows"][number]
    const by = found.rules[rule as number] as DryRun["rules"][number]
    return { customer, outcome, rule: by.name, treatment: by.treatment, values: reasonOf(found, row) }
  })
  return { ...head, day, customers, due, treated, rules, sample }
}

/** RFC 4180, with a head; nothing where there is no value. */
function csv(found: DryRun): string {
  const field = (value: string | number) => {
    const said = typeof value === "number" && Number.isNaN(value) ? "" : String(value)
    return /[",\r\n]/.test(said) ? `"${said.replaceAll('"', '""')}"` : said
  }
  const line = (values: readonly (string | number)[]) => `${values.map(field).join(",")}\r\n`
  const rows = found.rows.map(({ customer, outcome, rule }, r) => {
    const by = rule === undefined ? undefined : found.rules[rule]
    return line([customer, outcome, by?.name ?? "", by?.treatment ?? "", ...found.columns.map((column) => found.value(r, column))])
  })
  return line(["customer", "outcome", "rule", "treatment", ...found.columns]) + rows.join("")
}
