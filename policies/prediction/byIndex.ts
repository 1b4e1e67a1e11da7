import type { Observation } from "../../sim/observation.ts"
import { names, number, type ValuesOf, whole } from "../options.ts"
import type { Json, Policy } from "../policy.ts"
import { apply, columnsOf, restedRows, ruleOptions } from "../rules/ifThen.ts"
import { type Labelled, Labels } from "./labels.ts"
import type { Rows } from "./linear.ts"
import { OutOfSample, UpliftOutOfSample } from "./outOfSample.ts"
import { TreatmentReturn } from "./treatmentReturn.ts"

/** How much it matters to reach each customer now. */
export interface CustomerIndex {
  readonly needs: readonly string[]
  /** Whether it predicts chances of an order within the window, or the margin in it. */
  readonly predicts: "chance" | "value"
  /** Features that it learns from, a row. */
  readonly width: number
  /** @returns undefined until enough is known: then the rules decide. @param prediction what the window will bring, to be judged by what came */
  of(observation: Observation): { index: Float64Array; prediction: Float64Array } | undefined
  /** Features of the customers of the last `of`, to be given back with their labels; without, none. */
  features?(): Rows
  learn?(examples: Labelled): void
  /** A new run begins, with other customers. */
  begin?(): void
  /** What it knows now, in a few words. */
  say(): string
  save(): Json
  load(state: Json): void
}

/** @param prefer treatments that suit the index, the best first */
export const indexOptions = (prefer: readonly string[], share: number) => ({
  ...ruleOptions,
  prefer: names(prefer, "treatments that are worth sending until experience says otherwise: the first that the market has"),
  share: number(
    share,
    "most of the rested customers of a decision that get a message, those of the greatest index: who is written to now cannot be next week",
    {
      least: 0,
      most: 1,
    },
  ),
  explore: number(0.05, "share of the rested customers whose treatment is drawn at random: what its return is learned from", { least: 0, most: 1 }),
  priorReturn: number(4, "prior return of the preferred treatment from a customer of average index, as a multiple of its cost", { least: 0 }),
  priorSpread: number(0.15, "prior standard deviation of a treatment's return from a customer of average index, as a share of the mean margin in the window", {
    above: 0,
  }),
  sample: whole(300, "customers of a decision, about, that are labelled when their window closes, besides those drawn at random", { least: 0 }),
})

export type IndexOptions = ValuesOf<ReturnType<typeof indexOptions>>

/** Columns of what labels keep of a customer: prediction, index over its mean (NaN before there is one), whether the treatment was drawn; then features. */
const [PREDICTION, INDEX, DRAWN, KEPT] = [0, 1, 2, 3]

/**
 * Treats by an index: the value of treatment k to a customer is θ_k · index − cost_k; the best is sent if it is above 0 and the customer is among the `share` of greatest
 * index. θ is learned from customers whose treatment is drawn at random; capacities of people from what was not sent after all. Until the index is known, rules decide.
 * Predictions are scored on what came before anything is learned from it; the reason and the saved state tell the quality.
 */
export function byIndex(o: IndexOptions, index: CustomerIndex): Policy<"engage"> {
  const width = KEPT + index.width
  const labels = new Labels(width)
  const quality = new OutOfSample(index.predicts)
  const trials = new UpliftOutOfSample()
  const returns = new TreatmentReturn(o.priorSpread)
  /** Mean index of rested customers, an average over decisions. */
  let scale: number | null = null
  let priors: number[] = []
  /** Sent at most a decision, by treatment, where people make the contacts; and what was asked for, by decision. */
  let limits: (number | null)[] = []
  let asked: Record<number, number[]> = {}
  /** Quality in words, told anew each week: it is sorted for. */
  let told = { tick: Number.NEGATIVE_INFINITY, text: "" }

  return {
    needs: [...new Set([...index.needs, ...columnsOf(o)])],
    begin() {
      labels.forget()
      index.begin?.()
      asked = {}
      limits = []
      told = { tick: Number.NEGATIVE_INFINITY, text: "" }
    },
    learn(feedback) {
      learnLimits(feedback.decidedAt, feedback.treatment)
      const closed = labels.close(feedback)
      if (!closed) return
      const z: number[] = []
      const [treatment, outcome] = [[] as number[], [] as number[]]
      closed.outcome.forEach((margin, r) => {
        const at = r * width
        quality.add(closed.x[at + PREDICTION] as number, index.predicts === "chance" ? Number(margin > 0) : margin)
        const score = closed.x[at + INDEX] as number
        if (closed.x[at + DRAWN] !== 1 || Number.isNaN(score)) return
        trials.add(score, closed.treatment[r] !== 0, margin)
        z.push(score)
        treatment.push(closed.treatment[r] as number)
        outcome.push(margin)
      })
      if (z.length > 0) returns.learn(z, treatment, outcome, priors)
      if (!index.learn) return
      const x = new Float64Array(closed.outcome.length * index.width)
      for (let r = 0; r < closed.outcome.length; r++) for (let j = 0; j < index.width; j++) x[r * index.width + j] = closed.x[r * width + KEPT + j] as number
      index.learn({ ...closed, width: index.width, x })
    },
    act(observation, random) {
      const { tick, customers, books } = observation
      const costs = [0, ...books.treatments.map(({ cost }) => cost)]
      const kinds = costs.length - 1
      const preferred = o.prefer.map((name) => books.treatments.findIndex((t) => t.name === name)).find((k) => k >= 0)
      priors = books.treatments.map((t, k) => (k === preferred ? o.priorReturn * t.cost : 0))
      const count = customers.rows.length
      const rested = restedRows(customers, o.coolDownDays)
      const known = index.of(observation)
      const z = known && scaled(known.index, rested)
      const theta = [0, ...returns.returns(priors)]
      const best = z ? chosen(z, rested, theta, costs, observation) : apply(o, customers, books).treatment

      const treatment = best.slice()
      const propensity = new Float32Array(count).fill(1)
      const features = index.features?.()
      const places: number[] = []
      const kept: number[] = []
      const [sent, drawnAll] = [new Array<number>(kinds + 1).fill(0), count > 0 ? o.sample / count : 0]
      const pays = books.available > 0
      for (let r = 0; r < count; r++) {
        const u = random.row(customers.rows[r] as number)
        const free = rested(r) && pays && kinds > 0
        const drawn = free && u < o.explore
        if (drawn) treatment[r] = Math.min(kinds, Math.floor((u / o.explore) * (kinds + 1)))
        if (free) propensity[r] = o.explore / (kinds + 1) + (treatment[r] === best[r] ? 1 - o.explore : 0)
        sent[treatment[r] as number] = (sent[treatment[r] as number] as number) + 1
        // further digits of the same uniform
        if (!drawn && (u * 65536) % 1 >= drawnAll) continue
        places.push(r)
        kept.push(known?.prediction[r] ?? Number.NaN, z?.[r] ?? Number.NaN, drawn ? 1 : 0)
        for (let j = 0; j < index.width; j++) kept.push(features?.x[r * index.width + j] ?? Number.NaN)
      }
      labels.open(tick, places, kept)
      asked[tick] = sent
      const names = books.treatments.map((t, k) => `${t.name} ${sent[k + 1]}`).join(", ")
      if ((tick - told.tick) * observation.hoursPerTick >= 168) told = { tick, text: `${quality.say()}; ${trials.say()}` }
      const why = known ? `${index.say()}; ${told.text}` : `${index.say()}: rules decide`
      return { action: { treatment }, propensity, reason: `${names}; ${why}` }
    },
    save: () => ({
      labels: labels.save(),
      quality: quality.save(),
      trials: trials.save(),
      returns: returns.save(),
      index: index.save(),
      scale,
      priors: [...priors],
      limits: [...limits],
      asked: structuredClone(asked) as unknown as Json,
      told: told.text === "" ? null : { ...told },
      report: report(quality, trials),
    }),
    load(state) {
      const s = structuredClone(state) as unknown as Record<"labels" | "quality" | "trials" | "returns" | "index", Json> & {
        scale: number | null
        priors: number[]
        limits: (number | null)[]
        asked: Record<number, number[]>
        told: typeof told | null
      }
      labels.load(s.labels)
      quality.load(s.quality)
      trials.load(s.trials)
      returns.load(s.returns)
      index.load(s.index)
      scale = s.scale
      priors = s.priors
      limits = s.limits
      asked = s.asked
      told = s.told ?? { tick: Number.NEGATIVE_INFINITY, text: "" }
    },
  }

  /** The index over its mean among rested customers; what is not known counts as 0. */
  function scaled(values: Float64Array, rested: (r: number) => boolean): Float64Array {
    let [sum, count] = [0, 0]
    for (let r = 0; r < values.length; r++) {
      if (!Number.isFinite(values[r])) values[r] = 0
      if (!rested(r)) continue
      sum += values[r] as number
      count++
    }
    if (count > 0 && sum > 0) scale = scale === null ? sum / count : 0.9 * scale + 0.1 * (sum / count)
    const by = scale !== null && scale > 0 ? 1 / scale : 0
    return values.map((v) => v * by)
  }

  /** The treatment of greatest value for each rested customer of a great enough index, within what people can do. */
  function chosen(z: Float64Array, rested: (r: number) => boolean, theta: readonly number[], costs: readonly number[], { books }: Observation): Uint8Array {
    const out = new Uint8Array(z.length)
    if (!(books.available > 0)) return out
    const order = Array.from(z, (_, r) => r)
      .filter(rested)
      .sort((a, b) => (z[b] as number) - (z[a] as number) || a - b)
    const left = costs.map((_, k) => limits[k] ?? Number.POSITIVE_INFINITY)
    for (const r of order.slice(0, Math.ceil(o.share * order.length))) {
      let [best, most] = [0, 0]
      for (let k = 1; k < costs.length; k++) {
        const value = (theta[k] as number) * (z[r] as number) - (costs[k] as number)
        if (value <= most || (left[k] as number) < 1) continue
        most = value
        best = k
      }
      out[r] = best
      left[best] = (left[best] as number) - 1
    }
    return out
  }

  /** What could not be sent shows what people can do; what all could be sent, that they may do more. */
  function learnLimits(decidedAt: number, sent: Uint8Array): void {
    const wanted = asked[decidedAt]
    delete asked[decidedAt]
    if (!wanted) return
    const done = wanted.map(() => 0)
    for (const k of sent) done[k] = (done[k] ?? 0) + 1
    for (let k = 1; k < wanted.length; k++) {
      const [want, did, limit] = [wanted[k] as number, done[k] as number, limits[k] ?? null]
      if (did < 0.8 * want - 3) limits[k] = Math.max(1, did)
      else if (limit !== null && want >= 0.8 * limit) limits[k] = 1.1 * limit
    }
    limits = Array.from(wanted, (_, k) => limits[k] ?? null)
  }
}

/** Quality for readers of the saved state; unknown figures are null. */
function report(quality: OutOfSample, trials: UpliftOutOfSample): Json {
  const plain = (value: unknown) => (typeof value === "number" && !Number.isFinite(value) ? null : value)
  return JSON.parse(JSON.stringify({ predictions: quality.report(), uplift: trials.report() }, (_, value) => plain(value))) as Json
}
