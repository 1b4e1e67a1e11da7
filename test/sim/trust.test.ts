import { describe, expect, test } from "vitest"
import { inside, type Market } from "../../sim/index.ts"
import * as L from "../../sim/kernel/layout.ts"
import { attract, contact, contacted, giveAll, nobody } from "./contacts.ts"
import { meanOf, varianceOf, within4se } from "./errors.ts"
import { digestOf, opened, played, quiet, quietMessage, quietSegment, total, valuesOf } from "./worlds.ts"

/** Trust in our brand: a customer's deviation from the segment's base, moved by contacts and fading by half-lives (sim/kernel/trust.ts). */

const customers = 4000

interface Case {
  /** The segment's trust. */
  base?: number
  law?: object
  message?: object
  segment?: object
  change?: object
}

/** A market in which everybody has agreed to messages, and every message is opened. */
function marketOf({ base = 0.5, law = {}, message = {}, segment = {}, change = {} }: Case, seed = 61): Market {
  const world = quiet({
    customers,
    segments: [{ ...quietSegment, subscribed: 1, trust: base, ...segment }],
    treatments: [{ ...quietMessage, ...message }],
    customer: { trust: law },
    ...change,
  })
  return opened(world, seed, nobody)
}

/** Everybody's deviation from the base after as many contacts. */
const deviations = (setting: Case, contacts = 1) => valuesOf(contacted(marketOf(setting), contacts), "trust")

/** All alike, and of this size to single precision. */
function allAre(values: readonly number[], expected: number): void {
  expect(values.length).toBeGreaterThan(100)
  expect(Math.min(...values)).toBe(Math.max(...values))
  expect(values[0]).toBeCloseTo(expected, 6)
}

describe("a contact moves trust", () => {
  test("by personal content: intrusion · personal · (1 − trust) is lost, the more the less there is", () => {
    for (const base of [0.1, 0.5, 0.9])
      for (const personal of [0.3, 1])
        allAre(deviations({ base, law: { intrusion: 0.2 }, message: { personal } }), Math.max(-base, -0.2 * personal * (1 - base)))
  })

  test("by irritation: each unit felt before it costs its share", () => {
    const market = marketOf({ law: { irritation: 0.1 } })
    giveAll(market, "irritation", 2)
    const felt = 2 * 2 ** (-1 / 14) // a day's decay with the default half-life
    allAre(valuesOf(contacted(market, 1), "trust"), -0.1 * felt)
  })

  test("by a breach: a contact with those who have not agreed, and only with them", () => {
    const market = marketOf({ law: { breach: 0.15 }, segment: { subscribed: 0.4 } })
    const agreed = valuesOf(market, "flags").map((bits) => (bits & L.SUBSCRIBED) !== 0)
    const after = valuesOf(contacted(market, 1), "trust")
    allAre(
      after.filter((_, i) => agreed[i]),
      0,
    )
    allAre(
      after.filter((_, i) => !agreed[i]),
      -0.15,
    )
  })

  test("by disclosure: it alarms alarm · (1 − trust) of those who read it and costs them trust, and wins it with the others", () => {
    for (const base of [0.2, 0.8]) {
      const disclosure = 0.6
      const after = deviations({ base, law: { alarm: 0.7, reassures: 0.25, repels: 0.15 }, message: { disclosure } })
      const repelled = after.filter((x) => x < 0)
      within4se(
        after.map((x) => (x < 0 ? 1 : 0)),
        0.7 * (1 - base),
      )
      allAre(repelled, -0.15 * disclosure)
      allAre(
        after.filter((x) => x >= 0),
        0.25 * disclosure * (1 - base),
      )
    }
  })

  test("by disclosure for worse where trust is low, for better where it is high: with alarm 1 it turns at trust = repels / reassures", () => {
    const [reassures, repels] = [0.3, 0.1]
    for (const base of [0.1, 0.2, 0.5, 0.8]) {
      const after = deviations({ base, law: { alarm: 1, reassures, repels }, message: { disclosure: 1 } })
      within4se(after, (1 - base) * (reassures * base - repels))
      const error = Math.sqrt(varianceOf(after) / after.length)
      if (base < repels / reassures) expect(meanOf(after)).toBeLessThan(-4 * error)
      else expect(meanOf(after)).toBeGreaterThan(4 * error)
    }
  })

  test("by disclosure only where it is read", () => {
    const law = { alarm: 0.5, reassures: 0.3, repels: 0.3 }
    const after = deviations({ law, message: { disclosure: 1, open: 0.3 } })
    within4se(
      after.map((x) => (x === 0 ? 0 : 1)),
      0.3,
    )
  })

  test("never out of [0, 1], however often and badly", () => {
    const law = { intrusion: 1, irritation: 1, breach: 1, alarm: 1, reassures: 1, repels: 1 }
    for (const base of [0, 0.05, 0.5, 0.95, 1]) {
      const market = marketOf({ base, law, message: { personal: 1, disclosure: 1, irritation: 1 }, segment: { subscribed: 0.5 } })
      for (let t = 0; t < 6; t++) {
        const levels = valuesOf(contacted(market, 1), "trust").map((x) => base + x)
        expect(Math.min(...levels)).toBeGreaterThanOrEqual(-1e-7) // single precision
        expect(Math.max(...levels)).toBeLessThanOrEqual(1 + 1e-7)
      }
    }
  })

  test("contacts add up, each on what is left of those before: a closed recursion", () => {
    const [base, intrusion, personal] = [0.6, 0.1, 0.8]
    let x = 0
    for (let k = 0; k < 5; k++) {
      x *= 2 ** (-1 / 10)
      x -= intrusion * personal * (1 - base - x)
    }
    allAre(deviations({ base, law: { intrusion, halfLife: "10 days" }, message: { personal } }, 5), x)
  })
})

describe("a deviation fades", () => {
  for (const [tick, days] of [
    ["hour", 2],
    ["day", 14],
    ["week", 28],
  ] as const)
    test(`by half each half-life, clock in ${tick}s`, () => {
      const market = marketOf({ law: { intrusion: 0.4, halfLife: "10 days" }, message: { personal: 1 }, change: { clock: { tick, days: 56, burnIn: 0 } } })
      contacted(market, 1)
      const left = valuesOf(market, "trust")[0] as number
      expect(left).toBeCloseTo(-0.2, 6)
      const { hoursPerTick } = market.world.clock
      played(market, (days * 24) / hoursPerTick - 1)
      inside(market).memory.treatment[L.TREATMENT_SLOTS + L.PERSONAL] = 0 // a contact that moves nothing shows what is left
      allAre(valuesOf(contacted(market, 1), "trust"), left * 2 ** (-days / 10))
    })

  test("at once with a half-life of 0", () => {
    const setting = { law: { intrusion: 0.4, halfLife: "0 days" }, message: { personal: 1 } }
    allAre(deviations(setting, 3), -0.2)
  })
})

describe("trust is worth", () => {
  test("utility on every occasion: the logit moves by utility · deviation", () => {
    const brands = ["ours", "theirs"].map((name) => ({ name, price: 10, attraction: 0.5 }))
    for (const deviation of [-0.4, 0, 0.3]) {
      const market = marketOf({ law: { utility: 2, halfLife: "3650 days" }, segment: { needRate: { mean: 0.5, shape: 5 }, none: 0 }, change: { brands } })
      attract(market, [0.5, 0.5, 0])
      giveAll(market, "trust", deviation)
      inside(market).memory.columns.lastContact.fill(inside(market).state.tick)
      market.step({})
      const needs = total(market, L.NEEDS)
      const chance = 1 / (1 + Math.exp(-2 * deviation))
      expect(Math.abs(total(market, L.ORDERS) - needs * chance)).toBeLessThan(4 * Math.sqrt(needs * chance * (1 - chance)))
      expect(total(market, L.EXPECTED_ORDERS) / needs).toBeCloseTo(chance, 5)
    }
  })

  test("readiness to open: open · (1 + response · deviation)", () => {
    for (const deviation of [-0.4, 0, 0.3]) {
      const market = marketOf({ law: { response: 1.5, halfLife: "3650 days" }, message: { open: 0.3 } })
      giveAll(market, "trust", deviation)
      inside(market).memory.columns.lastContact.fill(inside(market).state.tick)
      contacted(market, 1)
      const chance = 0.3 * (1 + 1.5 * deviation)
      expect(Math.abs(total(market, L.OPENS) - customers * chance)).toBeLessThan(4 * Math.sqrt(customers * chance * (1 - chance)))
    }
  })
})

describe("exactly neutral", () => {
  const shopper = { needRate: { mean: 0.3, shape: 2 }, none: 0, subscribed: 0.7 }
  const brands = ["ours", "theirs"].map((name) => ({ name, price: 10, attraction: 0.5 }))
  const run = (law: object, message: object = {}, segment: object = {}) => {
    const market = marketOf({
      law,
      message: { open: 0.5, gain: 0.3, irritation: 0.2, ...message },
      segment: { ...shopper, ...segment },
      change: { brands, customers: 500 },
    })
    for (let t = 0; t < 12; t++) {
      contact(market, 1, (place) => place % 3 === t % 3)
      market.step({})
    }
    return digestOf(market)
  }
  const base = run({})

  test("with every parameter of the law 0, whatever messages say, whatever the base and its half-life", () => {
    expect(run({ halfLife: "3 days" }, { personal: 1, disclosure: 1 })).toBe(base)
    expect(run({}, {}, { trust: 0.1 })).toBe(base)
  })

  for (const [law, neutral, acts] of [
    [{ intrusion: 0.5 }, {}, { personal: 0.5 }],
    [{ alarm: 0.5, repels: 0.5 }, {}, { disclosure: 0.5 }],
    [{ reassures: 0.5 }, {}, { disclosure: 0.5 }],
    [{ alarm: 0.5 }, { disclosure: 0.5 }, undefined],
    [{ utility: 3 }, { personal: 1, disclosure: 1 }, undefined],
    [{ response: 1 }, { personal: 1, disclosure: 1 }, undefined],
  ] as const)
    test(`${Object.keys(law).join(" and ")} where a message has ${Object.keys(neutral).join(" and ") || "nothing personal and no disclosure"}`, () => {
      expect(run(law, neutral)).toBe(base)
      if (acts) expect(run(law, acts)).not.toBe(base)
    })

  test("a breach where everybody has agreed", () => {
    const agreed = { subscribed: 1 }
    expect(run({ breach: 0.5 }, {}, agreed)).toBe(run({}, {}, agreed))
    expect(run({ breach: 0.5 })).not.toBe(base)
  })

  test("irritation's cost where nothing irritates", () => {
    expect(run({ irritation: 0.5 }, { irritation: 0 })).toBe(run({}, { irritation: 0 }))
    expect(run({ irritation: 0.5 })).not.toBe(base)
  })

  test("utility and response act once trust has moved", () => {
    const moved = { intrusion: 0.5 }
    const personal = { personal: 1 }
    expect(run({ ...moved, utility: 3 }, personal)).not.toBe(run(moved, personal))
    expect(run({ ...moved, response: 1 }, personal)).not.toBe(run(moved, personal))
  })
})
