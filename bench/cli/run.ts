import { playerOf, type Strategy } from "../../policies/index.ts"
import { InputError } from "../../scenarios/errors.ts"
import { digest, inside, type Luck, type Market, open, showDigest, type World } from "../../sim/index.ts"
import { paidChannels } from "../../sim/world.ts"
import { amount, money, scaleOf } from "../amounts.ts"
import { quoted } from "../command.ts"
import type { Metrics } from "../metrics.ts"
import { openJournal, rowsOf } from "../node/journal.ts"
import { doseNote } from "../node/scale.ts"
import { checkStrategies, lineUp } from "../node/strategies.ts"
import { playStrategy } from "../play.ts"
import { ruleNotes } from "../ruleNotes.ts"
import type { ScoreName } from "../scores.ts"
import { version } from "../version.generated.ts"
import { read, sized, sizing, whole } from "./arguments.ts"
import { shownValue, unitOf } from "./comparison.ts"
import { sparkline } from "./sparkline.ts"
import { table } from "./table.ts"

const help = `marketlab run [scenario]   plays one strategy once: a line for every four weeks, then what came of it

  --strategy s       the strategy, by name or file         (intelligent)
  --seed s           whole number from which luck follows  (1)
  --replication r    which repeat of that seed             (0)
  --customers n      customers simulated, for as many people  (the scenario's)
  --set path=value   changes the scenario; may be given again
  --journal file     every instruction as a row: .csv, .ndjson, .jsonl or .parquet; - prints the rows, and nothing else
  --json             one JSON document on stdout
  --help

Examples
  marketlab run everyday --strategy digital
  marketlab run everyday --strategy intelligent --replication 3 --set clock.days=84
  marketlab run everyday --strategy digital --journal digital.csv
`

const options = {
  strategy: { type: "string", default: "intelligent" },
  seed: { type: "string", default: "1" },
  replication: { type: "string", default: "0" },
  customers: { type: "string" },
  set: { type: "string", multiple: true, default: [] as string[] },
  journal: { type: "string" },
  json: { type: "boolean", default: false },
} as const

/** What a period of four weeks brought; money of all real people. */
interface Period {
  /** First and last day of the horizon, from 1. */
  days: [from: number, to: number]
  revenue: number
  /** By paid channel. */
  media: { [channel: string]: number }
  orders: number
  newCustomers: number
  messages: number
  /** Contribution margin less marketing cost, as booked. */
  margin: number
}

/** `marketlab run`. @returns the exit code */
export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = read(argv, options, 1)
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  const scenario = positionals[0] ?? "everyday"
  const seed = whole("seed", values.seed, 0, Number.MAX_SAFE_INTEGER)
  const replication = whole("replication", values.replication, 0, 99_999)
  const lineup = await lineUp([values.strategy])
  const strategy = lineup.strategies[0] as Strategy
  if (values.journal === "-" && values.json) throw new InputError("--journal: expected a file beside --json; found -")
  const world = sized(scenario, values)
  checkStrategies(world, lineup)
  const writeJournal = values.journal === undefined ? undefined : openJournal(values.journal)

  const luck: Luck = { seed, replication }
  const player = playerOf(strategy, lineup.kinds)
  const market = open(world, player.firm, luck)
  const periods: Period[] = []
  const rewards: number[] = []
  const perPeriod = Math.max(1, Math.round((28 * 24) / world.clock.hoursPerTick))
  const text = (line: string) => (values.json || values.journal === "-" ? undefined : process.stdout.write(`${line}\n`))
  text(
    `${world.name}: ${strategy.name}, seed ${seed}, repeat ${replication}. ${world.currency}; ${paid(world).join(", ")}: media money; margin: after marketing cost.\n`,
  )
  text(head(world))
  const metrics = playStrategy(market, player, luck, (step) => {
    rewards.push(step.reward)
    const played = rewards.length
    if (played % perPeriod !== 0 && played < world.clock.horizon) return
    const period = periodOf(market, rewards, played - (played % perPeriod || perPeriod), played)
    periods.push(period)
    text(line(world, period))
  })
  writeJournal?.(rowsOf(inside(market).state.journal, strategy.name, luck))
  const command = `npx marketlab run ${quoted(scenario)} --strategy ${quoted(values.strategy)} --seed ${seed} --replication ${replication}${sizing(values)}`
  const print = showDigest(digest(market))
  const notes = [doseNote(scenario, values.set, world) ?? [], ruleNotes(world, strategy)].flat()
  if (values.json)
    process.stdout.write(
      `${JSON.stringify({ scenario: world.name, strategy: strategy.name, seed, replication, digest: print, periods, metrics, command, version })}\n`,
    )
  else
    text(
      `\n${shapes(market)}\n\n${outcome(world, metrics)}\n${notes.map((note) => `\n${note}`).join("")}${notes.length > 0 ? "\n" : ""}\nDigest ${print}; again: ${command}`,
    )
  return 0
}

/** A market's series over ticks of the horizon. */
function slice(market: Market, name: string, from: number, to: number): number[] {
  const { state, world } = inside(market)
  return [...(state.series[name] ?? []).slice(world.clock.burnIn + from, world.clock.burnIn + to)]
}

function periodOf(market: Market, rewards: readonly number[], from: number, to: number): Period {
  const { world } = market
  const total = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0)
  const sum = (name: string) => total(slice(market, name, from, to))
  const days = world.clock.hoursPerTick / 24
  return {
    days: [Math.floor(from * days) + 1, Math.ceil(to * days)],
    revenue: sum("revenue"),
    media: Object.fromEntries(paid(world).map((name) => [name, sum(`spend.${name}`)])),
    orders: sum("orders"),
    newCustomers: sum("newCustomers"),
    messages: total(world.channels.map(({ name, kind }) => (kind === "owned" || kind === "human" || kind === "agent" ? sum(`impressions.${name}`) : 0))),
    margin: total(rewards.slice(from, to)),
  }
}

function paid(world: World): string[] {
  return paidChannels(world).map((c) => (world.channels[c] as { name: string }).name)
}

const COLUMN = 11
const row = (cells: readonly string[]) => cells.map((cell, k) => (k === 0 ? cell.padEnd(9) : cell.padStart(COLUMN))).join(" ")

function head(world: World): string {
  const first = row(["days", "revenue", ...paid(world), "orders", "new buyers", "messages", "margin"])
  return `${first}\n${"─".repeat(first.length)}`
}

function line(world: World, p: Period): string {
  return row([
    p.days[0] === p.days[1] ? `${p.days[0]}` : `${p.days[0]}–${p.days[1]}`,
    ...[p.revenue, ...paid(world).map((c) => p.media[c] ?? 0), p.orders, p.newCustomers, p.messages, p.margin].map((v) => amount(v)),
  ])
}

/** Revenue and media spend over the horizon, from 0 to each one's peak. */
function shapes(market: Market): string {
  const { world } = market
  const revenue = slice(market, "revenue", 0, world.clock.horizon)
  const media = paid(world).map((name) => slice(market, `spend.${name}`, 0, world.clock.horizon))
  const spend = revenue.map((_, t) => media.reduce((sum, values) => sum + (values[t] as number), 0))
  const days = world.clock.hoursPerTick / 24
  const drawn = (name: string, values: readonly number[]) => {
    const peak = Math.max(...values) / days
    return `${name.padEnd(8)} ${sparkline(values)}  peak ${money(peak, world.currency, scaleOf([peak]))} a day`
  }
  return `${drawn("revenue", revenue)}\n${drawn("media", spend)}`
}

function outcome(world: World, metrics: Metrics): string {
  const rows = Object.entries(metrics).map(([name, value]) => [name, unitOf(name as ScoreName, world.currency).word, shownValue(name as ScoreName, value)])
  return table([["in all", "unit", ""], ...rows], 2)
}
