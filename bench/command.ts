/** A word as a shell takes it. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./#-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
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
