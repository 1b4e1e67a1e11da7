import { availableParallelism } from "node:os"
import type { Strategy } from "../../policies/index.ts"
import { hint, InputError, oneOf, shown } from "../../scenarios/errors.ts"
import type { World } from "../../sim/index.ts"
import { amount, figure as scaled } from "../amounts.ts"
import { quoted } from "../command.ts"
import { type Incrementality, type Increments, type Kind, kinds, summarise } from "../incrementality.ts"
import { readScenario } from "../node/files.ts"
import type { IncrementWork } from "../node/incrementer.ts"
import { doAll } from "../node/pool.ts"
import { checkStrategies, lineUp } from "../node/strategies.ts"
import type { Estimate } from "../statistics/jackknife.ts"
import { version } from "../version.generated.ts"
import { read, whole } from "./arguments.ts"
import { progress } from "./progress.ts"
import { table } from "./table.ts"

const help = `marketlab incrementality [scenario]   what each channel truly brings, beside what attribution says

  --strategy s         the strategy, by name or file                          (digital)
  --kind k             direct | market | policy | marginal                    (direct)
  --replications n     repeats, 2 to 1000                                     (20)
  --seed s             whole number from which all luck follows               (1)
  --workers w          threads, 1 to 256; results do not depend on it         (one a core)
  --set path=value     changes the scenario; may be given again
  --json               one JSON document on stdout, and nothing else
  --help

Four questions, never mixed:
${Object.entries(kinds)
  .map(([kind, meaning]) => `  ${kind.padEnd(9)} ${meaning}`)
  .join("\n")}

Examples
  marketlab incrementality
  marketlab incrementality everyday --strategy intelligent --kind marginal --replications 40
`

const options = {
  strategy: { type: "string", default: "digital" },
  kind: { type: "string", default: "direct" },
  replications: { type: "string", default: "20" },
  seed: { type: "string", default: "1" },
  workers: { type: "string" },
  set: { type: "string", multiple: true, default: [] as string[] },
  json: { type: "boolean", default: false },
} as const

/** `marketlab incrementality`. @returns the exit code */
export async function incrementality(argv: readonly string[]): Promise<number> {
  const { values, positionals } = read(argv, options, 1)
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  const scenario = positionals[0] ?? "everyday"
  const replications = whole("replications", values.replications, 2, 1000)
  const seed = whole("seed", values.seed, 0, Number.MAX_SAFE_INTEGER)
  const workers = whole("workers", values.workers ?? String(Math.min(256, availableParallelism())), 1, 256)
  const names = Object.keys(kinds)
  if (!Object.hasOwn(kinds, values.kind)) throw new InputError(`--kind: expected ${oneOf(names)}; found ${shown(values.kind)}${hint(values.kind, names)}`)
  const kind = values.kind as Kind
  const lineup = await lineUp([values.strategy])
  const strategy = lineup.strategies[0] as Strategy
  const world = readScenario(scenario, values.set)
  checkStrategies(world, lineup)
  const command = [
    `npx marketlab incrementality ${quoted(scenario)} --strategy ${quoted(values.strategy)} --kind ${kind} --replications ${replications} --seed ${seed}`,
    ...values.set.map((setting) => `--set ${quoted(setting)}`),
  ].join(" ")

  const found = await measure({ world, strategy, modules: lineup.modules, seed, kind }, replications, workers)
  if (!found) return 130
  const result = summarise(world, kind, found)
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ scenario: world.name, strategy: strategy.name, seed, ...result, command, version })}\n`
      : `${report(result, world, strategy.name)}\n\nAgain: ${command}\n`,
  )
  return 0
}

/** Plays all repeats on threads; undefined when Ctrl-C came between. */
async function measure(work: IncrementWork, replications: number, workers: number): Promise<Increments[] | undefined> {
  const found: Increments[] = []
  const bar = progress(replications, 0)
  const stop = new AbortController()
  const onInterrupt = () => stop.abort()
  process.on("SIGINT", onInterrupt)
  try {
    await doAll<number, Increments>(
      "incrementer",
      work,
      Array.from({ length: replications }, (_, r) => r),
      {
        workers,
        signal: stop.signal,
        done(replication, result) {
          found[replication] = result
          bar.advance()
        },
      },
    )
  } finally {
    process.off("SIGINT", onInterrupt)
    bar.end()
  }
  if (!stop.signal.aborted) return found
  process.stderr.write("Stopped.\n")
  return undefined
}

const NONE = "–"
const money = (e: Estimate) => amount(e.value)
const interval = (e: Estimate | null) => (e?.ci ? `${amount(e.ci[0])} to ${amount(e.ci[1])}` : NONE)
const ratio = (e: Estimate | null) => (e ? scaled(e.value, { divisor: 1, letter: "", decimals: 2 }) : NONE)
const percent = (share: number) => scaled(share * 100, { divisor: 1, letter: "", decimals: 1 })

function report(result: Incrementality, { name, currency }: World, strategy: string): string {
  const { kind, replications, channels, all, interaction, models } = result
  const parts = [`${name}, ${strategy}, ${replications} repeats. ${kind}: ${kinds[kind]}. ${currency} a repeat, run-out included.`]
  const verdicts = kind === "direct" ? verdictsOf(result) : []
  if (verdicts.length) parts.unshift(verdicts.join("\n"))
  const row = (label: string, cost: string, revenue: Estimate, profit: Estimate | null, roas: Estimate | null) => [
    label,
    cost,
    money(revenue),
    interval(revenue),
    profit ? money(profit) : NONE,
    profit ? interval(profit) : NONE,
    ratio(roas),
  ]
  parts.push(
    table([
      [kind === "marginal" ? "5 % more of" : "channel", "cost", "revenue it brings", "95 % interval", "profit after cost", "95 % interval", "revenue ÷ cost"],
      ...channels.map((c) => row(c.name, money(c.cost), c.revenue, c.profit, c.roasIncremental)),
      row("all at once", NONE, all.revenue, all.profit, all.roasIncremental),
      row("beyond their sum", NONE, interaction, null, null),
    ]),
  )
  if (models.length && channels.length > 1) {
    const total = channels.reduce((sum, c) => sum + c.revenue.value, 0)
    parts.push(
      `Credit as shares of all credit, in %; distance: the share of credit that is in the wrong place.\n\n${table([
        ["channel", "brings", ...models.map((m) => m.name)],
        ...channels.map((c, k) => [c.name, percent(c.revenue.value / total), ...models.map((m) => percent(m.shares[k] as number))]),
        ["distance", NONE, ...models.map((m) => (m.distance ? percent(m.distance.value) : NONE))],
      ])}`,
    )
  }
  return parts.join("\n\n")
}

/** What last click does to each channel, and which model comes closest. */
function verdictsOf({ channels, models }: Incrementality): string[] {
  const said = channels.flatMap(({ name, overCredited }) => {
    const last = overCredited.last
    if (!last?.ci || last.value < 0) return []
    const sure = last.ci[0] > 1 ? "too much" : last.ci[1] < 1 ? "too little" : undefined
    return sure
      ? [`${name} ${ratio(last)} times what it brings (${ratio({ ...last, value: last.ci[0] })} to ${ratio({ ...last, value: last.ci[1] })}): ${sure}`]
      : []
  })
  const ranked = models
    .flatMap(({ name, distance, nearerThanLast: nearer }) => (distance ? [{ name, distance: distance.value, nearer: nearer?.ci ?? null }] : []))
    .sort((a, b) => a.distance - b.distance)
  const [best] = ranked
  const last = ranked.find(({ name }) => name === "last")
  return [
    ...(said.length ? [`Last click credits ${said.join("; ")}.`] : []),
    ...(best && last
      ? [
          `Nearest to the truth: ${best.name}, with ${percent(best.distance)} % of credit in the wrong place; last click has ${percent(last.distance)} %${best.nearer ? ` (difference ${percent(best.nearer[0])} to ${percent(best.nearer[1])})` : ""}.`,
        ]
      : []),
  ]
}
