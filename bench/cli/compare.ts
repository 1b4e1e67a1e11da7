import { availableParallelism } from "node:os"
import { join } from "node:path"
import { shipped } from "../../policies/index.ts"
import { hint, InputError, oneOf, shown } from "../../scenarios/errors.ts"
import { type Seat, seats, type World } from "../../sim/index.ts"
import { money } from "../amounts.ts"
import { compareCommand, quoted } from "../command.ts"
import { apart, type Experiment, type Result, type Summary, score, summarise } from "../experiment.ts"
import { playAll } from "../node/pool.ts"
import { writeReport } from "../node/report.ts"
import { doseNote } from "../node/scale.ts"
import { openStore } from "../node/store.ts"
import { checkStrategies, lineUp } from "../node/strategies.ts"
import { ruleNotes } from "../ruleNotes.ts"
import { list, read, sized, whole } from "./arguments.ts"
import { tables } from "./comparison.ts"
import { progress } from "./progress.ts"
import { ranking } from "./ranking.ts"

const help = `marketlab compare [scenario]   plays strategies on the same customers and the same luck, and says which earns more

  --strategies a,b,…   names or files; the first is the baseline          (digital,intelligent)
  --policy p,q,…       policies, by name, by file, or as trained (.json): each is the base with its seat's policy replaced
  --seat s             all policies of a seat so, oracles apart
  --base s             strategy that those policies are put into          (digital)
  --replications n     repeats, each with luck of its own, 1 to 100000    (20)
  --seed s             whole number from which all luck follows           (1)
  --workers w          threads, 1 to 256; results do not depend on it     (one a core)
  --out folder         where repeats and report.html are kept             (results/<scenario>-<key>)
  --customers n        customers simulated, for as many people            (the scenario's)
  --set path=value     changes the scenario; may be given again
  --json               one JSON document on stdout, and nothing else
  --help

The scenario is a name (marketlab list scenarios) or a file of your own; without one it is everyday.
Ctrl-C keeps what is finished; the same command goes on from there.

Examples
  marketlab compare
  marketlab compare everyday --replications 100 --seed 7
  marketlab compare --customers 5000 --replications 6
  marketlab compare everyday --set budget=9000000 --set channels.search.price=0.2
  marketlab compare everyday --set 'events[]={kind: rivalPromotion, brand: north, day: 38, depth: 20 %}'
  marketlab compare ./mine.yaml --strategies digital,./strategy.yaml --out mine --json > mine.json
  marketlab compare --seat plan --replications 30
  marketlab compare --base intelligent --policy equal,./mine.ts,./q-learning.json,trained/everyday-sarsa.json
`

const options = {
  strategies: { type: "string" },
  policy: { type: "string" },
  seat: { type: "string" },
  base: { type: "string", default: "digital" },
  replications: { type: "string", default: "20" },
  seed: { type: "string", default: "1" },
  workers: { type: "string" },
  out: { type: "string" },
  customers: { type: "string" },
  set: { type: "string", multiple: true, default: [] as string[] },
  json: { type: "boolean", default: false },
} as const

/** `marketlab compare`. @returns the exit code */
export async function compare(argv: readonly string[]): Promise<number> {
  const { values, positionals } = read(argv, options, 1)
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  const scenario = positionals[0] ?? "everyday"
  const policies = policiesOf(values)
  const names = list("strategies", values.strategies ?? (policies.length > 0 ? values.base : "digital,intelligent"))
  if (names.length + policies.length < 2)
    throw new InputError(`--strategies: expected at least two to compare, as digital,./mine.yaml; found ${names.join(", ")}`)
  const replications = whole("replications", values.replications, 1, 100_000)
  const seed = whole("seed", values.seed, 0, Number.MAX_SAFE_INTEGER)
  const workers = whole("workers", values.workers ?? String(Math.min(256, availableParallelism())), 1, 256)
  if (values.out === "") throw new InputError("--out: expected a folder; found nothing")
  const lineup = await lineUp(names, policies, values.base)
  const world = sized(scenario, values)
  checkStrategies(world, lineup)

  const command = compareCommand({
    scenario,
    strategies: names,
    policies,
    base: values.base,
    replications,
    seed,
    customers: values.customers,
    settings: values.set,
  })
  const experiment: Experiment = { world, ...lineup, seed, replications }
  const played = await replay(experiment, { command, workers, out: values.out })
  if (!played) return 130
  const summary = summarise(experiment, played.results, command)
  const notes = [doseNote(scenario, values.set, world) ?? [], lineup.strategies.flatMap((strategy) => ruleNotes(world, strategy))].flat()
  if (notes.length > 0) notes.unshift("")
  const missing = writeReport(played.folder, summary)
  if (missing) process.stderr.write(`${missing}\n`)
  if (values.json) process.stdout.write(`${JSON.stringify(summary)}\n`)
  else
    process.stdout.write(
      `${[said(summary, world), ...notes].join("\n")}\n\n${missing ? "" : `Report: ${join(played.folder, "report.html")}\n`}Results in ${played.folder}${played.before > 0 ? ` (${played.before} of ${replications} repeats were there already)` : ""}; digest ${summary.digest}; again: ${command}${values.out === undefined ? "" : ` --out ${quoted(values.out)}`}\n`,
    )
  return 0
}

/** Policies that are asked for by name, file or seat. @throws InputError */
function policiesOf({ policy, seat }: { policy: string | undefined; seat: string | undefined }): string[] {
  const named = policy === undefined ? [] : list("policy", policy)
  if (seat === undefined) return named
  if (!seats.includes(seat as Seat)) throw new InputError(`--seat: expected ${oneOf(seats)}; found ${shown(seat)}${hint(seat, seats)}`)
  const all = [...shipped.values()].filter(({ card }) => card.seat === seat && !card.privileged).map(({ card }) => card.name)
  return [...new Set([...all, ...named])]
}

/** Two or three strategies in every metric, more of them ranked by profit. */
function said(summary: Summary, world: World): string {
  if (summary.strategies.length <= MOST_IN_FULL) return `${summary.verdict}\n${threshold(summary, world)}\n\n${tables(summary, world.currency)}`
  return `${ranking(summary, world.currency)}\n\n${threshold(summary, world)} Every metric of each: --json.`
}

const MOST_IN_FULL = 3

/** What the grades are measured by. */
function threshold({ strategies }: Summary, { smallestEffect, currency, clock }: World): string {
  const days = (ticks: number) => Math.round((ticks * clock.hoursPerTick) / 24)
  const base = strategies[0] as Summary["strategies"][number]
  const profit = base.metrics.profit.mean
  if (profit === null) return ""
  return `A horizon of ${days(clock.horizon)} days and a run-out of ${days(clock.runOut)} without own marketing. Worth acting on: a difference of ${money(smallestEffect * Math.abs(profit), currency)} or more (${smallestEffect * 100} % of what ${base.name} earns).`
}

/** Plays what the store has not; undefined when Ctrl-C came between. */
async function replay(experiment: Experiment, { command, workers, out }: { command: string; workers: number; out: string | undefined }) {
  const { world, strategies, modules = [], seed, replications } = experiment
  const store = await openStore(experiment, command, out)
  const names = apart(strategies.map(({ name }) => name))
  const results = Array.from({ length: replications }, (_, r) => store.finished.get(r))
  const missing = results.flatMap((found, r) => (found ? [] : [r]))
  const bar = progress(replications, replications - missing.length)
  const stop = new AbortController()
  const onInterrupt = () => stop.abort()
  process.on("SIGINT", onInterrupt)
  try {
    await playAll({ world, strategies, modules, seed }, missing, {
      workers,
      signal: stop.signal,
      done(replication, outcomes) {
        const scored = score(outcomes, names)
        store.save(replication, scored)
        results[replication] = scored
        bar.advance()
      },
    })
  } finally {
    process.off("SIGINT", onInterrupt)
    bar.end()
  }
  const finished = results.filter((r) => r !== undefined)
  if (finished.length === replications) return { folder: store.folder, before: replications - missing.length, results: finished as (readonly Result[])[] }
  const kept = finished.length === 0 ? "nothing was finished" : `${finished.length} of ${replications} repeats are kept in ${store.folder}`
  process.stderr.write(`Stopped: ${kept}; the same command goes on from there.\n`)
  return undefined
}
