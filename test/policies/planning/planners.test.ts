import { describe, expect, test } from "vitest"
import { equalMarginal, greedyMarginal, mpc } from "../../../policies/index.ts"
import { aboveZero, responseModel, towards } from "../../../policies/planning/responseModel.ts"
import type { Policy } from "../../../policies/policy.ts"
import type { Ahead } from "../../../policies/prediction/rollingOrigin.ts"
import { policyRandom } from "../../../policies/random.ts"
import type { Observation } from "../../../sim/index.ts"

const luck = { seed: 3, replication: 0 }
const channels = ["good", "poor", "none"]

/** Two years of days of a market whose sales are planted: ln orders = constant + Σ effect · x/(K + x) of the adstock + season + noise. */
function market(effects: readonly number[], { wander = 0.6, noise = 0.02, days = 728, amplitude = 0.2 } = {}) {
  const random = policyRandom({ seed: 11, replication: 0 }, "plan", 0)
  const series: Record<string, Float64Array> = {}
  const stocks = channels.map(() => 1000)
  const spends = channels.map(() => new Float64Array(days))
  const [orders, category] = [new Float64Array(days), new Float64Array(days)]
  const share = channels.map(() => 1)
  for (let t = 0; t < days; t++) {
    if (t % 28 === 0) channels.forEach((_, k) => (share[k] = Math.exp(wander * random.normal())))
    let sum = 0
    channels.forEach((_, k) => {
      ;(spends[k] as Float64Array)[t] = 1000 * (share[k] as number)
      stocks[k] = 0.98 * (stocks[k] as number) + 0.02 * (spends[k]?.[t] as number)
      sum += ((effects[k] as number) * (stocks[k] as number)) / (1000 + (stocks[k] as number))
    })
    const season = amplitude * Math.cos((2 * Math.PI * t) / 364)
    orders[t] = 400 * Math.exp(sum + season + noise * random.normal())
    category[t] = 900 * Math.exp(season + noise * random.normal())
  }
  channels.forEach((name, k) => (series[`spend.${name}`] = spends[k] as Float64Array))
  series.orders = orders
  series["marketRevenue.rival"] = category
  return series
}

/** What a planner sees with a share of a year left. @param without series that no source tells */
function seen(series: Record<string, Float64Array>, { remaining = 364, available = 3000 * 364, paid = channels, without = [] as string[] } = {}): Observation {
  return {
    tick: 0,
    hoursPerTick: 24,
    books: { paid, rivals: ["rival"], available, budget: available, remaining, deposits: new Float64Array(paid.length) },
    series: (name: string) => (without.some((w) => name.startsWith(w)) ? undefined : series[name]),
  } as unknown as Observation
}

type Held = NonNullable<ReturnType<NonNullable<ReturnType<typeof responseModel>>["heldOut"]>>

const options = { elasticity: 0.24, doubt: 1, even: 0.5, halfLifeDays: 45, newCustomerOrders: 0 }
const planted = market([0.8, 0.1, 0])
const planners = [equalMarginal, mpc, greedyMarginal] as const
const act = (policy: Policy<"plan">, o: Observation, tick = 0) => policy.act({ ...o, tick }, policyRandom(luck, "plan", tick))
const shares = (policy: Policy<"plan">, o: Observation, decisions = 24) => {
  let out: number[] = []
  for (let t = 0; t < decisions; t++) out = [...act(policy, o, 7 * t).action.shares]
  return out
}

describe("the learned response", () => {
  test("finds the planted effects within two posterior standard deviations, and carry-over of about a month", () => {
    const model = responseModel(seen(planted), options)
    expect(model).toBeDefined()
    // in units of the usual spend as half point; the planted half point is 1000
    model?.mix.mode.media.forEach(({ effect }, k) => {
      const x = model.usual[k] as number
      const local = (4 * (([0.8, 0.1, 0][k] as number) * (7000 * x))) / ((7000 + x) * (7000 + x))
      expect(Math.abs(effect - local)).toBeLessThan(2 * model.mix.effectSd(k) + 0.05 * local)
    })
    const weekly = model?.mix.mode.media[0]?.retention as number
    expect(weekly).toBeGreaterThan(0.98 ** 7 - 0.12)
    expect(weekly).toBeLessThan(0.98 ** 7 + 0.08)
  })

  test("is judged on weeks that it knows nothing of: whatever was sold in them, it says the same beforehand", () => {
    const doubled = { ...planted, orders: (planted.orders as Float64Array).map((v, t) => (t >= 728 - 28 ? 2 * v : v)) }
    const [held, other] = [planted, doubled].map((series) => responseModel(seen(series), options)?.heldOut(4)) as [Held, Held]
    expect(held.before).toHaveLength(728 / 7 - 4 - 8)
    expect(other.before).toEqual(held.before)
    held.forecasts.forEach(({ mean, sd, actual }, h) => {
      expect(other.forecasts[h]).toEqual({ mean, sd, actual: expect.closeTo(actual + Math.LN2, 9) })
    })
    expect(responseModel(seen(planted), options)?.heldOut(92)).toBeUndefined()
  })

  test("an advertisement does not repel: the mean of a belief above 0", () => {
    expect(aboveZero(0, 1)).toBeCloseTo(Math.sqrt(2 / Math.PI), 9)
    expect(aboveZero(10, 1)).toBeCloseTo(10, 9)
    expect(aboveZero(-5, 1)).toBeGreaterThan(0)
    expect(aboveZero(-5, 1)).toBeLessThan(0.2)
    expect(aboveZero(2, 0)).toBe(2)
  })

  test("moves are bounded and shares stay shares", () => {
    const moved = towards([0.5, 0.3, 0.2], [0, 0, 1], 0.1)
    expect(moved.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
    expect((moved[0] as number) / 0.5).toBeGreaterThan(0.9)
    expect((moved[2] as number) / 0.2).toBeLessThan(1.25)
  })
})

describe.each([
  ["equal-marginal", equalMarginal],
  ["mpc", mpc],
] as const)("%s", (_, kind) => {
  test("gives more to what works and less to what does not", () => {
    const [good, poor, none] = shares(kind({ explore: 0 }), seen(planted)) as [number, number, number]
    expect(good).toBeGreaterThan(1.5 * poor)
    expect(good).toBeGreaterThan(1.5 * none)
  })

  test("explores by draws: other luck, other plans; without exploring none", () => {
    const alike = market([0.3, 0.3, 0.3])
    const plans = (explore: number) =>
      [0, 1].map((replication) =>
        [...kind({ explore, step: 1 }).act(seen(alike), policyRandom({ seed: 1, replication }, "plan", 0)).action.shares].map((x) => x.toFixed(9)),
      )
    const [a, b] = plans(0)
    expect(a).toEqual(b)
    const [c, d] = plans(1)
    expect(c).not.toEqual(d)
  })
})

describe("what planners predict is judged at each refit, on the weeks since the last one", () => {
  const origins = 13
  const judged = (kind: typeof equalMarginal | typeof mpc) => {
    const policy = kind({ explore: 0 })
    let reason = ""
    for (let k = 0; k < origins; k++) {
      const day = 728 - 28 * (origins - 1 - k)
      const until = Object.fromEntries(Object.entries(planted).map(([name, s]) => [name, s.slice(0, day)]))
      reason = act(policy, seen(until), day).reason as string
    }
    return { reason, report: (policy.save() as { report: unknown }).report }
  }
  /** Intervals of 80 % hold it within three binomial standard errors, and the error is under a bound. */
  const sound = (report: unknown, least: number, most: number) => {
    expect(report).toMatchObject([{ ahead: 1 }, { ahead: 4 }])
    for (const { mase, covered80, count } of report as Ahead[]) {
      expect(count).toBeGreaterThanOrEqual(least)
      expect(mase).toBeLessThan(most)
      expect(Math.abs(covered80 - 0.8)).toBeLessThan(3 * Math.sqrt((0.8 * 0.2) / count))
    }
  }
  const words =
    /sales of unseen weeks at their media: one week ahead MASE 0\.\d\d, 80 % interval held \d+ of 13; 4 weeks ahead MASE 0\.\d\d, 80 % interval held \d+ of 13/

  test("equal-marginal: the response", () => {
    const { reason, report } = judged(equalMarginal)
    expect(reason).toMatch(words)
    sound(report, origins, 1)
  })

  test("mpc: the response and the demand ahead", () => {
    const { reason, report } = judged(mpc)
    expect(reason).toMatch(words)
    expect(reason).toMatch(/; demand: one week ahead MASE \d\.\d\d, .* of 12$/)
    const { response, demand } = report as { response: Ahead[]; demand: Ahead[] }
    sound(response, origins, 1)
    // the planted season comes again each year: no forecast from one year beats repeating it, nor should be worse by more than three standard errors of twelve |N(0, 1)|
    sound(demand, origins - 1, 1 + 3 * Math.sqrt((Math.PI / 2 - 1) / 12))
  })
})

describe("mpc", () => {
  test("times money towards the season, within bounds", () => {
    const policy = (series: Record<string, Float64Array>) => act(mpc({ explore: 0 }), seen(series)).action.spend
    const even = (3000 * 364) / 364
    // the year begins at the season's top, or at its bottom
    const [high, low] = [0.5, -0.5].map((amplitude) => policy(market([0.3, 0.3, 0.3], { amplitude, wander: 0.1 }))) as [number, number]
    expect(high).toBeGreaterThan(1.1 * low)
    expect(high).toBeLessThanOrEqual(1.3 * even)
    expect(low).toBeGreaterThanOrEqual(even / 1.3 - 0.05 * 1.3 * even)
  })
})

describe("greedy marginal", () => {
  const attributed = (series: Record<string, Float64Array>, returns: readonly number[]) => ({
    ...series,
    ...Object.fromEntries(
      channels.map((name, k) => [`revenue.last.${name}`, (series[`spend.${name}`] as Float64Array).map((x) => (returns[k] as number) * 30 * Math.sqrt(x))]),
    ),
  })

  test("moves one step from the least to the most marginal attributed return, and again each period", () => {
    const o = seen(attributed(planted, [1, 5, 3]))
    const policy = greedyMarginal({ step: 0.05 })
    const start = act(greedyMarginal({ step: 1e-9 }), o, 0).action.shares
    const first = act(policy, o, 0).action.shares
    expect(first[1]).toBeCloseTo((start[1] as number) + 0.05, 6)
    expect(first[0]).toBeCloseTo((start[0] as number) - 0.05, 6)
    expect(first[2]).toBeCloseTo(start[2] as number, 6)
    expect([...act(policy, o, 7).action.shares]).toEqual([...first])
    expect(act(policy, o, 28).action.shares[1]).toBeCloseTo((start[1] as number) + 0.1, 6)
  })

  test("stops at the floor", () => {
    const end = shares(greedyMarginal({ holdDays: 7, step: 0.1 }), seen(attributed(planted, [1, 5, 3])))
    expect(Math.min(...end)).toBeCloseTo(0.02, 6)
  })
})

describe.each(planners.map((kind) => [kind.card.name, kind] as const))("%s copes", (_, kind) => {
  const whole = ({ action }: ReturnType<typeof act>, n: number) => {
    expect(action.shares.length).toBe(n)
    expect(action.shares.every((s) => s >= 0)).toBe(true)
    expect(action.shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9)
    expect(action.spend).toBeGreaterThanOrEqual(0)
    expect(Number.isFinite(action.spend)).toBe(true)
  }

  test("without sources, without a panel, with holes, with no money, with one channel, with three days of books, on the last day", () => {
    whole(act(kind(), seen(planted, { without: ["spend", "orders", "revenue", "market"] })), 3)
    whole(act(kind(), seen(planted, { without: ["market"] })), 3)
    const holes = Object.fromEntries(Object.entries(planted).map(([name, s]) => [name, s.map((v, t) => (t % 50 === 3 ? Number.NaN : v))]))
    whole(act(kind(), seen(holes)), 3)
    whole(act(kind(), seen(planted, { available: 0 })), 3)
    expect(act(kind(), seen(planted, { available: 0 })).action.spend).toBe(0)
    whole(act(kind(), seen(planted, { paid: ["good"] })), 1)
    whole(act(kind(), seen(Object.fromEntries(Object.entries(planted).map(([name, s]) => [name, s.slice(0, 3)])))), 3)
    whole(act(kind(), seen(planted, { remaining: 1 })), 3)
    const nothing = Object.fromEntries(Object.entries(planted).map(([name, s]) => [name, s.map((v) => (name.startsWith("spend") ? 0 : v))]))
    whole(act(kind(), seen(nothing)), 3)
  })

  test("goes on exactly from what it saved", () => {
    const o = seen(planted)
    const first = kind()
    first.learn?.({ seat: "plan", spent: Float64Array.of(1, 2, 3), undelivered: Float64Array.of(0, 5, 0), margin: 1 })
    for (const tick of [0, 7, 14]) act(first, o, tick)
    const second = kind()
    second.load(JSON.parse(JSON.stringify(first.save())))
    for (const tick of [21, 28, 35, 56]) {
      const [a, b] = [act(first, o, tick), act(second, o, tick)]
      expect(b).toEqual(a)
    }
  })

  test("refuses options out of range", () => {
    expect(() => kind({ holdDays: 0 })).toThrow("holdDays: expected a number above 0")
  })
})
