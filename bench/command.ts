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

/** How an option's word is taken. */
const options: Readonly<Record<string, (told: Comparison, word: string) => Partial<Comparison>>> = {
  "--strategies": (_, word) => ({ strategies: word.split(",") }),
  "--policy": (_, word) => ({ policies: word.split(",") }),
  "--base": (_, base) => ({ base }),
  "--replications": (_, word) => ({ replications: Number(word) }),
  "--seed": (_, word) => ({ seed: Number(word) }),
  "--customers": (_, customers) => ({ customers }),
  "--set": ({ settings }, word) => ({ settings: [...settings, word] }),
}

/** What a command that `compareCommand` made was told; undefined: another text. */
export function readCommand(command: string): Comparison | undefined {
  const words = [...command.matchAll(/(?:\\'|'[^']*'|[^\s'])+/g)].map(([word]) => word.replace(/'([^']*)'|\\'/g, (_, inside?: string) => inside ?? "'"))
  const [, , , scenario, ...rest] = words
  if (!command.startsWith("npx marketlab compare ") || scenario === undefined || rest.length % 2 !== 0) return undefined
  let told: Comparison = { scenario, strategies: [], replications: 0, seed: 0, settings: [] }
  for (let k = 0; k < rest.length; k += 2) {
    const take = options[rest[k] as string]
    if (!take) return undefined
    told = { ...told, ...take(told, rest[k + 1] as string) }
  }
  return told
}
