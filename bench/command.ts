/** A word as a shell takes it. */
export function quoted(word: string): string {
  return /^[\w@%+:,./-][\w@%+=:,./#-]*$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

/** What `marketlab compare` is told. */
export interface Comparison {
  /** A shipped scenario's name, or a file. */
  scenario: string
  strategies: readonly string[]
  /** Policies that are each put into the base, and the base: digital where nothing is said. */
  policies?: readonly string[]
  base?: string
  replications: number
  seed: number
  /** Simulated, for as many people; the scenario's where nothing is said. */
  customers?: string | undefined
  /** `path=value` */
  settings: readonly string[]
}

/** The command that computes a comparison again, from the command line as from the web lab. */
export function compareCommand({ scenario, strategies, policies = [], base = "digital", replications, seed, customers, settings }: Comparison): string {
  return [
    "npx marketlab compare",
    quoted(scenario),
    `--strategies ${quoted(strategies.join(","))}`,
    ...(policies.length > 0 ? [`--policy ${quoted(policies.join(","))}${base === "digital" ? "" : ` --base ${quoted(base)}`}`] : []),
    `--replications ${replications} --seed ${seed}`,
    ...(customers === undefined ? [] : [`--customers ${customers}`]),
    ...settings.map((setting) => `--set ${quoted(setting)}`),
  ].join(" ")
}

const options: Readonly<Record<string, "strategies" | "policies" | "base" | "replications" | "seed" | "settings">> = {
  "--strategies": "strategies",
  "--policy": "policies",
  "--base": "base",
  "--replications": "replications",
  "--seed": "seed",
  "--set": "settings",
}

/** What a command that `compareCommand` made was told; undefined: another text. */
export function readCommand(command: string): Comparison | undefined {
  const words = [...command.matchAll(/(?:\\'|'[^']*'|[^\s'])+/g)].map(([word]) => word.replace(/'([^']*)'|\\'/g, (_, inside?: string) => inside ?? "'"))
  const [, , , scenario, ...rest] = words
  if (!command.startsWith("npx marketlab compare ") || scenario === undefined || rest.length % 2 !== 0) return undefined
  const told: Comparison = { scenario, strategies: [], replications: 0, seed: 0, settings: [] }
  const settings: string[] = []
  for (let k = 0; k < rest.length; k += 2) {
    const [option, value] = [options[rest[k] as string], rest[k + 1] as string]
    if (option === undefined) return undefined
    if (option === "settings") settings.push(value)
    else Object.assign(told, { [option]: option === "base" ? value : option === "seed" || option === "replications" ? Number(value) : value.split(",") })
  }
  return { ...told, settings }
}
