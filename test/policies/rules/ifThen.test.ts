import { fc, test } from "@fast-check/vitest"
import { describe, expect } from "vitest"
import { policyRandom } from "../../../policies/random.ts"
import { choose } from "../../../policies/rules/choose.ts"
import { apply, columnsOf, ifThen } from "../../../policies/rules/ifThen.ts"
import { mailRules } from "../../../policies/rules/mailRules.ts"
import type { Rule } from "../../../policies/rules/rule.ts"
import type { Books, Observation } from "../../../sim/observation.ts"

const treatments = ["call", "chat", "offer", "reminder", "news"]
const books = { treatments: treatments.map((name) => ({ name })) } as unknown as Books

/** Customers 10, 11, … with some columns, a day after the other. */
function seen(tick: number, columns: { readonly [name: string]: readonly number[] }, rows = 1): Observation {
  return {
    tick,
    hoursPerTick: 24,
    books,
    customers: {
      rows: Uint32Array.from({ length: rows }, (_, r) => 10 + r),
      column: (name) => (Object.hasOwn(columns, name) ? Float32Array.from(columns[name] as readonly number[]) : undefined),
      age: () => 0,
    },
    series: () => undefined,
  }
}

const random = policyRandom({ seed: 1, replication: 0 }, "engage", 0)
type Given = Parameters<typeof ifThen>[0]
/** What customer 10 gets on days, when pageViews7d says what rules go by. */
function days(
  given: Given,
  ticks: readonly number[],
  columns: (tick: number) => { readonly [name: string]: readonly number[] },
  mind = ifThen(given),
): number[] {
  return ticks.map((tick) => mind.act(seen(tick, columns(tick)), random).action.treatment[0] as number)
}
const feedback = (decidedAt: number, treatment: readonly number[]) =>
  ({
    seat: "engage",
    decidedAt,
    rows: Uint32Array.from(treatment, (_, r) => 10 + r),
    treatment: Uint8Array.from(treatment),
    outcome: new Float32Array(treatment.length),
    closed: true,
  }) as const

const everyone: Rule = { name: "everyone", when: "true", treatment: "news" }
const news = treatments.indexOf("news") + 1

describe("rules", () => {
  /** The shipped programme as tests of single columns, a row at a time. */
  const byHand = (pages: number, bought: number, contact: number): string => {
    if (contact < 7) return ""
    if (pages >= 6) return "call"
    if (pages >= 3 && Number.isNaN(bought)) return "chat"
    if (pages >= 3 && bought >= 21) return "offer"
    if (bought >= 60 && bought < 180 && contact >= 30) return "offer"
    if (bought >= 14 && bought < 60) return "reminder"
    if (contact >= 28) return "news"
    return Number.isNaN(contact) ? "call" : ""
  }
  const value = fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 200 }) },
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 8 }) },
    fc.constant(Number.NaN),
  )
  test.prop([fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 40 })])(
    "the shipped programme sends what it says, customer by customer",
    (rows) => {
      const [pageViews7d, daysSincePurchase, daysSinceContact] = [0, 1, 2].map((c) => rows.map((row) => row[c] as number)) as [number[], number[], number[]]
      const { customers } = seen(0, { pageViews7d, daysSincePurchase, daysSinceContact }, rows.length)
      const { treatment } = apply({ rules: mailRules, coolDownDays: 7 }, customers, books)
      expect(Array.from(treatment, (k) => (k === 0 ? "" : treatments[k - 1]))).toEqual(rows.map((row) => byHand(...row)))
    },
  )

  const conditions = fc.constantFrom(
    "pageViews7d > 3",
    "unknown(daysSincePurchase)",
    "daysSincePurchase >= 20",
    "not (pageViews7d > 5)",
    "true",
    "pageViews7d > daysSincePurchase",
  )
  const rule = fc.record({ when: conditions, treatment: fc.constantFrom(...treatments, "letter"), priority: fc.integer({ min: -2, max: 2 }) })
  test.prop([fc.array(rule, { maxLength: 8 }), fc.array(fc.tuple(value, value, value), { maxLength: 30 })])(
    "every customer for whom a rule holds is counted once under it, and the first that may send decides",
    (given, rows) => {
      const rules = given.map((r, k) => ({ ...r, name: `rule ${k}` }))
      const [pageViews7d, daysSincePurchase, daysSinceContact] = [0, 1, 2].map((c) => rows.map((row) => row[c] as number)) as [number[], number[], number[]]
      const now = seen(0, { pageViews7d, daysSincePurchase, daysSinceContact }, rows.length)
      const choice = choose(rules, { coolDownDays: 7 }, now)
      expect(choice.rules.map(({ priority }) => priority)).toEqual(rules.map(({ priority }) => priority).sort((a, b) => b - a))
      choice.rules.forEach(({ tally, name, ...of }, k) => {
        expect(tally === undefined).toBe(of.treatment === "letter")
        if (!tally) return
        expect(tally.matches).toBe(tally.taken + tally.resting + tally.capped + tally.sends)
        const alone = choose([{ name, ...of, priority: 0 }], { coolDownDays: 0 }, now)
        expect(tally.matches).toBe(alone.rule.reduce((sum, x) => sum + x, 0))
        alone.rule.forEach((holds, r) => {
          if (!holds) return
          const resting = (daysSinceContact[r] as number) < 7
          expect(choice.rule[r] === 0).toBe(resting)
          if (!resting) expect(choice.rule[r]).toBeLessThanOrEqual(k + 1)
          expect(choice.first[r]).toBeLessThanOrEqual(k + 1)
          expect(choice.stopped[r]).toBe(resting ? 1 : 0)
        })
      })
    },
  )

  test("of higher priority decide first, of one priority in the order of the list", () => {
    const rules = [everyone, { ...everyone, name: "b", treatment: "call" }, { ...everyone, name: "c", treatment: "chat", priority: 1 }]
    expect(days({ rules }, [0], () => ({}))).toEqual([treatments.indexOf("chat") + 1])
    expect(days({ rules: rules.slice(0, 2) }, [0], () => ({}))).toEqual([news])
  })

  test("say how often each fired", () => {
    const mind = ifThen({ rules: [{ ...everyone, when: "pageViews7d > 1" }] })
    expect(mind.act(seen(0, { pageViews7d: [0, 2, 3] }, 3), random).reason).toBe("everyone: 2")
    expect(mind.act(seen(1, { pageViews7d: [0, 0, 1] }, 3), random).reason).toBe("no rule fired")
  })

  test("cope with nobody due, no columns at all, and treatments that the market has not", () => {
    const mind = ifThen()
    expect(mind.act(seen(0, {}, 0), random).action.treatment).toHaveLength(0)
    expect(mind.act(seen(0, {}, 3), random).action.treatment).toEqual(Uint8Array.of(1, 1, 1)) // never contacted as far as is known
    expect(days({ rules: [{ ...everyone, treatment: "letter" }] }, [0], () => ({}))).toEqual([0])
  })

  test("need the columns that they read and the last contact", () => {
    expect(ifThen({ rules: [{ ...everyone, when: "spend@shop > 3" }] }).needs).toEqual(["daysSinceContact", "spend@shop"])
    expect(columnsOf({ rules: mailRules, coolDownDays: 7 }).sort()).toEqual(["daysSinceContact", "daysSincePurchase", "pageViews7d"])
  })
})

describe("limits", () => {
  test("the cool-down over all goes by the contact that is seen", () => {
    const contact = (tick: number) => ({ daysSinceContact: [tick] })
    expect(days({ rules: [everyone], coolDownDays: 3 }, [0, 2, 3, 4], contact)).toEqual([0, 0, news, news])
  })

  test("a rule's own cool-down keeps that rule back and lets the next decide", () => {
    const rules = [{ ...everyone, name: "call", treatment: "call", coolDownDays: 3 }, everyone]
    expect(days({ rules, coolDownDays: 0 }, [0, 1, 2, 3, 4, 6], () => ({}))).toEqual([1, news, news, 1, news, 1])
  })

  test("a cap counts what was sent by itself in the days before, of all rules or of one", () => {
    const cap = { messages: 2, days: 5 }
    expect(days({ rules: [everyone], coolDownDays: 0, cap }, [0, 1, 2, 4, 5, 6, 7], () => ({}))).toEqual([news, news, 0, 0, news, news, 0])
    expect(
      days(
        {
          rules: [
            { ...everyone, cap },
            { ...everyone, name: "b", treatment: "call" },
          ],
          coolDownDays: 0,
        },
        [0, 1, 2],
        () => ({}),
      ),
    ).toEqual([news, news, 1])
  })

  test("a contact of others that is seen counts for the cap, one's own that is reported later counts once", () => {
    const cap = { messages: 2, days: 5 }
    const others = (tick: number) => ({ daysSinceContact: [tick + 1] })
    expect(days({ rules: [everyone], coolDownDays: 0, cap }, [0, 1, 2], others)).toEqual([news, 0, 0])
    const own = (tick: number) => ({ daysSinceContact: [tick === 0 ? Number.NaN : tick - 0.5] })
    expect(days({ rules: [everyone], coolDownDays: 0, cap }, [0, 1, 2], own)).toEqual([news, news, 0])
  })

  test.prop([fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 9 }), fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 40 })])(
    "no window of a cap's days ever holds more than its messages",
    (messages, width, gaps) => {
      let tick = 0
      const ticks = gaps.map((gap) => (tick += 1 + gap))
      const sent = days({ rules: [everyone], coolDownDays: 0, cap: { messages, days: width } }, ticks, () => ({}))
      const at = ticks.filter((_, k) => sent[k] !== 0)
      for (const start of at) expect(at.filter((t) => t >= start && t < start + width).length).toBeLessThanOrEqual(messages)
      // and nobody is kept waiting without cause
      ticks.forEach((t, k) => {
        if (sent[k] === 0) expect(at.filter((s) => s < t && s > t - width).length).toBe(messages)
      })
    },
  )

  test("what could not be sent after all is forgotten", () => {
    const given = { rules: [everyone], coolDownDays: 0, cap: { messages: 1, days: 30 } }
    const mind = ifThen(given)
    expect(mind.act(seen(0, {}, 2), random).action.treatment).toEqual(Uint8Array.of(news, news))
    mind.learn?.(feedback(0, [0, news]))
    expect(mind.act(seen(14, {}, 2), random).action.treatment).toEqual(Uint8Array.of(news, 0))
  })

  test("a new run forgets the one before", () => {
    const mind = ifThen({ rules: [everyone], coolDownDays: 0, cap: { messages: 1, days: 30 } })
    expect(days({}, [0, 1], () => ({}), mind)).toEqual([news, 0])
    mind.begin?.()
    expect(days({}, [0], () => ({}), mind)).toEqual([news])
  })

  test("what is remembered is saved, and goes on in another", () => {
    const given = {
      rules: [
        { ...everyone, coolDownDays: 4 },
        { ...everyone, name: "b", treatment: "call", cap: { messages: 1, days: 6 } },
      ],
      coolDownDays: 0,
    }
    const first = ifThen(given)
    days(given, [0, 1], () => ({}), first)
    const second = ifThen(given)
    second.load(JSON.parse(JSON.stringify(first.save())))
    const then = [2, 3, 4, 5, 6, 7, 8]
    expect(days(given, then, () => ({}), second)).toEqual(days(given, then, () => ({}), first))
  })

  test("without limits nothing is remembered", () => {
    expect(ifThen().save()).toBeNull()
  })
})

test.each([
  [{ rules: 3 }, "rules: expected a list of rules; found 3"],
  [{ rules: ["x"] }, 'rules: [0]: expected a rule with name, when and treatment; found "x"'],
  [{ rules: [{ when: "true", treatment: "news" }] }, "rules: [0]: name: expected the rule's name; found nothing"],
  [{ rules: [{ name: "a", treatment: "news" }] }, 'rules: "a": when: expected a condition such as pageViews7d >= 3; found nothing'],
  [
    { rules: [{ name: "a", when: "pageView7d > 3", treatment: "news" }] },
    'rules: "a": when: expected a customer column (marketlab list columns); found "pageView7d". Did you mean pageViews7d?',
  ],
  [
    { rules: [{ name: "a", when: "true", treatment: "news", coolDown: 3 }] },
    'rules: "a": expected one of name, when, treatment, priority, coolDownDays, cap; found "coolDown"',
  ],
  [{ rules: [{ name: "a", when: "true", treatment: "news", coolDownDays: -1 }] }, 'rules: "a": coolDownDays: expected days, at least 0; found -1'],
  [{ rules: [{ name: "a", when: "true", treatment: "news", priority: "first" }] }, 'rules: "a": priority: expected a number'],
  [
    { rules: [{ name: "a", when: "true", treatment: "news", cap: 3 }] },
    'rules: "a": cap: expected messages, a whole number of at least 1, in days, above 0; found 3',
  ],
  [{ rules: [{ name: "a", when: "true", treatment: "news", cap: { messages: 1, days: 3, weeks: 1 } }] }, 'rules: "a": cap: expected messages'],
  [{ rules: [everyone, everyone] }, 'rules: "everyone": expected each name once; found it twice'],
  [{ cap: { messages: 0, days: 3 } }, "cap: expected messages, a whole number of at least 1"],
  [{ coolDownDays: -3 }, "coolDownDays: expected a number of at least 0; found -3"],
])("%j is refused", (given, message) => {
  expect(() => ifThen(given as unknown as Given)).toThrow(RangeError)
  expect(() => ifThen(given as unknown as Given)).toThrow(message)
})
