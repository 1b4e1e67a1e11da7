import { computed, signal } from "@preact/signals"
import type { Result } from "../../bench/experiment.ts"
import type { World } from "../../sim/index.ts"
import { change, get } from "../state/store.ts"
import { Failure, type Job, workers } from "../worker/crew.ts"
import type { Scenario } from "../worker/protocol.ts"
import { repeats } from "../worker/repeats.ts"
import type { Results } from "./results.ts"

/** All that a repeat depends on. */
interface Experiment {
  scenario: Scenario
  strategies: readonly string[]
  seed: number
}

/** Repeats of a first look, and the size of a market that gets one unasked: customers × days of one repeat, a few seconds. */
export const FIRST = 4
export const QUICK = 25e6
/** Repeats between two looks at the answer. */
const BATCH = 4

const asked = computed<Experiment>(() => ({
  scenario: { name: get("scenario"), text: get("scenarioText"), settings: get("settings") },
  strategies: get("strategies"),
  seed: get("seed"),
}))
const keyOf = (experiment: Experiment) => JSON.stringify(experiment)

/** Finished repeats of every experiment of this visit. */
const finished = new Map<string, Result[][]>()

/** What is shown: computed here, or opened from a file. */
export const shown = signal<{ results: Results; key?: string; file?: string } | undefined>(undefined)
/** The market as it is set, once it is checked; its fault, in one message. */
export const world = signal<World | undefined>(undefined)
export const wrong = signal("")
/** Repeats that are being computed: how many there are, how many there will be. */
export const running = signal<{ done: number; wanted: number } | undefined>(undefined)
/** What ended the computation before its time. */
export const failure = signal<Failure | undefined>(undefined)

/** Is what is shown of another experiment than the one that is set? */
export const stale = computed(() => shown.value?.key !== undefined && shown.value.key !== keyOf(asked.value))
export const kept = signal(0)
/** Is the market being checked? */
export const checking = signal(true)

/** Customer-days of one repeat: its burn-in, then each strategy. */
export const work = computed(() => {
  const w = world.value
  return w ? w.customers * (w.clock.burnIn + get("strategies").length * (w.clock.horizon + w.clock.runOut)) : 0
})

let job: Job | undefined
let stopped = false
let describing: Job | undefined

/** Checks the market as it is set. @param lookFirst takes a first look where that is quick and nothing is known */
export async function check(lookFirst = false): Promise<void> {
  const experiment = asked.value
  describing?.cancel()
  checking.value = true
  kept.value = finished.get(keyOf(experiment))?.length ?? 0
  try {
    let found: World | undefined
    describing = workers.ask({ kind: "describe", scenario: experiment.scenario }, (answer) => {
      if (answer.kind === "described") found = answer.world
    })
    await describing.done
    if (!found) return
    world.value = found
    wrong.value = ""
    checking.value = false
    if (lookFirst && !shown.value && !running.value && work.value <= QUICK) await compute(Math.min(FIRST, get("replications")))
  } catch (fault) {
    if (!(fault instanceof Failure)) throw fault
    checking.value = false
    if (fault.fault === "bad") wrong.value = fault.message
    else failure.value = fault
  }
}

/** Computes until so many repeats of the experiment are finished, and shows the answer as it grows. */
export async function compute(wanted: number): Promise<void> {
  if (running.value) return
  const experiment = asked.value
  const key = keyOf(experiment)
  const results = finished.get(key) ?? []
  finished.set(key, results)
  failure.value = undefined
  stopped = false
  running.value = { done: Math.min(results.length, wanted), wanted }
  try {
    while (!stopped && results.length < wanted) {
      const replications = Array.from({ length: Math.min(BATCH, wanted - results.length) }, (_, k) => results.length + k)
      job = repeats({ ...experiment, replications }, (repeat) => {
        results.push([...repeat.results])
        running.value = { done: results.length, wanted }
      })
      await job.done
      if (results.length > 0) await show(experiment, results)
    }
  } catch (fault) {
    if (!(fault instanceof Failure)) throw fault
    if (fault.fault === "bad") wrong.value = fault.message
    else failure.value = fault
    if (results.length > 0 && fault.fault !== "unable") await show(experiment, results).catch(() => {})
  } finally {
    running.value = undefined
    kept.value = finished.get(keyOf(asked.value))?.length ?? 0
  }
}

/** Ends the computation; what is finished is kept and shown. */
export function stop(): void {
  stopped = true
  job?.cancel()
}

async function show(experiment: Experiment, results: readonly Result[][]): Promise<void> {
  await workers.ask({ kind: "summarise", ...experiment, results }, (answer) => {
    if (answer.kind !== "summarised") return
    shown.value = { results: { summary: answer.summary, verdicts: answer.verdicts }, key: keyOf(experiment) }
  }).done
}

/** Shows results from a file. */
export async function open(file: string, summary: Results["summary"]): Promise<void> {
  await workers.ask({ kind: "judge", summary }, (answer) => {
    if (answer.kind === "judged") shown.value = { results: { summary, verdicts: answer.verdicts }, file }
  }).done
}

/** Takes a market of the visitor's own. */
export function own(name: string, text: string): void {
  change({ scenario: name, scenarioText: text })
}
