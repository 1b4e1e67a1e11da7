import { describe, expect, test } from "vitest"
import type { Policy } from "../../../policies/index.ts"
import { bootstrapThompsonEngage, linearThompsonEngage, linUcbEngage, logisticThompsonEngage } from "../../../policies/index.ts"
import { policyRandom } from "../../../policies/random.ts"
import type { Feedback, Observation } from "../../../sim/index.ts"
import { randomAt } from "./linear.ts"

const kinds = { linUcbEngage, linearThompsonEngage, bootstrapThompsonEngage, logisticThompsonEngage }
const treatments = [
  { name: "letter", discount: 0, cost: 1, channel: "mail", capacityPerDay: Number.POSITIVE_INFINITY },
  { name: "visit", discount: 0, cost: 1, channel: "sales", capacityPerDay: 12 },
  { name: "second", discount: 0, cost: 1, channel: "sales", capacityPerDay: 12 },
]

/** Customers who browse or do not, some of them contacted yesterday. */
function seen(tick: number, count: number, known = true): Observation {
  const luck = randomAt(tick, 31)
  const columns: Record<string, Float32Array> = {
    pageViews7d: Float32Array.from({ length: count }, () => (luck.next() < 0.5 ? 0 : 12)),
    purchases: Float32Array.from({ length: count }, () => (luck.next() < 0.1 ? Number.NaN : Math.floor(luck.next() * 5))),
    daysSincePurchase: new Float32Array(count).fill(Number.NaN),
    daysSinceContact: Float32Array.from({ length: count }, (_, r) => (r % 10 === 0 ? 1 : Number.NaN)),
  }
  const column = (name: string) => (known ? columns[name] : undefined)
  return {
    tick,
    hoursPerTick: 24,
    books: { treatments },
    customers: { rows: Uint32Array.from({ length: count }, (_, r) => 3 * r), column },
  } as unknown as Observation
}

/** Margins: 0 or 40, oftener where a letter comes to one who browses and a visit to one who does not, rarer otherwise. */
function told(o: Observation, treatment: Uint8Array): Feedback<"engage"> {
  const pages = o.customers.column("pageViews7d")
  const outcome = Float32Array.from(treatment, (k, r) => {
    const browses = (pages?.[r] ?? 0) > 0
    const chance = 0.3 + (k === 1 ? (browses ? 0.25 : -0.2) : k === 2 ? (browses ? -0.2 : 0.25) : k === 3 ? -0.25 : 0)
    return r % 17 === 0 ? Number.NaN : policyRandom({ seed: 8, replication: 0 }, "engage", o.tick).row(r, 9) < chance ? 40 : 0
  })
  return { seat: "engage", decidedAt: o.tick, rows: o.customers.rows, treatment, outcome, closed: true }
}

/** Some days, with outcomes ten days late. @returns decisions by day */
function live(policy: Policy<"engage">, days: number, count: number, waiting: Feedback<"engage">[] = [], from = 0) {
  const decisions = []
  for (let t = from; t < from + days; t++) {
    if (waiting.length > 10) policy.learn?.(waiting.shift() as Feedback<"engage">)
    const o = seen(t, count)
    const decision = policy.act(o, randomAt(t))
    decisions.push(decision)
    waiting.push(told(o, decision.action.treatment))
  }
  return decisions
}
const options = { rules: [], priorSpread: 10 }
const optionsOf = (name: string) => (name.startsWith("logistic") ? { rules: [], priorSpread: 1 } : options)

describe.each(Object.entries(kinds))("%s", (name, kind) => {
  const make = () => kind(optionsOf(name) as never)

  test("learns whom to send what, from late outcomes, within the sales team's capacity", () => {
    const decisions = live(make(), 60, 200)
    const counts = { browsesLetter: 0, browses: 0, quietVisit: 0, quietLetter: 0, quiet: 0, second: 0 }
    decisions.forEach(({ action: { treatment }, propensity }, t) => {
      const o = seen(t, 200)
      const sales = treatment.filter((k) => k >= 2).length
      expect(sales).toBeLessThanOrEqual(12)
      treatment.forEach((k, r) => {
        expect(propensity?.[r]).toBeGreaterThan(0)
        expect(propensity?.[r]).toBeLessThanOrEqual(1)
        if (r % 10 === 0) expect(k).toBe(0) // contacted yesterday
        if (t < 40 || r % 10 === 0) return
        if ((o.customers.column("pageViews7d")?.[r] as number) > 0) {
          counts.browses++
          if (k === 1) counts.browsesLetter++
        } else {
          counts.quiet++
          if (k === 1) counts.quietLetter++
          if (k === 2) counts.quietVisit++
        }
        if (k === 3) counts.second++
      })
    })
    expect(counts.browsesLetter / counts.browses).toBeGreaterThan(0.8)
    expect(counts.quietLetter / counts.quiet).toBeLessThan(0.25)
    // twelve visits a day for ninety who are quiet, most of them the kind that works
    expect(counts.quietVisit).toBeGreaterThan(20 * 12 * 0.6)
    expect(counts.second).toBeLessThan(0.5 * counts.quietVisit)
  })

  test("goes on exactly from what it saved, outcomes under way included", () => {
    const waiting: Feedback<"engage">[] = []
    const first = make()
    live(first, 14, 60, waiting)
    first.learn?.(waiting.shift() as Feedback<"engage">)
    const second = make()
    second.load(JSON.parse(JSON.stringify(first.save())))
    const [a, b] = [first, second].map((policy) => live(policy, 6, 60, [...waiting], 14))
    expect(b).toEqual(a)
    expect(JSON.stringify(second.save())).toBe(JSON.stringify(first.save()))
  })

  test("copes with no columns, no customers, no treatments and outcomes that nobody tells", () => {
    const policy = make()
    const blind = seen(0, 20, false)
    const decision = policy.act(blind, randomAt(0))
    expect(decision.action.treatment.length).toBe(20)
    policy.learn?.({ ...told(blind, decision.action.treatment), outcome: new Float32Array(20).fill(Number.NaN) })
    expect(policy.act(seen(1, 0), randomAt(1)).action.treatment.length).toBe(0)
    const nothing = { ...seen(2, 5), books: { treatments: [] } } as unknown as Observation
    expect([...make().act(nothing, randomAt(2)).action.treatment]).toEqual([0, 0, 0, 0, 0])
    policy.begin?.()
    expect((policy.save() as { waiting: object }).waiting).toEqual({})
  })
})

test("before there are outcomes those that learn money lean to what the rules would send", () => {
  const rules = [{ name: "browses", when: "pageViews7d >= 6", treatment: "letter" }]
  const decision = linUcbEngage({ rules, priorSpread: 1e-6, priorReturn: 3 } as never).act(seen(0, 50), randomAt(0))
  const pages = seen(0, 50).customers.column("pageViews7d") as Float32Array
  decision.action.treatment.forEach((k, r) => expect(k).toBe(r % 10 !== 0 && (pages[r] as number) > 0 ? 1 : 0))
})
