import { describe, expect, test } from "vitest"
import { churnEngage, intentEngage, needTimingEngage, type Policy, policyRandom, upliftEngage, valueEngage } from "../../../policies/index.ts"
import { auc } from "../../../policies/prediction/quality.ts"
import type { Observation } from "../../../sim/index.ts"
import { chance, gammaDraw, uniforms } from "./luck.ts"

const treatments = [
  { name: "reminder", discount: 0, cost: 0.5, channel: "mail", capacityPerDay: Number.POSITIVE_INFINITY },
  { name: "offer", discount: 0.1, cost: 0.5, channel: "mail", capacityPerDay: Number.POSITIVE_INFINITY },
]
const books = { available: 1000, treatments, pricing: { list: 30, unitCost: 15, price: 1, promotion: 0, floor: 0 } }
const kinds = {
  intent: () => intentEngage({ least: 100 }),
  "intent by trees": () => intentEngage({ least: 100, model: "trees" }),
  churn: () => churnEngage(),
  "churn by hazard": () => churnEngage({ risk: "hazard" }),
  value: () => valueEngage(),
  "value by Pareto/NBD": () => valueEngage({ model: "paretonbd" }),
  "value by regression": () => valueEngage({ model: "regression" }),
  "need timing": () => needTimingEngage(),
  "uplift t": () => upliftEngage({ learner: "t", memory: 1000 }),
  "uplift x on trees": () => upliftEngage({ learner: "x", base: "trees", memory: 1000 }),
  "uplift by the transformed outcome": () => upliftEngage({ learner: "transformed", memory: 1000 }),
  uplift: () => upliftEngage(),
} satisfies Record<string, () => Policy<"engage">>

/** A shop of our own making: gamma intervals, some customers stop; who sees a message buys a little more. It shows columns as a market would. */
class Shop {
  private readonly next = uniforms(7)
  private readonly rate: number[]
  private readonly due: number[]
  private readonly gone: boolean[]
  /** Days of each customer's orders. */
  private readonly bought: number[][]
  private readonly counts: number[]
  private readonly lastDay: number[]
  private day = 0
  private readonly open: { decidedAt: number; rows: Uint32Array; treatment: Uint8Array }[] = []
  constructor(
    readonly customers: number,
    readonly shape: number,
    readonly stopping = 0.03,
  ) {
    const all = Array.from({ length: customers }, (_, i) => i)
    this.rate = all.map(() => gammaDraw(3, this.next) / 3 / 20)
    this.due = all.map((i) => this.interval(i) * this.next())
    this.gone = all.map(() => false)
    this.bought = all.map(() => [])
    this.counts = all.map(() => 0)
    this.lastDay = all.map(() => Number.NaN)
  }

  private interval(i: number): number {
    return gammaDraw(this.shape, this.next) / this.shape / (this.rate[i] as number)
  }

  /** Days that nobody decides about. */
  live(days: number): this {
    for (let d = 0; d < days; d++) this.advance()
    return this
  }

  private advance(): void {
    this.day++
    for (let i = 0; i < this.customers; i++)
      while (!this.gone[i] && (this.due[i] as number) <= this.day) {
        this.bought[i]?.push(this.day)
        this.counts[i] = (this.counts[i] as number) + 1
        this.lastDay[i] = this.day
        this.due[i] = (this.due[i] as number) + this.interval(i)
        if (this.next() < this.stopping) this.gone[i] = true
      }
  }

  observe(hide: readonly string[] = [], spoil = 0): Observation {
    const rows = Uint32Array.from({ length: this.customers }, (_, i) => i)
    const of: Record<string, (i: number) => number> = {
      purchases: (i) => this.counts[i] as number,
      spend: (i) => 40 * (this.counts[i] as number) * (1 + (i % 3) / 2),
      daysSincePurchase: (i) => this.day - (this.lastDay[i] as number),
      pageViews7d: (i) => (this.day - (this.lastDay[i] as number) < 7 ? 3 : 0),
      daysSinceVisit: (i) => (this.day + i) % 9,
      daysSinceContact: () => Number.NaN,
    }
    return {
      tick: this.day,
      hoursPerTick: 24,
      books: books as never,
      customers: {
        rows,
        column(name) {
          const value = of[name]
          if (!value || hide.includes(name)) return undefined
          return Float32Array.from(rows, (i) => (spoil > 0 && i % spoil === 0 ? Number.NaN : value(i)))
        },
        age: () => 0,
      },
      series: (name) => (name === "orders" && !hide.includes("orders") ? new Float64Array(this.day) : undefined),
    }
  }

  /** Plays some days; a decision's outcome is known after ten. */
  play(policy: Policy<"engage">, days: number, hide: readonly string[] = [], spoil = 0, every = 1): string[] {
    const said: string[] = []
    for (let d = 0; d < days; d++) {
      const closed = this.open[0]
      if (closed && closed.decidedAt + 10 <= this.day) {
        this.open.shift()
        const outcome = Float32Array.from(closed.rows, (i) => {
          const orders = this.bought[i]?.filter((day) => day > closed.decidedAt && day <= closed.decidedAt + 10).length ?? 0
          return spoil > 0 && i % spoil === 0 ? Number.NaN : 20 * orders
        })
        policy.learn?.({ seat: "engage", ...closed, outcome, closed: true })
      }
      if (d % every === 0) {
        const seen = this.observe(hide, spoil)
        const { action, propensity, reason } = policy.act(seen, policyRandom({ seed: 2, replication: 0 }, "engage", this.day))
        for (const p of propensity ?? []) if (!(p > 0 && p <= 1)) throw new Error(`propensity ${p}`)
        this.open.push({ decidedAt: this.day, rows: seen.customers.rows, treatment: action.treatment })
        said.push(`${[...action.treatment].join("")} ${reason}`)
      }
      this.advance()
    }
    return said
  }
}

const names = Object.keys(kinds) as (keyof typeof kinds)[]

describe.each(names)("%s", (name) => {
  const make = kinds[name] as () => Policy<"engage">
  test("goes on from what it saved: the same decisions, the same words", () => {
    const [one, two] = [make(), make()]
    const [first, second] = [new Shop(80, 2).live(200), new Shop(80, 2).live(200)]
    expect(second.play(two, 45)).toEqual(first.play(one, 45))
    const resumed = make()
    resumed.load(JSON.parse(JSON.stringify(two.save())))
    expect(second.play(resumed, 30)).toEqual(first.play(one, 30))
  })

  test("copes with unknown values, missing columns, no orders, nobody, no money and no treatment", () => {
    for (const [hide, spoil] of [
      [[], 3],
      [[], 1],
      [["purchases"], 0],
      [["daysSincePurchase", "spend", "orders"], 0],
      [["purchases", "spend", "daysSincePurchase", "pageViews7d", "daysSinceVisit", "daysSinceContact", "orders"], 0],
    ] as const)
      expect(new Shop(60, 2).live(150).play(make(), 30, hide, spoil, 2)).toHaveLength(15)
    expect(new Shop(40, 2).play(make(), 25)).toHaveLength(25)
    const policy = make()
    const seen = new Shop(30, 2).live(50).observe()
    const random = policyRandom({ seed: 1, replication: 1 }, "engage", 3)
    const with_ = (change: Partial<Observation>) => policy.act({ ...seen, ...change }, random).action.treatment
    expect(with_({ customers: { ...seen.customers, rows: new Uint32Array(0), column: () => new Float32Array(0) } })).toHaveLength(0)
    expect([...with_({ books: { ...books, treatments: [] } as never })].every((k) => k === 0)).toBe(true)
    policy.learn?.({ seat: "engage", decidedAt: -99, rows: new Uint32Array(0), treatment: new Uint8Array(0), outcome: new Float32Array(0), closed: true })
  })
})

describe("what they find", () => {
  const score = (policy: Policy<"engage">) =>
    (policy.save() as { report: { predictions: { auc: number; calibrationError: number; count: number } } }).report.predictions

  test("the chance of an order is told out of sample far better than by luck, and calibrated, by all who predict it", () => {
    for (const policy of [intentEngage({ least: 100 }), churnEngage(), needTimingEngage({ windowDays: 10 })]) {
      new Shop(300, 3).live(200).play(policy, 70)
      const { auc, calibrationError, count } = score(policy)
      expect(count).toBeGreaterThan(2000)
      // 3000 of half ones and zeros: the standard error of an AUC is about .01
      expect(auc).toBeGreaterThan(0.6)
      expect(calibrationError).toBeLessThan(0.12)
    }
  })

  test("customers of regular intervals: need timing tells orders better than the chance alive, which forgets when the last one was", () => {
    const [timing, alive] = [needTimingEngage({ windowDays: 10 }), churnEngage({ windowDays: 10 })]
    for (const policy of [timing, alive]) new Shop(300, 8, 0).live(200).play(policy, 70)
    expect(score(timing).auc).toBeGreaterThan(score(alive).auc + 0.03)
    // planted: shape 8, rates that are gamma of shape 3, nobody stops
    const found = (timing.save() as unknown as { index: { timing: { shape: number; a: number; stop: number } } }).index.timing
    expect(found.shape / 8).toBeCloseTo(1, 0)
    expect(Math.abs(Math.log(found.a / 3))).toBeLessThan(0.4)
    expect(found.stop).toBeLessThan(0.01)
  })

  test("intent recovers a planted truth: its AUC is the Bayes AUC within .02", () => {
    const next = uniforms(19)
    const policy = intentEngage({ least: 200, explore: 0, sample: 1000 })
    const [truth, came] = [[] as number[], [] as number[]]
    for (let tick = 0; tick < 40; tick++) {
      const rows = Uint32Array.from({ length: 300 }, (_, i) => i)
      const pages = Float32Array.from(rows, () => Math.floor(8 * next()))
      const visit = Float32Array.from(rows, () => Math.floor(30 * next()))
      const column = (name: string) => (name === "pageViews7d" ? pages : name === "daysSinceVisit" ? visit : undefined)
      const seen = { ...new Shop(1, 1).observe(), tick, customers: { rows, column, age: () => 0 } } as Observation
      const { treatment } = policy.act(seen, policyRandom({ seed: 3, replication: 0 }, "engage", tick)).action
      const p = Array.from(rows, (_, r) => chance(-2 + 1.2 * Math.log(1 + (pages[r] as number)) - 0.5 * Math.log(1 + (visit[r] as number))))
      const outcome = Float32Array.from(p, (x) => (next() < x ? 10 : 0))
      if (tick >= 26) {
        truth.push(...p)
        came.push(...Array.from(outcome, (o) => Number(o > 0)))
      }
      policy.learn?.({ seat: "engage", decidedAt: tick, rows, treatment, outcome, closed: true })
    }
    expect(Math.abs(score(policy).auc - auc(truth, came))).toBeLessThan(0.02)
    expect(score(policy).calibrationError).toBeLessThan(0.03)
  })

  test("intent by gain writes to the middle, intent by score to the top", () => {
    const sentTo = (aim: "gain" | "score") => {
      const next = uniforms(23)
      const policy = intentEngage({ least: 200, explore: 0, aim, share: 0.3, sample: 1000, refitDays: 5 })
      let sent: number[] = []
      for (let tick = 0; tick < 20; tick++) {
        const rows = Uint32Array.from({ length: 300 }, (_, i) => i)
        const pages = Float32Array.from(rows, (i) => i / 20)
        const column = (name: string) => (name === "pageViews7d" ? pages : undefined)
        const seen = { ...new Shop(1, 1).observe(), tick, customers: { rows, column, age: () => 0 } } as Observation
        const { treatment } = policy.act(seen, policyRandom({ seed: 3, replication: 0 }, "engage", tick)).action
        sent = Array.from(rows).filter((r) => treatment[r] !== 0)
        const outcome = Float32Array.from(pages, (x) => (next() < chance(-8 + 5 * Math.log(1 + x)) ? 10 : 0))
        policy.learn?.({ seat: "engage", decidedAt: tick, rows, treatment, outcome, closed: true })
      }
      return sent
    }
    const [middle, top] = [sentTo("gain"), sentTo("score")]
    expect(middle).toHaveLength(90)
    expect(top).toEqual(Array.from({ length: 90 }, (_, k) => 210 + k))
    // even chances at ln(1 + x) = 1.6: 79 of 300
    expect(Math.min(...middle)).toBeGreaterThan(20)
    expect(Math.max(...middle)).toBeLessThan(160)
  })
})
