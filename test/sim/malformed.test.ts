import { fc, test } from "@fast-check/vitest"
import { describe, expect, test as plain } from "vitest"
import { type Decisions, type Firm, seats } from "../../sim/index.ts"
import { decide, whims } from "./decisions.ts"
import { digestOf, firm, firmAt, lucks, opened, quiet, quietSegment, textOf, worlds } from "./worlds.ts"

/** A wild number that is no share, no money, no count and no number of anything. */
const wild = fc.constantFrom(Number.NaN, -1, -1e-300, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)

interface Spoiled {
  /** What the message must name. */
  names: RegExp
  spoil(decisions: Decisions, at: number): unknown
}

const put = (list: ArrayLike<number>, at: number, value: number) => {
  const copy = Array.from(list)
  copy[at % copy.length] = value
  return copy
}

const spoilers: fc.Arbitrary<Spoiled> = fc.oneof(
  wild.map(
    (x): Spoiled => ({
      names: /^plan\.shares/,
      spoil: (d, at) => ({ ...d, plan: { action: { ...d.plan.action, shares: Float64Array.from(put(d.plan.action.shares, at, x)) } } }),
    }),
  ),
  fc.constantFrom(0.5, 1 + 1e-6, 2).map(
    (x): Spoiled => ({
      names: /^plan\.shares/,
      spoil: (d) => ({ ...d, plan: { action: { ...d.plan.action, shares: d.plan.action.shares.map((s) => s * x) } } }),
    }),
  ),
  fc.constantFrom(0, 1, 9).map(
    (more): Spoiled => ({
      names: /^plan\.shares/,
      spoil: (d) => ({ ...d, plan: { action: { ...d.plan.action, shares: new Float64Array(more === 0 ? 0 : d.plan.action.shares.length + more) } } }),
    }),
  ),
  wild.map((x): Spoiled => ({ names: /^plan\.spend/, spoil: (d) => ({ ...d, plan: { action: { ...d.plan.action, spend: x } } }) })),
  fc
    .oneof(
      fc.oneof(wild, fc.constantFrom(0, 0.499, 2.001, undefined)).map((price) => ({ price })),
      fc.oneof(wild, fc.constantFrom(0.9001, 1, undefined)).map((promotion) => ({ promotion })),
    )
    .map(
      (wrong): Spoiled => ({
        names: new RegExp(`^respond\\.${Object.keys(wrong)[0]}`),
        spoil: (d) => ({ ...d, respond: { action: { ...d.respond.action, ...wrong } } }),
      }),
    ),
  wild.map(
    (x): Spoiled => ({
      names: /^create\.make/,
      spoil: (d, at) => ({ ...d, create: { action: { ...d.create.action, make: put(d.create.action.make, at, x) } } }),
    }),
  ),
  fc
    .constantFrom(0, 40)
    .map((n): Spoiled => ({ names: /^create\.make/, spoil: (d) => ({ ...d, create: { action: { ...d.create.action, make: new Int32Array(n) } } }) })),
  fc.constantFrom(60_000, -1, Number.NaN, 0.5).map(
    (x): Spoiled => ({
      names: /^create\.match/,
      spoil: (d, at) => ({ ...d, create: { action: { ...d.create.action, match: put(d.create.action.match, at, x) } } }),
    }),
  ),
  fc
    .constantFrom(0, 400)
    .map((n): Spoiled => ({ names: /^create\.match/, spoil: (d) => ({ ...d, create: { action: { ...d.create.action, match: new Uint16Array(n) } } }) })),
  fc.constantFrom(1, 500).map(
    (more): Spoiled => ({
      names: /^engage\.treatment/,
      spoil: (d) => ({ ...d, engage: { action: { treatment: new Uint8Array(d.engage.action.treatment.length + more) } } }),
    }),
  ),
  fc
    .constantFrom(-1, -1e-9, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)
    .map((x): Spoiled => ({ names: /^bid\.bids/, spoil: (d, at) => ({ ...d, bid: { action: { bids: Float32Array.from(put(d.bid.action.bids, at, x)) } } }) })),
  fc.constantFrom(0, 400).map((n): Spoiled => ({ names: /^bid\.bids/, spoil: (d) => ({ ...d, bid: { action: { bids: new Float32Array(n) } } }) })),
  fc.constantFrom(...seats).map((seat): Spoiled => ({ names: new RegExp(`^${seat}`), spoil: (d) => ({ ...d, [seat]: { action: {} } }) })),
  fc.constantFrom(...seats).map((seat): Spoiled => ({ names: new RegExp(`^${seat}`), spoil: (d) => ({ ...d, [seat]: {} }) })),
  fc
    .constantFrom(1e14, 1e300, Number.MAX_VALUE)
    .map((spend): Spoiled => ({ names: /^plan\.spend/, spoil: (d) => ({ ...d, plan: { action: { ...d.plan.action, spend } } }) })),
)

describe("a malformed decision", () => {
  test.prop([worlds, lucks, whims, spoilers, fc.nat(99)], { seed: 7, numRuns: 100 })(
    "throws a RangeError that names seat and field, and changes nothing",
    (world, luck, behaviour, { names, spoil }, at) => {
      const market = opened(world, luck.seed)
      let step = market.look()
      for (const whim of behaviour.slice(0, 2)) step = market.step(decide(world, step, whim))
      const [bytes, digest] = [textOf(market.snapshot()), digestOf(market)]
      const decisions = spoil(decide(world, step, behaviour[2] as (typeof behaviour)[number]), at) as Decisions
      expect(() => market.step(decisions)).toThrow(expect.objectContaining({ name: "RangeError", message: expect.stringMatching(names) }))
      expect(digestOf(market)).toBe(digest)
      expect(textOf(market.snapshot()) === bytes).toBe(true)
    },
  )

  for (const treatment of [2, 255, -1, Number.NaN, 0.5, Number.POSITIVE_INFINITY])
    plain(`a treatment ${treatment} where there is one is refused, whatever array carries it`, () => {
      const market = opened(quiet({ segments: [{ ...quietSegment, subscribed: 1 }] }))
      const { rows } = market.look().observation.customers
      expect(rows.length).toBeGreaterThan(0)
      const bytes = textOf(market.snapshot())
      const decisions = { engage: { action: { treatment: Array.from(rows, () => treatment) } } } as unknown as Decisions
      expect(() => market.step(decisions)).toThrow(/^engage\.treatment\[0\]: expected/)
      expect(textOf(market.snapshot()) === bytes).toBe(true)
    })

  plain("creatives that cost nothing can be commissioned by the thousand, but not without end", () => {
    const market = opened(quiet({ creative: { cost: 0 } }))
    const { match } = market.look().observation.books
    const create = (make: number) => market.step({ create: { action: { make: Int32Array.of(make), match } } })
    create(2000)
    expect(market.look().observation.books.creatives.length).toBe(2001)
    expect(() => create(2 ** 31 - 1)).toThrow(/^create\.make\[0\]: expected/)
    create(65_000)
    expect(market.look().observation.books.creatives.length).toBe(65_535)
  })
})

describe("a firm that cannot be", () => {
  for (const wrong of [Number.NaN, -1, Number.POSITIVE_INFINITY])
    plain(`is refused: ${wrong} as latency, cost or window`, () => {
      const world = quiet()
      expect(() => opened(world, 1, firmAt(24, wrong))).toThrow(/^organisation\.latency\.plan: expected/)
      expect(() => opened(world, 1, firmAt(24, 0, wrong))).toThrow(/^organisation\.costPerDay: expected/)
      expect(() => opened(world, 1, { ...firm, outcomeDays: wrong })).toThrow(/^outcomeDays: expected/)
      if (wrong !== Number.POSITIVE_INFINITY) expect(() => opened(world, 1, firmAt(wrong))).toThrow(/^organisation\.cadence\.plan: expected/)
      expect(() => opened(world, 1, { ...firm, sources: ["nowhere"] })).toThrow(/^sources: expected/)
      expect(() => opened(world, 1, { ...firm, needs: ["goodwill"] })).toThrow(/^needs: expected/)
    })

  for (const [where, ways] of [
    ["latency.engage.approve", { latency: { engage: { approve: -1 } } }],
    ["latency.plan: expected one of sense, decide, approve, execute; found aprove", { latency: { plan: { aprove: 1 } } }],
    ["cadence: expected one of .*; found plans", { cadence: { plans: 24 } }],
    ["teams[0].seats: expected one of .*; found planner", { teams: [{ name: "a", seats: ["planner"] }] }],
    [
      "teams[1].capacityPerDay",
      {
        teams: [
          { name: "a", seats: [] },
          { name: "b", seats: [], capacityPerDay: 0 },
        ],
      },
    ],
    ["teams[0].people", { teams: [{ name: "a", seats: [], people: 1.5 }] }],
    ["handOver", { handOver: Number.NaN }],
    ["spread", { spread: -0.1 }],
    ["automated.create", { automated: { create: 1.1 } }],
    ["rework", { rework: 1 }],
    ["faults.automated.twice", { faults: { automated: { fails: 0.6, twice: 0.6 } } }],
    ["guardrails.contactsPerWeek", { guardrails: { contactsPerWeek: 0 } }],
    ["guardrails.shareStep", { guardrails: { shareStep: 0 } }],
    ["guardrails.bidStep", { guardrails: { bidStep: Number.NaN } }],
    ["guardrails.priceFloor", { guardrails: { priceFloor: 2 } }],
  ] as [string, object][])
    plain(`is refused: organisation.${where}`, () => {
      const wrong = { ...firm, organisation: { ...firm.organisation, ...ways } } as Firm
      expect(() => opened(quiet(), 1, wrong)).toThrow(new RegExp(`^organisation\\.${where.replace(/[[\]]/g, "\\$&")}`))
    })

  plain("is one that costs more than its budget", () => {
    expect(() => opened(quiet({ budget: 100 }), 1, firmAt(24, 0, 10))).toThrow(/budget: expected at least 364/)
  })
})
