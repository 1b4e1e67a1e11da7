import type { Books, Feedback, Table } from "../../sim/observation.ts"
import { number } from "../options.ts"
import type { Json, Policy } from "../policy.ts"
import { describe, features, needs, spread } from "../prediction/features.ts"
import { apply, columnsOf, type RuleOptions, restedRows, ruleOptions } from "../rules/ifThen.ts"
import { type Capacities, chooseWithin } from "./capacities.ts"
import type { ContextualBandit } from "./contextual.ts"
import type { LinearShape } from "./linearArms.ts"

/** Options of every bandit at the seat engage. */
export const engageOptions = {
  ...ruleOptions,
  people: number(1, "real people that a customer of the table stands for: a team's capacity is in people", { least: 1 }),
}

/** Options of those that learn money, not a yes or no. */
export const moneyOptions = {
  ...engageOptions,
  priorReturn: number(4, "prior return of a message that the rules would send, as a multiple of its cost"),
  priorSpread: number(3, "prior standard deviation of each coefficient of a treatment's effect, as a multiple of its cost", { above: 0 }),
}

/** Of the first outcomes that were told: their standard deviation, and the mean of those above 0; money. */
export interface FirstSeen {
  noise: number
  gain: number
}

/** For what is drawn from a prior alone, the noise of outcomes does not matter. */
export const UNSEEN: FirstSeen = { noise: 1, gain: 1 }

/** One kind of bandit at the seat. */
export interface EngageKind {
  /** @param costs of each arm, 0 for none @param first undefined until there are outcomes */
  make(costs: readonly number[], first?: FirstSeen): ContextualBandit
  /** What the bandit is told of a margin. @param prior money that was known beforehand of the arm */
  reward(outcome: number, prior: number, arm: number): number
  /** Expected return of a message that the rules would send, as a multiple of its cost; 0 where the bandit cannot take it into account. */
  priorReturn: number
}

/** Effects of treatments beside a baseline that all share: margin = x·β + x·θ_k, with θ = 0 for no treatment. In units of the noise's precision. */
export function uplifts(costs: readonly number[], noise: number, priorSpread: number): LinearShape {
  const even = (sd: number) => ({ precision: new Float64Array(features.length).fill(((noise / sd) * noise) / sd) })
  const least = Math.min(...costs.filter((cost) => cost > 0), 1e6)
  const own = costs.map((cost) => even(priorSpread * Math.max(cost, Math.min(least, 1e-3))))
  return { arms: costs.length, features: features.length, shared: even(1e5), control: true, own: (arm) => own[arm] as { precision: Float64Array } }
}

interface Waiting {
  /** Places of the rows that could be treated, their features, and what was known beforehand of each arm, rows × arms. */
  rows: number[]
  x: number[]
  prior: number[]
}

/**
 * A contextual bandit at the seat engage: each customer whose last message is long enough ago is a row, no treatment and every treatment are its arms, and the reward is the
 * margin in the window less the treatment's cost. Treatments that people carry are kept within their capacity. Outcomes are learned from when their window closes, at the next
 * decision, with that decision's luck; an outcome that nobody tells is not learned from. It trusts that who is treated depends on the features alone.
 */
export function engageBandit(o: RuleOptions & { people: number }, kind: EngageKind): Policy<"engage"> {
  const f = features.length
  let bandit: ContextualBandit | undefined
  let costs: number[] = []
  let first: FirstSeen | undefined
  let waiting: Record<number, Waiting> = {}
  let told: { waited: Waiting; treatment: number[]; outcome: (number | null)[] }[] = []
  let lastTick: number | undefined

  return {
    needs: [...new Set([...needs, ...columnsOf(o)])],
    learn({ decidedAt, treatment, outcome }: Feedback<"engage">) {
      const waited = waiting[decidedAt]
      delete waiting[decidedAt]
      if (!waited || waited.rows.every((r) => Number.isNaN(outcome[r]))) return
      first ??= { noise: spread(outcome), gain: gainOf(outcome) }
      told.push({
        waited,
        treatment: waited.rows.map((r) => treatment[r] as number),
        outcome: waited.rows.map((r) => (Number.isNaN(outcome[r]) ? null : (outcome[r] as number))),
      })
    },
    act({ tick, hoursPerTick, customers, books }, random) {
      costs = [0, ...books.treatments.map(({ cost }) => cost)]
      const arms = costs.length
      if (told.length > 0) bandit ??= kind.make(costs, first)
      for (const { waited, treatment, outcome } of told)
        outcome.forEach((money, n) => {
          const k = treatment[n] as number
          if (money !== null) bandit?.update(waited.x.slice(n * f, (n + 1) * f), k, kind.reward(money, waited.prior[n * arms + k] as number, k), random)
        })
      told = []
      const days = (((lastTick === undefined ? 1 : tick - lastTick) || 1) * hoursPerTick) / 24
      lastTick = tick

      const rested = restedRows(customers, o.coolDownDays)
      const all = describe(customers)
      const usual = kind.priorReturn === 0 ? undefined : apply(o, customers, books).treatment
      const now: Waiting = { rows: [], x: [], prior: [] }
      for (let r = 0; r < customers.rows.length; r++) {
        if (!rested(r)) continue
        now.rows.push(r)
        for (let j = 0; j < f; j++) now.x.push(all[r * f + j] as number)
        for (let k = 0; k < arms; k++) now.prior.push(usual?.[r] === k ? kind.priorReturn * (costs[k] as number) : 0)
      }
      waiting[tick] = now
      const { arm, propensity } = chooseWithin(
        bandit ?? kind.make(costs),
        {
          rows: now.rows.map((r) => customers.rows[r] as number),
          x: now.x,
          known: Float64Array.from(now.prior, (prior, at) => prior - (costs[at % arms] as number)),
        },
        teams(books, days / o.people),
        random,
      )
      return decided(customers, books, now.rows, arm, propensity)
    },
    /** What was learned stays; what was sent in another run is forgotten. */
    begin() {
      waiting = {}
      told = []
      lastTick = undefined
    },
    save: () => structuredClone({ bandit: bandit?.save() ?? null, costs, first: first ?? null, waiting, told, lastTick: lastTick ?? null }) as unknown as Json,
    load(state) {
      const s = structuredClone(state) as unknown as {
        bandit: Json
        costs: number[]
        first: FirstSeen | null
        waiting: typeof waiting
        told: typeof told
        lastTick: number | null
      }
      costs = s.costs
      first = s.first ?? undefined
      waiting = s.waiting
      told = s.told
      lastTick = s.lastTick ?? undefined
      bandit = undefined
      if (s.bandit === null) return
      bandit = kind.make(costs, first)
      bandit.load(s.bandit)
    },
  }
}

/** Customers that channels which people work in can serve, each one capacity. @param scale customers for a real person a day */
function teams({ treatments }: Books, scale: number): Capacities {
  const limited = treatments.filter((t) => t.capacityPerDay < Number.POSITIVE_INFINITY)
  const channels = [...new Set(limited.map((t) => t.channel))]
  return {
    of: [-1, ...treatments.map((t) => (t.capacityPerDay < Number.POSITIVE_INFINITY ? channels.indexOf(t.channel) : -1))],
    rows: channels.map((channel) => (limited.find((t) => t.channel === channel)?.capacityPerDay as number) * scale),
  }
}

/** Mean of the outcomes above 0; 0 where there are none. */
function gainOf(outcome: Float32Array): number {
  const above = outcome.filter((money) => money > 0)
  return above.length > 0 ? above.reduce((a, b) => a + b, 0) / above.length : 0
}

function decided(customers: Table, books: Books, rows: readonly number[], arm: Uint16Array, propensities: Float32Array) {
  const treatment = new Uint8Array(customers.rows.length)
  const propensity = new Float32Array(customers.rows.length).fill(1)
  const sent = new Array<number>(books.treatments.length + 1).fill(0)
  rows.forEach((r, n) => {
    const k = arm[n] as number
    treatment[r] = k
    propensity[r] = propensities[n] as number
    sent[k] = (sent[k] as number) + 1
  })
  return { action: { treatment }, propensity, reason: `best as judged: ${books.treatments.map((t, k) => `${t.name} ${sent[k + 1]}`).join(", ")}` }
}
