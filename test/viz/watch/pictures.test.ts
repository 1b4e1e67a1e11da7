// @vitest-environment jsdom
import { fc, test } from "@fast-check/vitest"
import { describe, expect } from "vitest"
import { light } from "../../../viz/figures/colours.ts"
import { customers } from "../../../viz/figures/course.ts"
import { gap } from "../../../viz/figures/gap.ts"
import { lives } from "../../../viz/figures/lives.ts"
import { strips } from "../../../viz/figures/strips.ts"
import { weekTicks, xOfDay } from "../../../viz/figures/time.ts"
import type { Frame, Opening, SideFrame } from "../../../viz/run/frame.ts"
import { lifeOf } from "../../../viz/run/frame.ts"
import { gapAt, rankOf } from "../../../viz/watch/gaps.ts"
import { courseOf, livesOf, stripsOf } from "../../../viz/watch/pictures.ts"
import { Recording } from "../../../viz/watch/recording.ts"

const look = { width: 800, colours: light, locale: "en" } as const
const DAYS = 28

/** Four weeks of two markets with one customer: the first side buys ours on day 3, the second on days 3 and 10; money and profit are told by the day. */
function fourWeeks(spend: (side: number, day: number) => number[]): Recording {
  const opening = {
    ...{ scenario: "everyday", strategies: ["digital", "intelligent"], currency: "CNY", horizon: DAYS, hoursPerTick: 24, customers: 1, shown: 1, every: 1 },
    ...{ weight: 50, brands: ["ours", "north"], channels: ["search", "tv", "mail"], paid: [0, 1], events: [], command: "" },
  } as unknown as Opening
  const recording = new Recording(opening)
  const side = (k: number, day: number): SideFrame => {
    const buys = day === 3 || (k === 1 && day === 10)
    return {
      life: Uint8Array.of(lifeOf(4, day < 3 ? 1 : 0, buys, buys)),
      seen: Uint16Array.of(day === 5 ? 0b100 : 0),
      felt: Uint8Array.of(51),
      totals: { profit: day * (k === 1 ? 3000 : 2000), spend: spend(k, day), customers: 1000 + day * k, trust: 0.5, orders: 0, rivalPrices: [], price: 1 },
      journal: [],
    }
  }
  for (let tick = 0; tick <= DAYS; tick++) recording.add({ tick, sides: [side(0, tick), side(1, tick)] } as Frame)
  return recording
}
const steady = fourWeeks((side) => [100, side === 0 ? 50 : 0])
const texts = (svg: SVGSVGElement) => [...svg.querySelectorAll("text")].map((text) => text.textContent)

describe("what the figures are drawn from", () => {
  test.prop([fc.array(fc.nat(10_000), { minLength: DAYS, maxLength: DAYS }), fc.integer({ min: 1, max: DAYS })])(
    "the strips hold all money that was spent, each day in its week",
    (money, last) => {
      const { cells, weeks } = stripsOf(
        fourWeeks((side, day) => [day === 0 ? 0 : (money[day - 1] as number), side]),
        last,
      )
      expect(weeks).toBe(4)
      for (let week = 0; week < 4; week++) {
        const cell = cells.find((c) => c.side === 0 && c.channel === "search" && c.week === week)
        expect(cell?.money).toBe(money.slice(7 * week, Math.min(7 * week + 7, last)).reduce((a, b) => a + b, 0))
      }
    },
  )

  test("a customer's two lives hold what it saw, felt and bought", () => {
    const { sides, channels } = livesOf(steady, 0, DAYS)
    expect(channels).toEqual(["mail"])
    expect(sides.map(({ bought }) => bought)).toEqual([[{ day: 3, brand: 0 }], [3, 10].map((day) => ({ day, brand: 0 }))])
    expect(sides[0].seen).toEqual([{ day: 5, channel: "mail" }])
    expect(new Set(sides[1].felt.map(({ goodwill }) => goodwill))).toEqual(new Set([0.2]))
  })

  test("the gap is the second's profit less the first's, and a run's rank counts the larger ones", () => {
    expect(gapAt(steady, 28)).toBe(28_000)
    expect([5, 9, 1].map((value) => rankOf(value, [5, 9, 1]))).toEqual([2, 1, 3])
  })
})

describe("the figures", () => {
  test("the gap: this run bold, repeats faint, a tick where a shock hits", () => {
    const run = Array.from({ length: DAYS + 1 }, (_, day) => ({ day, gap: gapAt(steady, day) }))
    const repeats = [7, 8].map((replication) => ({ replication, curve: [0, 7, 14].map((day) => ({ day, gap: -1000 * day })) }))
    const data = { run, repeats, shocks: [{ day: 14, label: "north: 20 % off" }], days: DAYS, currency: "CNY", strategies: ["digital", "intelligent"] as const }
    const svg = gap.draw(data, look)
    expect(svg.getAttribute("role")).toBe("img")
    expect(svg.getAttribute("aria-label")).toContain("+¥28K")
    expect(svg.querySelectorAll('g[stroke-opacity="0.35"] path')).toHaveLength(2)
    expect(svg.querySelectorAll('g[stroke-width="3"]:not([stroke-opacity]) path')).toHaveLength(1)
    expect(texts(svg)).toContain("north: 20 % off")
    const shock = [...svg.querySelectorAll<SVGLineElement>('g[stroke-dasharray="2 3"] line')].map((line) => Number(line.getAttribute("x1")))
    expect(shock[0]).toBeCloseTo(xOfDay(14, DAYS, 800), 0)
    expect(gap.rows(data)).toHaveLength(1 + 29 + 6)
  })

  test("the baseline is dashed, the other solid, each named at its end in both languages", () => {
    const data = courseOf(steady, DAYS, "customers", 10, {}, "people")
    const svg = customers.draw(data, look)
    const dashes = [...svg.querySelectorAll("g[stroke-width='2']")].map((g) => g.getAttribute("stroke-dasharray") ?? "")
    expect(dashes).toEqual(["5 4", ""])
    expect(texts(svg)).toEqual(expect.arrayContaining(["Digital 1,000", "Intelligent 1,028"]))
    expect(texts(customers.draw(data, { ...look, locale: "zh" }))).toEqual(expect.arrayContaining(["数字营销 1,000", "智能营销 1,028"]))
    expect(customers.rows(data).at(-1)).toEqual([28, 1000, 1028])
  })

  test("a strip has a cell for each side, channel and week, the darkest for the most", () => {
    const data = stripsOf(steady, DAYS)
    const svg = strips.draw(data, look)
    expect(svg.querySelectorAll('g[stroke-width="0.5"] rect').length).toBe(2 * 2 * 4)
    expect(texts(svg)).toEqual(expect.arrayContaining(["Search", "TV", "strongest: ¥700 a week"]))
    expect(strips.rows(data)).toHaveLength(1 + 16)
  })

  test("a strategy against itself keeps both sides apart", () => {
    const data = { ...stripsOf(steady, DAYS), strategies: ["digital", "digital"] as const }
    expect(strips.draw(data, look).querySelectorAll('g[stroke-width="0.5"] rect').length).toBe(16)
    const same = livesOf(steady, 0, DAYS)
    const twice = { ...same, sides: [same.sides[0], { ...same.sides[1], strategy: "digital" }] as const }
    expect(texts(lives.draw(twice, look)).filter((text) => text === "Digital")).toHaveLength(2)
  })

  test("two lives: a dot for each purchase in the brand's colour", () => {
    const data = livesOf(steady, 0, DAYS)
    const svg = lives.draw(data, look)
    expect([...svg.querySelectorAll(`circle[fill="${light.ours}"]`)]).toHaveLength(3)
    expect(lives.rows(data).filter(([, , event]) => event === "bought")).toHaveLength(3)
  })

  test.prop([fc.integer({ min: 7, max: 1100 }), fc.integer({ min: 300, max: 1600 })])(
    "weeks stand in order within the picture, never crowded",
    (days, width) => {
      const ticks = weekTicks(days, width)
      expect(ticks[0]).toBe(0)
      expect(ticks.at(-1)).toBeLessThanOrEqual(days)
      const apart = ticks.slice(1).map((day, k) => xOfDay(day, days, width) - xOfDay(ticks[k] as number, days, width))
      for (const pixels of apart) expect(pixels).toBeGreaterThan(20)
    },
  )
})
