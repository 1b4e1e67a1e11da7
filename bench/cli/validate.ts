import { availableParallelism } from "node:os"
import { join } from "node:path"
import { hint, InputError, oneOf, shown } from "../../scenarios/errors.ts"
import { type Finding, findingsOf } from "../../scenarios/findings.ts"
import { quoted } from "../command.ts"
import { readText, resized, root, scenarioNames } from "../node/files.ts"
import { doAll } from "../node/pool.ts"
import type { ValidationJob, ValidationResult, ValidationWork } from "../node/validator.ts"
import { openWhole } from "../node/whole.ts"
import type { Comparison } from "../validate/check.ts"
import { checks } from "../validate/checks.ts"
import { experimentOf } from "../validate/experiments.ts"
import { checkResult, findingResult, type Validation } from "../validate/report.ts"
import { version } from "../version.generated.ts"
import { list, read, whole } from "./arguments.ts"
import { progress } from "./progress.ts"
import { markdown, summary } from "./validation.ts"

const help = `marketlab validate [scenario]   holds the market against what is known: closed forms exactly, published findings within their ranges

  --only a,b,…         these checks and findings alone                        (all)
  --replications n     repeats for findings, 2 to 1000                        (20)
  --seed s             whole number from which all luck follows               (1)
  --workers w          threads, 1 to 256; results do not depend on it         (one a core)
  --customers n        customers simulated, for as many people                (the scenario's)
  --set path=value     changes the scenario of every finding; may be given again
  --report file        writes the report as Markdown too
  --json               one JSON document on stdout, and nothing else
  --help

Without a scenario each finding is measured where it is defined (scenarios/findings.yaml). With one, those defined there; a file of your own is
held against every finding that can be measured in it. Exit code 1 when an exact check fails. A missed finding is told, with the reason if it is known.

Examples
  marketlab validate
  marketlab validate everyday --only priceElasticity,promotionBump --replications 40
  marketlab validate ./mine.yaml --customers 5000
`

const options = {
  only: { type: "string" },
  replications: { type: "string", default: "20" },
  seed: { type: "string", default: "1" },
  workers: { type: "string" },
  customers: { type: "string" },
  set: { type: "string", multiple: true, default: [] as string[] },
  report: { type: "string" },
  json: { type: "boolean", default: false },
} as const

/** A finding, and the market it is measured in; or why it is not. */
interface Planned {
  finding: Finding
  scenario: string
  skipped?: string
}

/** `marketlab validate`. @returns the exit code */
export async function validate(argv: readonly string[]): Promise<number> {
  const { values, positionals } = read(argv, options, 1)
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  const [scenario] = positionals
  const replications = whole("replications", values.replications, 2, 1000)
  const seed = whole("seed", values.seed, 0, Number.MAX_SAFE_INTEGER)
  const workers = whole("workers", values.workers ?? String(Math.min(256, availableParallelism())), 1, 256)
  const customers = values.customers === undefined ? undefined : whole("customers", values.customers, 16, 10_000_000)
  const change = { settings: values.set, customers }
  if (values.report === "") throw new InputError("--report: expected a file; found nothing")
  const report = values.report === undefined ? undefined : openWhole("--report", values.report)

  const findings = findingsOf("findings.yaml", readText(join(root, "scenarios", "findings.yaml")))
  const chosen = choice(values.only, [...checks.map(({ name }) => name), ...findings.map(({ name }) => name)])
  const planned = findings.filter(({ name }) => chosen(name)).flatMap((finding) => plan(finding, scenario, change))
  const wanted = checks.filter(({ name }) => chosen(name))
  const command = [
    "npx marketlab validate",
    ...(scenario === undefined ? [] : [quoted(scenario)]),
    ...(values.only === undefined ? [] : [`--only ${quoted(values.only)}`]),
    `--replications ${replications} --seed ${seed}`,
    ...(values.customers === undefined ? [] : [`--customers ${values.customers}`]),
    ...values.set.map((setting) => `--set ${quoted(setting)}`),
  ].join(" ")

  const done = await measure(
    { seed, ...change },
    wanted.map(({ name }) => name),
    planned,
    replications,
    workers,
  )
  if (!done) return 130
  const result: Validation = {
    seed,
    replications,
    checks: wanted.map((check) => checkResult(check, done.comparisons.get(check.name) as Comparison[])),
    findings: planned.map(({ finding, scenario: where, skipped }) =>
      findingResult({ ...finding, scenario: where }, skipped ?? (done.sums.get(`${where}/${experimentOf(finding.name)?.name}`) as number[][])),
    ),
    command,
    version,
  }
  report?.(markdown(result))
  process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : summary(result))
  return result.checks.some(({ status }) => status === "fails") ? 1 : 0
}

/** Which names are wanted. @throws InputError with the nearest name */
function choice(only: string | undefined, names: readonly string[]): (name: string) => boolean {
  if (only === undefined) return () => true
  const asked = list("only", only)
  for (const name of asked) if (!names.includes(name)) throw new InputError(`--only: expected ${oneOf(names, 40)}; found ${shown(name)}${hint(name, names)}`)
  return (name) => asked.includes(name)
}

/** Where a finding is measured when a scenario is asked for, or none. Nothing: it is another market's. */
function plan(finding: Finding, asked: string | undefined, change: Omit<ValidationWork, "seed">): Planned[] {
  const names = scenarioNames()
  if (asked !== undefined && names.includes(asked) && finding.scenario !== asked) return []
  const scenario = asked ?? finding.scenario
  if (asked === undefined && !names.includes(scenario)) return [{ finding, scenario, skipped: `scenario ${scenario} is not there` }]
  const world = resized(scenario, change)
  const experiment = experimentOf(finding.name)
  const skipped = experiment ? experiment.lacks?.(world) : "no experiment measures it yet"
  return [{ finding, scenario, ...(skipped === undefined ? {} : { skipped }) }]
}

/** Runs checks and experiments on threads; undefined when Ctrl-C came between. */
async function measure(work: ValidationWork, names: readonly string[], planned: readonly Planned[], replications: number, workers: number) {
  const todo = new Map<string, Set<string>>()
  for (const { finding, scenario, skipped } of planned) {
    const experiment = skipped === undefined ? experimentOf(finding.name)?.name : undefined
    if (experiment) todo.set(scenario, (todo.get(scenario) ?? new Set()).add(experiment))
  }
  const jobs: ValidationJob[] = [
    ...[...todo].flatMap(([scenario, experiments]) =>
      Array.from({ length: replications }, (_, replication): ValidationJob => ({ scenario, experiments: [...experiments], replication })),
    ),
    ...names.map((check): ValidationJob => ({ check })),
  ]
  const comparisons = new Map<string, Comparison[]>()
  const sums = new Map<string, number[][]>()
  const bar = progress(jobs.length, 0, "jobs")
  const stop = new AbortController()
  const onInterrupt = () => stop.abort()
  process.on("SIGINT", onInterrupt)
  try {
    await doAll<ValidationJob, ValidationResult>("validator", work, jobs, {
      workers,
      signal: stop.signal,
      done(k, result) {
        const job = jobs[k] as ValidationJob
        if ("check" in job) comparisons.set(job.check, result as Comparison[])
        else
          job.experiments.forEach((name, e) => {
            const key = `${job.scenario}/${name}`
            const all = sums.get(key) ?? []
            all[job.replication] = (result as number[][])[e] as number[]
            sums.set(key, all)
          })
        bar.advance()
      },
    })
  } finally {
    process.off("SIGINT", onInterrupt)
    bar.end()
  }
  if (!stop.signal.aborted) return { comparisons, sums }
  process.stderr.write("Stopped.\n")
  return undefined
}
