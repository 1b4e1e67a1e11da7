#!/usr/bin/env node
import { hint, InputError } from "../../scenarios/errors.ts"
import { version } from "../version.generated.ts"

interface Command {
  about: string
  load(): Promise<(argv: string[]) => Promise<number>>
}

const commands: Readonly<Record<string, Command>> = {
  compare: { about: "strategies against each other, on the same customers and luck", load: async () => (await import("./compare.ts")).compare },
  run: { about: "one strategy once, a line for every four weeks", load: async () => (await import("./run.ts")).run },
  train: { about: "a policy learns over many runs, and is judged on luck that it never met", load: async () => (await import("./train.ts")).train },
  incrementality: {
    about: "what each channel truly brings, beside what attribution says",
    load: async () => (await import("./incrementality.ts")).incrementality,
  },
  "dry-run": { about: "what rules would send on a day, to whom and why", load: async () => (await import("./dryRun.ts")).dryRun },
  validate: { about: "closed forms and published findings: is the market any good?", load: async () => (await import("./validate.ts")).validate },
  lab: { about: "the web lab, in the browser", load: async () => (await import("./lab.ts")).lab },
  list: { about: "scenarios, strategies, policies, sources, columns, metrics: what there is", load: async () => (await import("./list.ts")).listCommand },
  check: { about: "which rules for policies a policy breaks", load: async () => (await import("./check.ts")).check },
  new: { about: "a commented starting point: policy, strategy or scenario", load: async () => (await import("./new.ts")).newCommand },
  bench: { about: "speed", load: async () => (await import("./bench.ts")).bench },
}

const help = `marketlab   tries marketing strategies on a synthetic market before money is spent

${Object.entries(commands)
  .map(([name, { about }]) => `  ${name.padEnd(15)} ${about}`)
  .join("\n")}

  marketlab <command> --help   options and examples
  marketlab --version

Start with: marketlab compare
`

async function main([name, ...argv]: string[]): Promise<number> {
  if (name === "help" && argv[0] !== undefined) return main([argv[0], "--help"])
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    process.stdout.write(help)
    return 0
  }
  if (name === "--version") {
    process.stdout.write(`${version}\n`)
    return 0
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) {
    const names = Object.keys(commands)
    throw new InputError(
      `${name}: no such ${name.startsWith("-") ? "option" : "command"}${hint(name, [...names, "--help", "--version"]) || `; expected one of ${names.join(", ")}`}`,
    )
  }
  return (await command.load())(argv)
}

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0) // a reader such as head has seen enough
  throw error
})

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  const { code, message, stack } = error as NodeJS.ErrnoException
  const bad = error instanceof InputError
  // A refusal of the file system explains itself; anything else is a fault of ours, and its stack helps.
  process.stderr.write(`${bad || typeof code === "string" ? message : stack}\n`)
  process.exitCode = bad ? 2 : 1
}
