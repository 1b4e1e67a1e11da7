import { availableParallelism } from "node:os"
import { dirname, relative } from "node:path"
import { setImmediate } from "node:timers/promises"
import { type Kinds, makePolicy, shipped } from "../../policies/catalogue.ts"
import type { Json, Strategy } from "../../policies/index.ts"
import { hint, InputError, oneOf, shown } from "../../scenarios/errors.ts"
import { type Seat, seats, type World } from "../../sim/index.ts"
import { amount, change, money } from "../amounts.ts"
import { quoted } from "../command.ts"
import { isFile } from "../node/modules.ts"
import { doAll } from "../node/pool.ts"
import { doseNote } from "../node/scale.ts"
import { checkStrategies, kindNamed, type Lineup } from "../node/strategies.ts"
import { type Evaluation, resumed, type Trained, trainingKey, untrained, worldHash } from "../node/trained.ts"
import type { TraineeWork } from "../node/trainee.ts"
import { openWhole } from "../node/whole.ts"
import { mean } from "../statistics/mean.ts"
import { paired } from "../statistics/paired.ts"
import { evaluate, MOST_EPISODES, type Training, trainable, trainEpisode } from "../training.ts"
import { version } from "../version.generated.ts"
import { read, sized, sizing, whole } from "./arguments.ts"
import { progress } from "./progress.ts"
import { sparkline } from "./sparkline.ts"

const help = `marketlab train [scenario]   trains a policy over many runs, and says what it learned on luck that it never met

  --policy p           policy to train, by name or file           (q-learning)
  --seat s             its seat                                   (the policy's)
  --strategy s         strategy whose other seats go on as ever   (digital)
  --options key=value  an option of the policy; may be given again
  --episodes n         runs to train on, 1 to ${MOST_EPISODES}          (200)
  --evaluate-every k   episodes between evaluations               (20)
  --evaluate-on m      held-out repeats of each, 2 to 1000        (10)
  --seed s             whole number from which all luck follows   (1)
  --out file           what was learned                           (<policy>.json)
  --workers w          threads of an evaluation; results do not depend on it   (one a core)
  --customers n        customers simulated, for as many people    (the scenario's)
  --set path=value     changes the scenario; may be given again
  --json               one JSON document on stdout, and nothing else
  --help

The file is written whole after every episode: after Ctrl-C, or a kill, the same command goes on from there and ends with the very file of a run that
was never interrupted; with more episodes it goes on further. Strategies use it: \`policies: { plan: { policy: q-learning, trained: q-learning.json } }\`.
Fewer customers train faster (--customers 3000, who stand for as many people): what an allocator learns is in shares, and holds in a larger
market; only luck is greater in a small one.

Examples
  marketlab train everyday --episodes 300 --customers 3000 --out mine.json
  marketlab train everyday --policy double-q --options holdDays=56 --options 'watch=["stock"]' --strategy intelligent
`

const options = {
  policy: { type: "string", default: "q-learning" },
  seat: { type: "string" },
  strategy: { type: "string", default: "digital" },
  options: { type: "string", multiple: true, default: [] as string[] },
  episodes: { type: "string", default: "200" },
  "evaluate-every": { type: "string", default: "20" },
  "evaluate-on": { type: "string", default: "10" },
  seed: { type: "string", default: "1" },
  out: { type: "string" },
  workers: { type: "string" },
  customers: { type: "string" },
  set: { type: "string", multiple: true, default: [] as string[] },
  json: { type: "boolean", default: false },
} as const

/** `marketlab train`. @returns the exit code */
export async function train(argv: readonly string[]): Promise<number> {
  const { values, positionals } = read(argv, options, 1)
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  const scenario = positionals[0] ?? "everyday"
  const episodes = whole("episodes", values.episodes, 1, MOST_EPISODES)
  const every = whole("evaluate-every", values["evaluate-every"], 1, MOST_EPISODES)
  const repeats = whole("evaluate-on", values["evaluate-on"], 2, 1000)
  const seed = whole("seed", values.seed, 0, Number.MAX_SAFE_INTEGER)
  const workers = whole("workers", values.workers ?? String(Math.min(256, availableParallelism())), 1, 256)
  if (values.out === "") throw new InputError("--out: expected a file; found nothing")
  const given = optionsOf(values.options)
  const { lineup, strategy, seat, policy } = await trainee(values, given)
  const world = sized(scenario, values)
  checkStrategies(world, { ...lineup, strategies: [strategy] })
  const file = values.out ?? `${policy}.json`
  const command = [
    `npx marketlab train ${quoted(scenario)} --policy ${quoted(values.policy)} --strategy ${quoted(values.strategy)}`,
    ...values.options.map((option) => `--options ${quoted(option)}`),
    `--episodes ${episodes} --evaluate-every ${every} --evaluate-on ${repeats} --seed ${seed}${sizing(values)}`,
    `--out ${quoted(file)}`,
  ].join(" ")
  const key = trainingKey(world, strategy, lineup.modules, seat, seed, every, repeats)
  const module = isFile(values.policy) ? { module: relative(dirname(file), values.policy) } : {}
  const about = { scenario: world.name, world: worldHash(world), strategy: values.strategy, seat, policy, ...module, options: given, seed }
  const fresh = untrained({ key, command, ...about })
  const write = openWhole("--out", file)
  const text = (line: string) => (values.json ? undefined : process.stdout.write(`${line}\n`))

  const training: Training = { world, strategy, seat, seed }
  const before = resumed(file, fresh)
  const note = doseNote(scenario, values.set, world)
  if (note) text(note)
  if (before.episodes > 0) text(`${file} holds ${episodesOf(before.episodes)} of this training already.`)
  const record = await learn(before, { training, lineup, episodes, every, repeats, workers, text, keep: (r) => write(`${JSON.stringify(r)}\n`) })
  if (record.episodes < episodes || due(record, every)) {
    const kept = record.episodes === 0 ? "nothing was finished" : `${record.episodes} of ${episodes} episodes are kept in ${file}`
    process.stderr.write(`Stopped: ${kept}; the same command goes on from there.\n`)
    return 130
  }
  const summary = summarise(record)
  if (values.json) process.stdout.write(`${JSON.stringify({ ...summary, file, command, version })}\n`)
  else text(`\n${verdict(record, world)}\n\nKept in ${file}; again: ${command}`)
  return 0
}

/** The strategy with the policy to be trained at its seat. @throws InputError */
async function trainee(values: { policy: string; seat: string | undefined; strategy: string }, given: { [name: string]: Json }) {
  const { kind, ...lineup } = await kindNamed(values.policy, values.strategy)
  const { seat, name: policy } = kind.card
  if (values.seat !== undefined && !seats.includes(values.seat as Seat))
    throw new InputError(`--seat: expected ${oneOf(seats)}; found ${shown(values.seat)}${hint(values.seat, seats)}`)
  if (values.seat !== undefined && values.seat !== seat)
    throw new InputError(
      `--policy: expected one for ${values.seat} that can be trained over runs${learners(values.seat)}; found ${policy}, which is for ${seat}`,
    )
  try {
    if (!trainable(makePolicy(seat, { policy, options: given }, lineup.kinds)))
      throw new InputError(`--policy: expected one with \`begin\` and \`train\`, to be trained over runs${learners(seat)}; found ${policy}, which has not both`)
  } catch (error) {
    if (error instanceof RangeError) throw new InputError(`--options: ${error.message}`)
    throw error
  }
  const made = lineup.strategies[0] as Strategy
  const strategy: Strategy = {
    ...made,
    policies: { ...made.policies, [seat]: { policy, ...(Object.keys(given).length > 0 ? { options: given } : {}) } },
  }
  return { lineup, strategy, seat, policy }
}

/** Policies of a seat that ship and can be trained over runs, as messages name them. */
function learners(seat: string): string {
  const can = [...shipped.values()].filter((kind) => kind.card.seat === seat && trainable(kind())).map(({ card }) => card.name)
  return can.length > 0 ? `: a file's own, or ${oneOf(can, 40)}` : ": a file's own, for none ships"
}

/** `key=value` options; a value is JSON where it can be read so, else text. @throws InputError */
function optionsOf(texts: readonly string[]): { [name: string]: Json } {
  const found: { [name: string]: Json } = {}
  for (const text of texts) {
    const [, name, value] = /^([A-Za-z]\w*)=(.+)$/s.exec(text) ?? []
    if (name === undefined || value === undefined) throw new InputError(`--options: expected key=value; found ${shown(text)}`)
    if (Object.hasOwn(found, name)) throw new InputError(`--options: expected ${name} once; found it twice`)
    try {
      found[name] = JSON.parse(value) as Json
    } catch {
      found[name] = value
    }
  }
  return found
}

interface Course {
  training: Training
  lineup: Lineup
  episodes: number
  every: number
  repeats: number
  workers: number
  text(line: string): void
  keep(record: Trained): void
}

/** Is there an evaluation to come before the next episode? */
const due = ({ episodes, evaluations }: Trained, every: number) => episodes > 0 && episodes % every === 0 && evaluations.at(-1)?.episodes !== episodes

/** Trains and evaluates until all is done or Ctrl-C comes; what is finished is kept at once. */
async function learn(from: Trained, { training, lineup, episodes, every, repeats, workers, text, keep }: Course): Promise<Trained> {
  let record = from
  const stop = new AbortController()
  const onInterrupt = () => stop.abort()
  process.on("SIGINT", onInterrupt)
  const bar = progress(episodes, Math.min(episodes, record.episodes), "episodes")
  const { currency } = training.world
  try {
    while (!stop.signal.aborted && (record.episodes < episodes || due(record, every))) {
      if (due(record, every)) {
        const found = await examine({ ...training, modules: lineup.modules, state: record.state }, lineup.kinds, repeats, workers, stop.signal)
        if (!found) break
        record = { ...record, evaluations: [...record.evaluations, { episodes: record.episodes, ...found }] }
        keep(record)
        bar.say(curve(record))
        text(line(record, currency))
        continue
      }
      const { state, profit } = trainEpisode(training, record.episodes === 0 ? undefined : record.state, record.episodes, lineup.kinds)
      record = { ...record, episodes: record.episodes + 1, returns: [...record.returns, profit], state }
      keep(record)
      bar.advance()
      await setImmediate() // lets Ctrl-C be heard
    }
  } finally {
    process.off("SIGINT", onInterrupt)
    bar.end()
  }
  return record
}

/** Plays the held-out repeats, on this thread where one is enough; undefined when Ctrl-C came between. */
async function examine(
  work: TraineeWork,
  kinds: Kinds,
  repeats: number,
  workers: number,
  signal: AbortSignal,
): Promise<Omit<Evaluation, "episodes"> | undefined> {
  const found: ReturnType<typeof evaluate>[] = []
  if (workers === 1)
    for (let m = 0; m < repeats && !signal.aborted; m++) {
      found.push(evaluate(work, work.state, m, kinds))
      await setImmediate()
    }
  else {
    const jobs = Array.from({ length: repeats }, (_, m) => m)
    await doAll<number, ReturnType<typeof evaluate>>("trainee", work, jobs, { workers, signal, done: (m, result) => void (found[m] = result) })
  }
  if (signal.aborted) return undefined
  return { trained: found.map((f) => f.trained), untrained: found.map((f) => f.untrained) }
}

/** What the trained policy earns beyond the untrained one, by evaluation. */
const gains = ({ evaluations }: Trained) => evaluations.map(({ episodes, trained, untrained }) => ({ episodes, ...paired(trained, untrained) }))

/** The learning curve as bars from its lowest evaluation. */
function curve(record: Trained): string {
  const values = gains(record).map(({ difference }) => difference ?? 0)
  const least = Math.min(0, ...values)
  return sparkline(
    values.map((v) => v - least),
    30,
  )
}

function line(record: Trained, currency: string): string {
  const { episodes, difference, ci } = gains(record).at(-1) as ReturnType<typeof gains>[number]
  const profit = mean(record.evaluations.at(-1)?.trained ?? [])?.mean ?? 0
  return `${String(episodes).padStart(7)} episode${episodes === 1 ? "" : "s"}: ${money(profit, currency)} on held-out luck, ${change(difference ?? 0)} against untrained${ci ? ` (${change(ci[0])} to ${change(ci[1])})` : ""}  ${curve(record)}`
}

const episodesOf = (n: number) => `${n} episode${n === 1 ? "" : "s"}`

/** What the last evaluation says, and what exploring cost. */
function verdict(record: Trained, { currency }: World): string {
  const last = gains(record).at(-1)
  const { policy, strategy, seat, episodes } = record
  if (!last || last.difference === undefined)
    return `${policy} was trained on ${episodesOf(episodes)} of ${strategy} and not yet evaluated: --evaluate-every is greater.`
  const { difference, ci, probabilityOfImprovement } = last
  const n = record.evaluations.at(-1)?.trained.length ?? 0
  const same = record.evaluations.at(-1)?.trained.every((profit, k) => profit === record.evaluations.at(-1)?.untrained[k])
  if (same)
    return `After ${episodesOf(last.episodes)} ${policy} at the ${seat} of ${strategy} earns exactly what it earns untrained: what it learned changes nothing that it does.`
  const word = difference > 0 ? "more" : "less"
  return [
    `After ${episodesOf(last.episodes)} ${policy} at the ${seat} of ${strategy} earns ${money(Math.abs(difference), currency)} ${word} a repeat than untrained${ci ? ` (95 % interval ${change(ci[0])} to ${change(ci[1])})` : ""}: more in ${Math.round((probabilityOfImprovement ?? 0) * n)} of ${n} held-out repeats.`,
    `While exploring it earned ${amount(mean(record.returns)?.mean ?? 0)} a run, on luck of its own.`,
  ].join("\n")
}

/** The document of `train --json`. */
function summarise({ evaluations, state: _, marketlab: __, ...record }: Trained) {
  return {
    ...record,
    evaluations: evaluations.map(({ episodes, trained, untrained: base }) => {
      const { difference = null, ci = null, probabilityOfImprovement = null } = paired(trained, base) ?? {}
      return { episodes, profit: { mean: mean(trained)?.mean ?? null, values: trained }, gain: { mean: difference, ci }, probabilityOfImprovement }
    }),
  }
}
