import { choice, number, numbers, whole } from "../options.ts"
import { type Json, policy } from "../policy.ts"
import { apply, columnsOf, restedRows, ruleOptions } from "../rules/ifThen.ts"
import { BayesLinear } from "./bayesLinear.ts"
import { describe, features, needs, spread } from "./features.ts"
import { UpliftOutOfSample } from "./outOfSample.ts"
import { TreatmentEffects } from "./treatmentEffects.ts"
import { bases, learners } from "./uplift.ts"

const card = {
  name: "uplift",
  seat: "engage",
  about: "Next-best treatment by predicted uplift, starting from a practitioner's rules",
  source: "Künzel et al., PNAS 2019 (S-, T- and X-learner); Athey & Imbens, PNAS 2016 (transformed outcome); Bishop 2006 for the S-learner's posterior",
  learns: true,
  options: {
    ...ruleOptions,
    explore: number(0.1, "share of the customers who may be written to whose treatment is drawn at random: what the uplift is learned from", {
      least: 0,
      most: 1,
    }),
    priorReturn: number(4, "prior return of a message that the rules would send, as a multiple of its cost"),
    priorSpread: numbers([4, 2], "prior standard deviations of an uplift, as multiples of a message's cost: of its mean, and of how it varies with a feature", {
      above: 0,
      length: 2,
    }),
    learner: choice("s", learners, "s: one Bayesian model, learning from each customer at once; t, x, transformed: fitted now and then to the latest"),
    base: choice("linear", bases, "what t, x and transformed are built on"),
    memory: whole(6000, "latest customers drawn at random that t, x and transformed are fitted to", { least: 100 }),
  },
} as const

/**
 * Next-best treatment by predicted uplift, starting from a practitioner's rules: one Bayesian linear model of the margin in the window,
 * with a baseline part and a part for each treatment, y = x·w₀ + Σ t_k x·w_k. The value of treatment k is x·w_k, plus the prior return
 * where the rules would send it, less its cost; the best is sent if it is above 0. Only rows whose treatment was drawn at random are
 * learned from, so that the uplift is causal; propensities are logged. Other learners take the place of x·w_k once enough is known; the value that was predicted is
 * scored on what came before it is learned from.
 * Künzel et al., PNAS 2019 (S-learner with treatment interactions); Bishop 2006 for the posterior.
 */
export const upliftEngage = policy(card, (o) => {
  const f = features.length
  let model: BayesLinear | undefined
  /** Message cost by treatment, 0 for none. */
  let costs: number[] = []
  /** Features of the customers drawn at random and not yet judged, by tick of the decision, with their rows. */
  let waiting: Record<number, { rows: number[]; x: number[]; score: number[] }> = {}
  const effects = o.learner === "s" ? undefined : new TreatmentEffects(o.learner, o.base, f, o.memory, Math.ceil(o.memory / 20))
  const quality = new UpliftOutOfSample()
  let judged = 0
  let told = ""

  const newModel = (noise: number) => {
    const dearest = Math.max(1e-9, ...costs)
    const size = f * costs.length
    const sd = Array.from({ length: size }, (_, j) => (j < f ? 1e5 : dearest * (o.priorSpread[j % f === 0 ? 0 : 1] as number)))
    return new BayesLinear(new Array<number>(size).fill(0), sd, noise)
  }

  return {
    needs: [...new Set([...needs, ...columnsOf(o)])],
    learn({ decidedAt, treatment, outcome }) {
      const drawn = waiting[decidedAt]
      delete waiting[decidedAt]
      const known = drawn?.rows.filter((r) => !Number.isNaN(outcome[r])) ?? []
      if (!drawn || known.length === 0) return
      drawn.rows.forEach((r, n) => quality.add(drawn.score[n] as number, treatment[r] !== 0, outcome[r] as number))
      judged += known.length
      if (effects) {
        for (let n = 0; n < drawn.rows.length; n++) {
          const r = drawn.rows[n] as number
          if (!Number.isNaN(outcome[r])) effects.add([...drawn.x.slice(n * f, (n + 1) * f), treatment[r] as number], outcome[r] as number)
        }
        return
      }
      model ??= newModel(spread(outcome))
      const x = new Float64Array(model.size)
      drawn.rows.forEach((r, n) => {
        if (Number.isNaN(outcome[r])) return
        const k = treatment[r] as number
        x.fill(0)
        for (let j = 0; j < f; j++) {
          x[j] = drawn.x[n * f + j] as number
          if (k > 0) x[k * f + j] = x[j] as number
        }
        model?.add(x, outcome[r] as number)
      })
    },
    act({ tick, customers, books }, random) {
      costs = [0, ...books.treatments.map(({ cost }) => cost)]
      const kinds = costs.length - 1
      const usual = apply(o, customers, books).treatment
      const x = describe(customers)
      const w = model?.mean()
      const effect = effects?.effects({ width: f, x }, kinds)
      const count = customers.rows.length
      const treatment = new Uint8Array(count)
      const propensity = new Float32Array(count).fill(1)
      const rested = restedRows(customers, o.coolDownDays)
      const sent = new Array<number>(kinds + 1).fill(0)
      const drawn = { rows: [] as number[], x: [] as number[], score: [] as number[] }
      for (let r = 0; r < count; r++) {
        if (!rested(r)) continue
        let best = 0
        let most = 0
        for (let k = 1; k <= kinds; k++) {
          let value = (costs[k] as number) * ((usual[r] === k ? o.priorReturn : 0) - 1)
          if (w) for (let j = 0; j < f; j++) value += (x[r * f + j] as number) * (w[k * f + j] as number)
          value += effect?.[k - 1]?.[r] ?? 0
          if (value > most) {
            most = value
            best = k
          }
        }
        const u = random.row(customers.rows[r] as number)
        const chosen = u < o.explore ? Math.min(kinds, Math.floor((u / o.explore) * (kinds + 1))) : best
        if (u < o.explore) {
          drawn.rows.push(r)
          drawn.score.push(most)
          for (let j = 0; j < f; j++) drawn.x.push(x[r * f + j] as number)
        }
        treatment[r] = chosen
        propensity[r] = o.explore / (kinds + 1) + (chosen === best ? 1 - o.explore : 0)
        sent[chosen] = (sent[chosen] as number) + 1
      }
      waiting[tick] = drawn
      // told anew every two hundred customers: it is sorted for
      if (told === "" || judged >= 200) {
        told = quality.say()
        judged = 0
      }
      const names = books.treatments.map((t, k) => `${t.name} ${sent[k + 1]}`).join(", ")
      const because = { kind: "uplift", figures: Object.fromEntries(books.treatments.map((t, k) => [t.name, sent[k + 1] as number])) }
      return {
        action: { treatment },
        propensity,
        because,
        reason: `predicted uplift above cost: ${names}; ${Math.round(100 * o.explore)} % at random; ${told}`,
      }
    },
    save: () =>
      structuredClone({
        costs,
        model: model?.save() ?? null,
        waiting,
        effects: effects?.save() ?? null,
        quality: quality.save(),
        judged,
        told,
      }) as unknown as Json,
    load(state) {
      const s = structuredClone(state) as unknown as {
        costs: number[]
        model: Json
        waiting: typeof waiting
        effects: Json
        quality: Json
        judged: number
        told: string
      }
      if (s.effects) effects?.load(s.effects)
      quality.load(s.quality)
      judged = s.judged
      told = s.told
      costs = s.costs
      waiting = s.waiting
      model = undefined
      if (s.model) {
        model = newModel(1)
        model.load(s.model)
      }
    },
  }
})
