import { afterEach, describe, expect, test } from "vitest"
import { strategies } from "../../policies/index.ts"
import type { Entry } from "../../sim/index.ts"
import { momentOf, standing } from "../../viz/run/journal.ts"
import { record } from "../../viz/run/record.ts"
import { set } from "../../viz/state/store.ts"
import { en } from "../../viz/text/en.ts"
import { sayEntry, sayHours, sayMoment } from "../../viz/text/journal.ts"
import { read } from "../../viz/worker/read.ts"

const world = read({
  name: "everyday",
  text: "",
  settings: ["customers=500", "budget=300000", "clock.days=35", "clock.burnIn=60", "clock.runOut=7"],
})
const news: (readonly Entry[])[][] = [[], []]
for (const { sides } of record(world, [strategies.digital, strategies.intelligent], { seed: 3, replication: 0 }, 10))
  sides.forEach(({ journal }, k) => news[k]?.push(journal))
const journals = news.map(standing)
const all = journals.flat()

afterEach(() => set("language", "auto"))

describe("the journal in words", () => {
  test("has every instruction once, in the order of issue", () => {
    for (const journal of journals) expect(journal.map(({ sequence }) => sequence)).toEqual(journal.map((_, k) => k))
    expect(new Set(all.map(({ seat }) => seat))).toEqual(new Set(["plan", "create", "engage"]))
  })

  test("gives every reason of the two strategies as data", () => {
    for (const { because, reason } of all) expect(because, reason).toBeDefined()
  })

  test.each(["en", "zh"] as const)("has words for all of it in %s", (language) => {
    set("language", language)
    for (const entry of all) {
      const line = Object.values(sayEntry(entry)).join(" ")
      expect(line).not.toMatch(/[{}]|undefined|NaN|null/)
      if (language === "zh") expect(line.replace(/CN¥|¥/g, "")).not.toMatch(/[a-z]{2}/i)
    }
  })

  test("says the same figures as the journal's English", () => {
    set("language", "en")
    for (const { order, what } of all) {
      if (order.seat === "engage") expect(what).toContain(`${order.contacts.toLocaleString("en-US")} contacts`)
      if (order.seat === "plan") expect(order.shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 6)
      if (order.seat === "create") expect(what.includes("commission none")).toBe(order.make.length === 0)
    }
  })

  test("tells times of the week, and how long things took", () => {
    set("language", "en")
    expect(momentOf(24 * 8 + 9.5)).toEqual({ day: 8, weekday: 1, minute: 570 })
    expect(sayMoment(momentOf(0))).toBe("Mon 00:00")
    expect(sayMoment(momentOf(24 * 10 + 9.25))).toBe("Thu 09:15")
    expect([0.5, 1, 30, 72].map(sayHours)).toEqual(["30 min", "1 hour", "30 hours", "3 days"])
    set("language", "zh")
    expect(sayMoment(momentOf(9))).toBe("周一 09:00")
    expect(sayHours(72)).toBe("3天")
  })

  test("knows every limit that an instruction can meet", () => {
    for (const what of new Set(all.flatMap(({ held }) => held.map((one) => one.what)))) expect(Object.keys(en)).toContain(`held.${what}`)
  })
})
