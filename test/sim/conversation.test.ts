import { describe, expect, test } from "vitest"
import { inside, type Market } from "../../sim/index.ts"
import * as L from "../../sim/kernel/layout.ts"
import { contacted, giveAll, nobody } from "./contacts.ts"
import { within4se } from "./errors.ts"
import { digestOf, opened, quiet, quietMedia, quietSegment, valuesOf } from "./worlds.ts"

/**
 * A conversation, by people or an agent: who seems ready to buy is sold to, others are told more; a mood that is sensed is soothed. Each is read rightly
 * with the skill's chance, and an error harms (sim/kernel/choice.ts).
 */

const customers = 4000
const threshold = 0.8
const told = 0.2 // goodwill of being told
const sold = 0.7 // intent of being sold to
const harm = 0.4
const soothe = 0.3

/** Everybody has had one conversation, with this intent and irritation before it. */
function talked(skill: object, intent: number, irritation: number, { kind = "agent", contacts = 1, response = 0 } = {}): Market {
  const channel = {
    name: "talk",
    kind,
    skill: { intent: 1, mood: 1, soothe, harm, ...skill },
    ...(kind === "human" ? { costPerContact: 0, capacity: 1e6 } : {}),
  }
  const world = quiet({
    customers,
    segments: [{ ...quietSegment, subscribed: 1, needRate: { mean: 0, shape: 1 } }], // nobody buys, which would end the intent
    channels: [quietMedia, { name: "mail", kind: "owned" }, channel],
    treatments: [
      { name: "talk", channel: "talk", open: 1, visits: 0, gain: told, intent: sold, irritation: 0.05, unsubscribe: 0 },
      { name: "note", channel: "mail" },
    ],
    customer: {
      goodwill: { halfLife: "3650 days", max: 1e6, elasticity: 0 },
      irritation: { halfLife: "3650 days", effect: response, unsubscribe: 0 },
      intent: { halfLife: "3650 days", leadThreshold: threshold, max: 10, effect: 0 },
    },
  })
  const market = opened(world, 121, nobody)
  giveAll(market, "intent", intent)
  giveAll(market, "irritation", irritation)
  return contacted(market, contacts)
}

const share = (values: readonly number[], is: (x: number) => boolean) => values.map((x) => Number(is(x)))
const kept = 2 ** (-1 / 3650) // of a stock after a day

describe("a conversation", () => {
  for (const [kind, ready, skill] of [
    ["agent", true, 0.7],
    ["agent", false, 0.7],
    ["human", true, 0.9],
    ["human", false, 0],
  ] as const)
    test(`by ${kind} with one ${ready ? "ready to buy" : "not ready"} reads it with chance ${skill}: it is sold to or told more, never both`, () => {
      const intent = ready ? 1 : 0.5
      const market = talked({ intent: skill }, intent, 0, { kind })
      const [goodwill, intents, irritation] = (["goodwill", "intent", "irritation"] as const).map((column) => valuesOf(market, column)) as [
        number[],
        number[],
        number[],
      ]
      const wasSold = share(intents, (v) => v > intent)
      within4se(wasSold, ready ? skill : 1 - skill)
      goodwill.forEach((a, i) => {
        expect(a).toBeCloseTo(wasSold[i] ? 0 : told, 6)
        expect(intents[i]).toBeCloseTo(intent * kept + (wasSold[i] ? sold : 0), 6)
        expect(irritation[i]).toBeCloseTo(0.05 + (wasSold[i] && !ready ? harm : 0), 6)
      })
    })

  test("senses a mood with its chance and soothes it; a misread one grows by harm a unit of irritation", () => {
    const before = 0.5
    const irritation = valuesOf(talked({ mood: 0.6 }, 1, before), "irritation")
    const calmed = share(irritation, (f) => f < before)
    within4se(calmed, 0.6)
    irritation.forEach((f, i) => expect(f).toBeCloseTo(before * kept * (calmed[i] ? 1 - soothe : 1 + harm) + 0.05, 5))
  })

  test("of perfect skill never harms: irritation is what the message itself makes, less what is soothed, whatever harm could be done", () => {
    for (const [intent, before] of [
      [0.2, 0],
      [1, 0.5],
      [0.79, 2],
    ] as const) {
      const [gentle, rough] = [talked({ harm: 0 }, intent, before), talked({ harm: 10 }, intent, before)]
      expect(digestOf(rough)).toBe(digestOf(gentle))
      for (const f of valuesOf(rough, "irritation")) expect(f).toBeLessThanOrEqual(before * (1 - soothe) + 0.05 + 1e-6)
    }
  })

  test("leaves the less irritation the higher either skill, with the same luck for everybody", () => {
    for (const name of ["intent", "mood"] as const) {
      const runs = [0, 0.3, 0.6, 0.9, 1].map((skill) => valuesOf(talked({ [name]: skill }, 0.5, 0.5), "irritation"))
      for (let k = 1; k < runs.length; k++) {
        const [worse, better] = [runs[k - 1], runs[k]] as [number[], number[]]
        expect(better.every((f, i) => f <= (worse[i] as number))).toBe(true)
        expect(better.some((f, i) => f < (worse[i] as number))).toBe(true)
      }
    }
  })

  test("that soothes nothing and harms nothing leaves moods as they were: skill in moods is then exactly neutral", () => {
    const run = (mood: number) => digestOf(talked({ mood, soothe: 0, harm: 0 }, 1, 0.5))
    expect(run(0)).toBe(run(1))
    const soothing = (mood: number) => digestOf(talked({ mood, harm: 0 }, 1, 0.5))
    expect(soothing(0)).not.toBe(soothing(1))
  })

  test("is opened by mood, not by the creative of our mails", () => {
    const worn = talked({}, 0.5, 0.5, { response: 1 })
    within4se(
      share(valuesOf(worn, "goodwill"), (a) => a > 0),
      1 - 0.5 * kept,
    )
    for (const creative of inside(worn).state.creatives) creative.quality = 0
    const before = valuesOf(worn, "lastContact")
    giveAll(worn, "irritation", 0)
    contacted(worn, 1)
    expect(before.every((at) => at !== L.NEVER)).toBe(true)
    expect(valuesOf(worn, "goodwill").every((a) => a > 0)).toBe(true)
  })
})
