import { computed, signal } from "@preact/signals"
import type { Verdict } from "../../bench/judgement.ts"
import { get } from "../state/store.ts"
import { type Story, storyOf } from "../story/story.ts"
import type { Failure, Job } from "../worker/crew.ts"
import { workers } from "../worker/crew.ts"
import { type Repeat, repeats } from "../worker/repeats.ts"
import { gapAt, rankOf } from "./gaps.ts"
import { closing, pair, recording } from "./show.ts"

/** Repeats of the market on view, on other luck: computed before, or by the page. */
export interface Repeated {
  /** The second strategy against the first. */
  verdict: Verdict
  /** By strategy and repeat, money. */
  profit: readonly [readonly number[], readonly number[]]
  curves: readonly { replication: number; curve: readonly { day: number; gap: number }[] }[]
}

/** The story that the market on view is of, whichever of its repeats is shown; undefined: its repeats were not computed before. */
export const story = computed<Story | undefined>(() =>
  get("scenarioText") === "" ? storyOf({ scenario: get("scenario"), settings: get("settings"), strategies: pair.value, seed: get("seed") }) : undefined,
)

/** Repeats that a click computes. */
export const MORE = 10

/** What is repeated, as one text: repeats of another market are none of this one's. */
const market = computed(() => JSON.stringify([get("scenario"), get("scenarioText"), get("settings"), pair.value, get("seed")]))

const found = signal<{ market: string; repeats: readonly Repeat[]; verdict: Verdict | undefined }>({ market: "", repeats: [], verdict: undefined })
/** Repeats asked for; 0: none are being computed. */
export const asked = signal(0)
export const done = computed(() => (found.value.market === market.value ? found.value.repeats.length : 0))
export const fault = signal<Failure | undefined>(undefined)

let job: Job | undefined

export const repeated = computed<Repeated | undefined>(() => {
  const before = story.value
  if (before) {
    const { verdict, weekly } = before
    const [first = [], second = []] = before.profit
    return { verdict, profit: [first, second], curves: (weekly[0] ?? []).map((a, r) => ({ replication: r, curve: curveOf(a, weekly[1]?.[r] ?? []) })) }
  }
  const { repeats: all, verdict, market: of } = found.value
  if (of !== market.value || all.length < 2 || !verdict) return undefined
  const profit = (side: 0 | 1) => all.map(({ results }) => results[side]?.metrics.profit ?? Number.NaN)
  return {
    verdict,
    profit: [profit(0), profit(1)],
    curves: all.map(({ replication, weekly: [a = [], b = []] }) => ({ replication, curve: curveOf(a, b) })),
  }
})

/** A repeat's gap at the end of each week, from 0 on. */
export function curveOf(a: readonly number[], b: readonly number[]): { day: number; gap: number }[] {
  return [{ day: 0, gap: 0 }, ...a.map((profit, k) => ({ day: 7 * (k + 1), gap: (b[k] as number) - profit }))]
}

/** The second strategy judged against the first. */
export const judged = computed(() => repeated.value?.verdict)

/** The run's place among its repeats by gap: with run-out where it is there. */
export const rank = computed(() => {
  const known = repeated.value
  const end = closing.value
  if (story.value?.shown === get("replication")) return { rank: story.value.rank, n: story.value.replications }
  if (!known || !end) return undefined
  const gaps = known.profit[1].map((profit, k) => profit - (known.profit[0][k] as number))
  const among = known.curves.some(({ replication }) => replication === get("replication"))
  return { rank: rankOf(end.profit[1] - end.profit[0], gaps), n: gaps.length + (among ? 0 : 1) }
})

/** Computes repeats of the market on view, beside the run. */
export function compute(n = MORE): void {
  stop()
  const of = market.peek()
  const scenario = { name: get("scenario"), text: get("scenarioText"), settings: get("settings") }
  const strategies = [...pair.peek()]
  const seed = get("seed")
  found.value = { market: of, repeats: [], verdict: undefined }
  asked.value = n
  fault.value = undefined
  const what = { scenario, strategies, seed }
  job = repeats({ ...what, replications: Array.from({ length: n }, (_, k) => k) }, (repeat) => {
    found.value = { ...found.peek(), repeats: [...found.peek().repeats, repeat] }
  })
  job.done
    .then(() => {
      const results = found.peek().repeats.map((repeat) => repeat.results)
      if (found.peek().market !== of || results.length < n) return
      return workers.ask({ kind: "summarise", ...what, results }, (answer) => {
        if (answer.kind === "summarised") found.value = { ...found.peek(), verdict: answer.verdicts[0] }
      }).done
    })
    .catch((failure: Failure) => {
      fault.value = failure
    })
    .finally(() => {
      asked.value = 0
    })
}

export function stop(): void {
  job?.cancel()
  job = undefined
  asked.value = 0
}

/** The gap on view, for words. */
export const gapNow = (tick: number) => (recording.value ? gapAt(recording.value, tick) : 0)
