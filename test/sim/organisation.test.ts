import { fc, test } from "@fast-check/vitest"
import { describe, expect, test as plain } from "vitest"
import { advance, faultOf, freeDesks, isAutomated, type Work } from "../../sim/desks.ts"
import { type Entry, type Faults, inside, type Market, math, type Organisation, open, seats, totalCost } from "../../sim/index.ts"
import { meanResponse } from "../../sim/journal.ts"
import * as L from "../../sim/kernel/layout.ts"
import { ACTS, type Instruction } from "../../sim/organisation.ts"
import { key } from "../../sim/random.ts"
import { decide, whims } from "./decisions.ts"
import { cells4se, meanOf, varianceOf, within4se } from "./errors.ts"
import { digestOf, firm, firmAt, lucks, opened, quiet, quietMedia, quietMessage, quietSegment, textOf, total, worlds } from "./worlds.ts"

/** How instructions pass through an organisation (docs/model.md, 3): laws of queues, rework, faults, and what they do to a market. */

const instruction = (sequence: number, hour: number, seat: Instruction["seat"] = "plan", stage = 3): Instruction => ({
  seat,
  sequence,
  issued: sequence,
  stage,
  hour,
  automated: false,
  reworked: 0,
  action: { shares: Float64Array.of(1), spend: 1 },
})

const working = (ways: Partial<Organisation>, seed = 1): Work => {
  const organisation = { cadence: {}, latency: {}, costPerDay: 0, ...ways }
  return { organisation, key: key({ seed, replication: 0 }, 0), queue: [], free: freeDesks(organisation) }
}

/** Uniforms for a test's own luck. */
function* uniforms(seed: number): Generator<number, never> {
  for (let x = seed; ; ) {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0
    yield (x + 0.5) / 2 ** 32
  }
}

/** Hours from each arrival of a Poisson stream (a day) to its effect. */
function stays(ways: Partial<Organisation>, perDay: number, count: number): number[] {
  const work = working(ways)
  const luck = uniforms(7)
  const arrived: number[] = []
  const stay: number[] = []
  let hour = 0
  for (let k = 0; k < count; k++) {
    hour -= (24 / perDay) * math.log(luck.next().value)
    arrived.push(hour)
    work.queue.push(instruction(k, hour))
    for (const done of advance(work, hour)) stay[done.sequence] = done.hour - (arrived[done.sequence] as number)
  }
  for (const done of advance(work, Number.POSITIVE_INFINITY)) stay[done.sequence] = done.hour - (arrived[done.sequence] as number)
  return stay
}

/** Means of batches that are long against the memory of a queue. */
function batches(values: readonly number[], of = 2000): number[] {
  return Array.from({ length: Math.floor(values.length / of) }, (_, b) => values.slice(b * of, (b + 1) * of).reduce((sum, v) => sum + v / of, 0))
}

describe("a desk", () => {
  test.prop([fc.array(fc.record({ gap: fc.integer({ min: 0, max: 40 }), seat: fc.constantFrom(...seats) }), { minLength: 1, maxLength: 40 })], { seed: 21 })(
    "serves in order of arrival, and nobody before the one ahead is served: W' = max(0, W + S − A) (Lindley 1952)",
    (arrivals) => {
      const work = working({ teams: [{ name: "all", seats, stages: ["execute"], capacityPerDay: 3 }] })
      let hour = 0
      const expected: number[] = []
      let wait = 0
      arrivals.forEach(({ gap, seat }, k) => {
        wait = k === 0 ? 0 : Math.max(0, wait + 8 - gap)
        hour += k === 0 ? 0 : gap
        expected.push(hour + wait + 8)
        work.queue.push(instruction(k, hour, seat))
      })
      work.queue.reverse()
      const done = advance(work, Number.POSITIVE_INFINITY)
      expect(done.map((i) => i.sequence)).toEqual(arrivals.map((_, k) => k))
      expect(done.map((i) => i.hour)).toEqual(expected)
    },
  )

  plain("met by a Poisson stream keeps it waiting ρ/(2(1 − ρ)) service times when they are constant (M/D/1)", () => {
    const stay = stays({ teams: [{ name: "all", seats, stages: ["execute"], capacityPerDay: 10 }] }, 7, 60_000)
    within4se(
      batches(stay).map((mean) => mean - 2.4),
      (2.4 * 0.7) / (2 * 0.3),
    )
  })

  plain("and λ E S²/(2(1 − ρ)) when they vary (Pollaczek–Khinchine)", () => {
    const stay = stays({ teams: [{ name: "all", seats, stages: ["execute"], capacityPerDay: 10 }], spread: 0.6 }, 6, 100_000)
    within4se(
      batches(stay).map((mean) => mean - 2.4),
      ((6 / 24) * 2.4 * 2.4 * math.exp(0.36)) / (2 * 0.4),
    )
  })

  plain("that cannot keep up falls behind without end; one without a limit never waits", () => {
    const stay = stays({ teams: [{ name: "all", seats, stages: ["execute"], capacityPerDay: 10 }] }, 20, 2000)
    expect(stay[1999]).toBeGreaterThan(2000)
    for (const hours of stays({ teams: [{ name: "all", seats }], latency: { plan: 5 } }, 20, 2000)) expect(hours).toBeCloseTo(5, 9)
  })

  plain("of several people takes up as many pieces at once, so that its work waits less than with one who is three times as fast", () => {
    const team = { name: "all", seats, stages: ["execute"] as const }
    const work = working({ teams: [{ ...team, people: 3, capacityPerDay: 2 }] })
    for (let k = 0; k < 7; k++) work.queue.push(instruction(k, k === 6 ? 13 : 0))
    expect(advance(work, 1000).map((i) => i.hour)).toEqual([12, 12, 12, 24, 24, 24, 36])
    const wait = (people: number, capacityPerDay: number) => {
      const stay = stays({ teams: [{ ...team, people, capacityPerDay }] }, 7, 30_000)
      return batches(stay.map((hours) => hours - 24 / capacityPerDay))
    }
    const [one, three] = [wait(1, 10), wait(3, 10 / 3)]
    const apart = one.map((w, b) => w - (three[b] as number))
    expect(meanOf(apart)).toBeGreaterThan(4 * Math.sqrt(varianceOf(apart) / apart.length))
  })

  plain("is shared by its seats: one seat's work waits for the other's", () => {
    const work = working({ teams: [{ name: "all", seats, stages: ["execute"], capacityPerDay: 2 }] })
    work.queue.push(instruction(0, 0, "create"), instruction(1, 1, "plan"))
    expect(advance(work, 100).map((i) => [i.seat, i.hour])).toEqual([
      ["create", 12],
      ["plan", 24],
    ])
  })
})

describe("an instruction", () => {
  const silos: Partial<Organisation> = {
    latency: { plan: { sense: 1, decide: 2, approve: 4, execute: 8 } },
    handOver: 16,
  }
  for (const [name, teams, hours] of [
    ["one team for all stages", [{ name: "one", seats }], 15],
    [
      "a team that decides and one that executes",
      [
        { name: "analysts", seats, stages: ["sense", "decide", "approve"] as const },
        { name: "buyers", seats, stages: ["execute"] as const },
      ],
      31,
    ],
    [
      "a team a stage",
      [
        { name: "analysts", seats, stages: ["sense", "decide"] as const },
        { name: "managers", seats, stages: ["approve"] as const },
        { name: "buyers", seats, stages: ["execute"] as const },
      ],
      47,
    ],
    [
      "a team for another seat",
      [
        { name: "writers", seats: ["create"] as const },
        { name: "buyers", seats: ["plan"] as const },
      ],
      15,
    ],
  ] as const)
    plain(`takes its stages' hours and a hand-over wherever the team changes: ${name}`, () => {
      const work = working({ ...silos, teams })
      work.queue.push(instruction(0, 100, "plan", 0))
      expect(advance(work, 1000).map((i) => i.hour)).toEqual([100 + hours])
    })

  plain("that is automated acts once it is sensed, and keeps no desk busy", () => {
    const work = working({ ...silos, teams: [{ name: "one", seats, capacityPerDay: 1 }] })
    work.queue.push({ ...instruction(0, 0, "plan", 0), automated: true }, instruction(1, 0, "plan", 0))
    const [automated, other] = advance(work, 1000)
    expect(automated).toMatchObject({ sequence: 0, hour: 1, stage: ACTS })
    expect(other).toMatchObject({ sequence: 1, hour: 4 * 24 + 15 })
    expect(work.free[0]?.[0]).toBeLessThan(4 * 24 + 15)
  })

  plain("is sent back a geometric number of times, and each time costs its deciding and approving", () => {
    const work = working({ latency: silos.latency as Organisation["latency"], rework: 0.3 })
    const n = 20_000
    for (let k = 0; k < n; k++) work.queue.push(instruction(k, 0, "plan", 0))
    const counts: number[] = []
    for (let k = 0; k < n; k += 500) {
      const part = { ...work, queue: work.queue.slice(k, k + 500) }
      for (const { reworked, hour } of advance(part, Number.POSITIVE_INFINITY)) {
        counts.push(reworked)
        expect(hour).toBe(15 + 6 * reworked)
      }
    }
    cells4se(counts, (count) => 0.7 * 0.3 ** count)
  })

  plain("is automated, fails and arrives twice as often as stated", () => {
    const faults: { people: Faults; automated: Faults } = { people: { fails: 0.1, twice: 0.2 }, automated: { fails: 0.3, twice: 0 } }
    const { organisation, key: k } = working({ automated: { plan: 0.4 }, faults })
    const all = Array.from({ length: 20_000 }, (_, s) => s)
    within4se(
      all.map((s) => (isAutomated(organisation, k, "plan", s) ? 1 : 0)),
      0.4,
    )
    expect(all.some((s) => isAutomated(organisation, k, "create", s))).toBe(false)
    for (const automated of [false, true])
      for (const fault of ["fails", "twice"] as const)
        within4se(
          all.map((s) => (faultOf(organisation, k, { ...instruction(s, 0), automated }) === fault ? 1 : 0)),
          faults[automated ? "automated" : "people"][fault] as number,
        )
  })

  plain("meets its own luck, whatever else the firm does", () => {
    const alone = working({ latency: silos.latency as Organisation["latency"], spread: 1, rework: 0.5 })
    const among = { ...alone, queue: [instruction(0, 0, "create"), instruction(1, 0, "engage"), instruction(5, 0, "plan", 0)] }
    alone.queue.push(instruction(5, 0, "plan", 0))
    const [one] = advance(alone, Number.POSITIVE_INFINITY)
    expect(advance(among, Number.POSITIVE_INFINITY).find((i) => i.seat === "plan")).toEqual(one)
  })
})

/** A firm that works in some way. */
const working24 = (ways: Partial<Organisation>, cadence = 24) => {
  const { organisation } = firmAt(cadence)
  return { ...firm, organisation: { ...organisation, ...ways } }
}

describe("in a market", () => {
  test.prop([worlds, lucks, whims, fc.constantFrom(0, 2, 12, 72)], { seed: 22, numRuns: 25 })(
    "stages, teams, automation, spread, rework, faults and guardrails that are neutral are exactly the plain latency",
    (world, luck, behaviour, hours) => {
      const play = (ways: Partial<Organisation>) => {
        const market = open(world, { ...firmAt(24, hours), organisation: { ...firmAt(24, hours).organisation, ...ways } }, luck)
        for (const whim of behaviour.slice(0, world.clock.horizon)) market.step(decide(world, market.look(), whim))
        return digestOf(market)
      }
      const without = play({})
      const stagesOf = { sense: hours / 4, decide: hours / 4, approve: hours / 4, execute: hours / 4 }
      expect(
        play({
          latency: Object.fromEntries(seats.map((seat) => [seat, stagesOf])),
          teams: [{ name: "all", seats }],
          handOver: 50,
          spread: 0,
          automated: {},
          rework: 0,
          faults: { people: { fails: 0, twice: 0 }, automated: { fails: 1 } },
          guardrails: { shareStep: 1, priceFloor: 0 },
        }),
      ).toBe(without)
    },
  )

  const chatty = {
    customers: 2000,
    clock: { tick: "day", days: 28, burnIn: 7 },
    segments: [{ ...quietSegment, needRate: { mean: 0.3, shape: 100 }, usage: { social: 3 }, directVisits: 2, subscribed: 1 }],
    channels: [
      { ...quietMedia, gain: 0.1 },
      { name: "mail", kind: "owned", costPerMessage: 0.25 },
    ],
    treatments: [{ ...quietMessage, visits: 1, irritation: 0.1 }],
    customer: { goodwill: { elasticity: 0.5 } },
    history: { spend: 36_500 },
  }

  /** Plays ticks in which everything is decided: a plan, a creative, a message to everybody due, a price. */
  const busy = (market: Market, ticks: number, decisions = true) => {
    for (let t = 0; t < ticks; t++) {
      const { customers, books } = market.look().observation
      market.step(
        decisions
          ? {
              plan: { action: { shares: Float64Array.of(1), spend: 50 + t } },
              create: { action: { make: Int32Array.of(t % 3 === 0 ? 1 : 0), match: books.match } },
              engage: { action: { treatment: new Uint8Array(customers.rows.length).fill(1) }, reason: "all" },
              respond: { action: { price: 1 - 0.01 * t, promotion: 0 } },
            }
          : {},
      )
    }
    return market
  }

  plain("an instruction that fails has no effect, and the feedback says so", () => {
    const world = quiet(chatty)
    const failing = busy(opened(world, 3, working24({ faults: { people: { fails: 1 } } })), 10)
    const silent = busy(opened(world, 3, working24({})), 10, false)
    expect(inside(failing).state.ledger).toEqual(inside(silent).state.ledger)
    for (const column of ["goodwill", "irritation", "intent", "purchases", "lastContact"] as const)
      expect(inside(failing).memory.columns[column]).toEqual(inside(silent).memory.columns[column])
    const judged = failing.look().feedback.flatMap((f) => (f.seat === "engage" ? [...f.treatment] : []))
    expect(judged.length).toBeGreaterThan(0)
    expect(judged.every((t) => t === 0)).toBe(true)
    for (const entry of inside(failing).state.journal) expect(entry).toMatchObject({ result: "failed", acted: null, cost: 0, customers: 0 })
  })

  plain("a message that arrives twice is sent, paid and felt twice; a creative is made twice; a plan and a price are what they were", () => {
    const world = quiet(chatty)
    const once = opened(world, 3, working24({}, 240))
    const twice = opened(world, 3, working24({ faults: { people: { twice: 1 } } }, 240))
    for (const market of [once, twice]) {
      busy(market, 1)
      busy(market, 1, false)
    }
    const [a, b] = [inside(once), inside(twice)]
    expect(a.state.ledger.messages).toBeGreaterThan(0)
    expect(b.state.ledger.messages).toBe(2 * a.state.ledger.messages)
    expect(b.state.ledger.production).toBe(2 * a.state.ledger.production)
    expect(b.state.ledger.media).toBe(a.state.ledger.media)
    const felt = ({ memory }: typeof a) => memory.columns.irritation.reduce((sum, x) => sum + x, 0)
    expect(felt(b)).toBeGreaterThan(1.9 * felt(a))
    expect(b.state.journal.find((e) => e.seat === "engage")).toMatchObject({ twice: true, customers: 2 * (a.state.journal[2]?.customers as number) })
    const standing = (ways: Partial<Organisation>) => {
      const market = opened(world, 3, working24(ways))
      for (let t = 0; t < 5; t++)
        market.step({ plan: { action: { shares: Float64Array.of(1), spend: 50 + t } }, respond: { action: { price: 1 - 0.01 * t, promotion: 0 } } })
      return digestOf(market)
    }
    expect(standing({ faults: { people: { twice: 1 } } })).toBe(standing({}))
  })

  plain("latency emerges: with less capacity, more hand-overs or more rework a firm answers later", () => {
    const latency = Object.fromEntries(seats.map((seat) => [seat, { approve: 0, execute: 0 }]))
    const answer = (ways: Partial<Organisation>) =>
      meanResponse(inside(busy(opened(quiet(chatty), 3, working24({ latency, ...ways })), 28)).state.journal) as number
    const desks = (capacityPerDay: number) => [
      { name: "managers", seats, stages: ["approve"] as const, capacityPerDay },
      { name: "doers", seats, stages: ["execute"] as const, capacityPerDay: 20 },
    ]
    const plenty = answer({ teams: desks(20) })
    expect(answer({ teams: desks(5) })).toBeGreaterThan(plenty + 2)
    expect(answer({ teams: desks(3) })).toBeGreaterThan(answer({ teams: desks(5) }) + 24)
    expect(answer({ teams: desks(20), handOver: 6 })).toBeGreaterThan(plenty + 3)
    expect(answer({ teams: desks(20), rework: 0.5 })).toBeGreaterThan(plenty + 0.5)
    expect(answer({ teams: desks(3), automated: { engage: 0.9 } })).toBeLessThan(answer({ teams: desks(3) }) - 10)
  })

  plain("an instruction meets the same hours on a clock in hours, days and weeks", () => {
    const journal = (tick: string) => {
      const world = quiet({ ...chatty, customers: 64, clock: { tick, days: 56, burnIn: 7 } })
      const market = opened(
        world,
        3,
        working24(
          {
            latency: { plan: { decide: 5, approve: 3, execute: 9 }, create: 7, engage: { sense: 1.5 } },
            teams: [{ name: "managers", seats, stages: ["approve", "execute"], capacityPerDay: 1.7 }],
            spread: 0.7,
            rework: 0.4,
            automated: { engage: 0.5 },
          },
          168,
        ),
      )
      for (let t = 0; t < world.clock.horizon; t++) {
        const step = market.look()
        const { customers, books } = step.observation
        if (step.info.due.length === 0) market.step({})
        else
          market.step({
            plan: { action: { shares: Float64Array.of(1), spend: 50 } },
            create: { action: { make: Int32Array.of(0), match: books.match } },
            engage: { action: { treatment: new Uint8Array(customers.rows.length).fill(1) } },
            respond: { action: { price: 1, promotion: 0 } },
          })
      }
      return inside(market).state.journal.map(({ seat, issued, automated, reworked, decided, approved, executed, acted }) => {
        const goesLive = seat === "create" ? null : acted // a creative does with the next tick
        return { seat, issued, automated, reworked, decided, approved, executed, goesLive }
      })
    }
    const hourly = journal("hour")
    expect(hourly.length).toBeGreaterThan(20)
    expect(hourly.some(({ reworked }) => reworked > 0)).toBe(true)
    expect(journal("day")).toEqual(hourly)
    expect(journal("week")).toEqual(hourly)
  })

  plain("messages of one kind that reach a tick at several hours share their mean hour", () => {
    for (let seed = 1; ; seed++) {
      const market = opened(quiet(chatty), seed, working24({ latency: { engage: { approve: 30 } }, automated: { engage: 0.5 } }))
      for (let t = 0; t < 2; t++) {
        const { rows } = market.look().observation.customers
        // the first day's people, then all others
        const treatment = Uint8Array.from(rows, (number) => ((number % 3 === 0) === (t === 0) ? 1 : 0))
        market.step({ engage: { action: { treatment } } })
      }
      const { memory, state } = inside(market)
      const [first, second] = state.journal as [Entry, Entry]
      if (first.automated || !second.automated) continue
      expect([first.acted, second.acted]).toEqual([30, 24])
      expect(first.customers).toBeGreaterThan(0)
      expect(second.customers).toBeGreaterThan(0)
      expect(memory.treatment[L.TREATMENT_SLOTS + L.SEND_AT]).toBeCloseTo((0.25 * first.customers) / (first.customers + second.customers), 12)
      return
    }
  })

  plain("a plan that is overtaken by a later one does not come back", () => {
    const world = quiet(chatty)
    const market = opened(world, 3, working24({ latency: { plan: { approve: 30 } }, automated: { plan: 0.5 } }))
    for (let t = 0; t < 20; t++) market.step({ plan: { action: { shares: Float64Array.of(1), spend: t } } })
    const { journal, standing, plan } = inside(market).state
    expect(journal.some((e) => e.result === "superseded")).toBe(true)
    expect(plan.spend).toBe(standing.plan)
    let latest = -1
    for (const e of [...journal].filter((x) => x.acted !== null).sort((x, y) => (x.acted as number) - (y.acted as number))) {
      expect(e.sequence).toBeGreaterThan(latest)
      latest = e.sequence
    }
  })

  plain("queues, journal and contacts are part of a snapshot", () => {
    const ways = { latency: { plan: 50, engage: 30 }, teams: [{ name: "all", seats, capacityPerDay: 2 }], spread: 1, guardrails: { contactsPerWeek: 2 } }
    const market = busy(opened(quiet(chatty), 3, working24(ways)), 8)
    const snapshot = market.snapshot()
    expect(snapshot.state.queue.length).toBeGreaterThan(0)
    const first = textOf(busy(market, 10).snapshot())
    market.restore(snapshot)
    expect(textOf(busy(market, 10).snapshot()) === first).toBe(true)
  })

  for (const most of [1, 2, 4])
    plain(`no customer gets more than ${most} messages in any 7 days where that is the limit`, () => {
      const world = quiet({ ...chatty, history: { newsletter: { every: "3 days", treatment: "note" } } })
      const run = (ways: Partial<Organisation>) => {
        const market = opened(world, 3, working24(ways))
        const days: Uint8Array[] = []
        let most7 = 0
        for (let t = 0; t < 28; t++) {
          busy(market, 1)
          const { memory, state } = inside(market)
          days.push(Uint8Array.from(state.places, (place) => (memory.columns.lastContact[place] === state.tick - 1 ? 1 : 0)))
          const week = days.slice(-7)
          for (let n = 0; n < world.customers; n++)
            most7 = Math.max(
              most7,
              week.reduce((sum, day) => sum + (day[n] as number), 0),
            )
        }
        return { most7, limits: inside(market).state.journal.map((e) => e.limits) }
      }
      const { most7, limits } = run({ guardrails: { contactsPerWeek: most } })
      expect(most7).toBe(most)
      expect(limits.some((l) => /^frequency \d/.test(l))).toBe(true)
      expect(run({}).most7).toBeGreaterThan(4)
    })
})

plain("the journal's costs are the ledger's", () => {
  const world = quiet({
    segments: [{ ...quietSegment, usage: { social: 3 }, directVisits: 2, subscribed: 1 }],
    channels: [quietMedia, { name: "mail", kind: "owned", costPerMessage: 0.37 }],
    weight: 7,
  })
  const market = opened(world, 3, working24({ latency: { plan: 7, engage: 3 } }))
  for (let t = 0; t < 28; t++) {
    const { customers, books } = market.look().observation
    market.step({
      plan: { action: { shares: Float64Array.of(1), spend: 50 + 10 * t } },
      create: { action: { make: Int32Array.of(t % 5 === 0 ? 2 : 0), match: books.match } },
      engage: { action: { treatment: new Uint8Array(customers.rows.length).fill(1) }, reason: "everybody" },
    })
  }
  const { ledger, journal } = inside(market).state
  const cost = (seat: string) => journal.reduce((sum, e) => sum + (e.seat === seat ? e.cost : 0), 0)
  expect(ledger.messages).toBeGreaterThan(0)
  expect(ledger.media).toBeGreaterThan(0) // the history spends nothing: all of it is the plans'
  expect(ledger.production).toBeGreaterThan(0)
  expect([cost("engage"), cost("plan"), cost("create")]).toEqual([ledger.messages, ledger.media, ledger.production])
  expect(cost("engage") + cost("plan") + cost("create")).toBe(totalCost(ledger) - ledger.organisation)
  const written = journal.find((e) => e.seat === "engage" && e.customers > 0)
  expect(written).toMatchObject({ reason: "everybody", result: "done", limits: "" })
  const people = written?.customers.toLocaleString("en-US")
  expect(written?.what).toBe(`${people} contacts: ${people} note`)
  expect(journal.find((e) => e.seat === "plan")?.what).toBe("media 50 CNY a day: social 100 %")
  expect(journal[1]?.what).toBe("commission 2 for all; keep the creatives in use")
  expect(total(market, L.EXPOSURES + 2)).toBeGreaterThan(0)
})
