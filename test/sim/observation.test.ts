import { test } from "@fast-check/vitest"
import { describe, expect, test as plain } from "vitest"
import { inside, type Market, type Observation, type Step } from "../../sim/index.ts"
import type { Columns } from "../../sim/memory.ts"
import { columns } from "../../sim/sources/columns.ts"
import { NO_RECORD } from "../../sim/sources/links.ts"
import { decide, whims } from "./decisions.ts"
import { meanOf, varianceOf, within4se } from "./errors.ts"
import { allColumns, firm, firmAt, lucks, opened, played, quiet, quietSegment, testSources, textOf, worlds } from "./worlds.ts"

/** Truth and observation are two things (docs/model.md, principle 3). */

/** Traits and stocks that nobody can look into. */
const latent: readonly (keyof Columns)[] = [
  "needRate",
  "priceSensitivity",
  "defection",
  "goodwill",
  "irritation",
  "intent",
  "stock",
  "satisfaction",
  "expectation",
  "trust",
  "attraction",
  "lapsed",
  "treatment",
]
/** What has happened, but is told by sources that the firm of these tests has not connected. */
const untold: readonly (keyof Columns)[] = ["owner", "touches", "touchHead", "lastStorePurchase", "lastOnlinePurchase", "storePurchases", "storeSpend"]

const perturb = (column: Columns[keyof Columns]) => {
  for (let i = 0; i < column.length; i++) column[i] = (column[i] as number) + 1 + (i % 3)
}

const seriesNames = ({ state }: ReturnType<typeof inside>) => [...Object.keys(state.series), "demand", "goodwill", "price.ours", "spend.nothing"]

/** All that an observation says, as text. */
function told(market: Market, { observation, reward, feedback, info }: Step): string {
  const { customers, series, ...rest } = observation
  const all = {
    ...rest,
    rows: customers.rows,
    columns: allColumns.map((name) => [customers.column(name), customers.age(name)]),
    series: seriesNames(inside(market)).map((name) => series(name)),
    reward,
    feedback,
    info,
  }
  return JSON.stringify(all, (_, value) => (ArrayBuffer.isView(value) ? Array.from(value as Float64Array, String) : value))
}

/** Every array in reach of a step, with a path to it. */
function arrays(value: unknown, path: string, found: [string, { length: number; fill(x: number): unknown; buffer?: ArrayBufferLike }][] = []) {
  if (ArrayBuffer.isView(value) || Array.isArray(value)) found.push([path, value as never])
  if (value && typeof value === "object" && !ArrayBuffer.isView(value)) for (const [key, inner] of Object.entries(value)) arrays(inner, `${path}.${key}`, found)
  return found
}

const buyers = { ...quietSegment, needRate: { mean: 0.3, shape: 1 }, directVisits: 0.2, subscribed: 1 }

describe("an observation", () => {
  test.prop([worlds, lucks, whims], { seed: 11, numRuns: 25 })("tells nothing of any hidden column, now or at the next extract", (world, luck, behaviour) => {
    const market = opened(world, luck.seed)
    let step = market.look()
    for (const whim of behaviour.slice(0, 3)) step = market.step(decide(world, step, whim))
    const play = inside(market)
    const before = told(market, market.look())
    const extracts = () => allColumns.map((name) => Array.from(columns[name]?.take(play, "all") ?? []))
    const taken = extracts()
    for (const name of [...latent, ...untold]) perturb(play.memory.columns[name])
    for (const rival of play.state.rivals) rival.standing.goodwill.fill(3)
    for (const creative of play.state.creatives) Object.assign(creative, { quality: 9, style: creative.style.map(() => 0) })
    play.state.shocks.fill(1)
    expect(told(market, market.look())).toBe(before)
    expect(extracts()).toEqual(taken)
  })

  test.prop([worlds, lucks, whims], { seed: 17, numRuns: 8 })(
    "a column changes with no hidden trait or stock but those that it says it is about",
    (world, luck, behaviour) => {
      const market = opened(world, luck.seed)
      for (const whim of behaviour.slice(0, 3)) market.step(decide(world, market.look(), whim))
      const play = inside(market)
      const extracts = () => Object.values(columns).map((reader) => Array.from(reader.take(play, "online"), String).join())
      const names = Object.keys(columns)
      for (const name of latent) {
        const kept = play.memory.columns[name].slice()
        const before = extracts()
        perturb(play.memory.columns[name])
        extracts().forEach((after, k) => {
          const reader = columns[names[k] as string] as (typeof columns)[string]
          const about: readonly string[] = reader.kind === "score" ? reader.about : []
          if (!about.includes(name)) expect(after === before[k], `${names[k]} by ${name}`).toBe(true)
        })
        play.memory.columns[name].set(kept as never)
      }
    },
  )

  test.prop([worlds, lucks, whims], { seed: 12, numRuns: 20 })(
    "is a copy: whatever is written into it, the market stays as it is",
    (world, luck, behaviour) => {
      const market = opened(world, luck.seed, { ...firmAt(24), outcomeDays: 1 })
      let step = market.look()
      for (const whim of behaviour.slice(0, 3)) step = market.step(decide(world, step, whim))
      const before = textOf(market.snapshot())
      const read = (o: Observation) => ({
        ...step,
        columns: allColumns.map((name) => o.customers.column(name)),
        series: seriesNames(inside(market)).map((name) => o.series(name)),
      })
      const found = arrays(read(step.observation), "step")
      expect(found.length).toBeGreaterThan(20)
      const { buffer } = inside(market).memory
      for (const [path, array] of found) {
        expect(array.buffer, path).not.toBe(buffer)
        if (!Object.isFrozen(array)) array.fill(77)
      }
      expect(textOf(market.snapshot()) === before).toBe(true)
    },
  )

  plain("what is not connected is undefined, and so is what was not asked for", () => {
    const market = played(opened(quiet(), 1, { ...firm, sources: ["exact"], needs: ["segment", "spend"] }), 3)
    const { customers, series } = market.look().observation
    expect(customers.column("segment")).toBeInstanceOf(Float32Array)
    for (const name of ["spend", "purchases", "pageViews7d", "goodwill", "needRate"]) {
      expect(customers.column(name)).toBeUndefined()
      expect(customers.age(name)).toBeNaN()
    }
    for (const name of ["clicks.social", "price.ours", "demand", "mediaPerDay", "marketRevenue.ours"]) expect(series(name)).toBeUndefined()
    expect(series("orders")?.length).toBe(market.world.clock.burnIn + 3)
  })

  plain("a source covers its share of customers, always the same, and its noise is relative with its standard deviation", () => {
    const world = quiet({ customers: 20_000, segments: [{ ...buyers, none: -1000 }], clock: { burnIn: 7 } })
    const market = played(opened(world, 3, firm), 28 - 1)
    const play = inside(market)
    const { customers } = market.look().observation
    const [spend, exact] = [customers.column("spend"), customers.column("purchases")] as [Float32Array, Float32Array]
    expect(exact.some(Number.isNaN)).toBe(false)
    within4se(
      Array.from(play.state.links[1] as Int32Array, (record) => (record === NO_RECORD ? 0 : 1)),
      0.7,
    )
    within4se(
      Array.from(spend, (x) => (Number.isNaN(x) ? 0 : 1)),
      0.7,
    )
    const ratios = Array.from(customers.rows).flatMap((number, r) => {
      const paid = (play.memory.columns.spend[play.state.places[number] as number] as number) / 100
      return paid > 0 && !Number.isNaN(spend[r]) ? [(spend[r] as number) / paid - 1] : []
    })
    expect(ratios.length).toBeGreaterThan(1000)
    within4se(ratios, 0)
    // standard error of a normal's standard deviation: sd/√(2n)
    expect(Math.abs(Math.sqrt(varianceOf(ratios)) - 0.1)).toBeLessThan((4 * 0.1) / Math.sqrt(2 * ratios.length))
  })

  plain("a delayed extract shows the older value until it arrives, and says its age", () => {
    const lateBy = (delay: string) => {
      const sources = testSources.sources.map((s) => (s.name === "exact" ? { ...s, refresh: "4 days", delay } : s))
      return opened(quiet({ segments: [{ ...buyers, needRate: { mean: 2, shape: 5 } }], clock: { burnIn: 1 } }, { sources }), 4)
    }
    const [late, prompt] = [lateBy("49 hours"), lateBy("0 days")]
    const now = (market: Market) => {
      const { places } = inside(market).state
      return (number: number) => inside(market).memory.columns.purchases[places[number] as number] as number
    }
    const history: Map<number, (number: number) => number> = new Map()
    for (let day = 1; day < 20; day++) {
      const values = Array.from({ length: 256 }, (_, number) => now(late)(number))
      history.set(day, (number) => values[number] as number)
      for (const [market, delay] of [
        [late, 49],
        [prompt, 0],
      ] as const) {
        const { customers } = market.look().observation
        // extracts at the first tick (seen at once), then at days 4, 8, 12, …; the latest that has arrived is shown
        const taken = Math.max(1, Math.floor((day - delay / 24) / 4) * 4)
        expect(customers.age("purchases")).toBe((day - taken) * 24)
        expect(Array.from(customers.column("purchases") ?? [])).toEqual(Array.from(customers.rows, history.get(taken) as never))
        market.step({})
      }
    }
  })

  plain("a customer's number tells nothing of its cell: numbers are a permutation in no relation to places", () => {
    const market = opened(quiet({ customers: 4000, segments: [0.3, 0.5, 0.2].map((share, k) => ({ ...quietSegment, name: `s${k}`, share })) }))
    const { places, segments } = inside(market).state
    expect(new Set(places).size).toBe(4000)
    const centred = (x: ArrayLike<number>) => {
      const mean = meanOf(Array.from(x))
      return Array.from(x, (v) => v - mean)
    }
    const correlation = (x: number[], y: number[]) =>
      x.reduce((sum, a, i) => sum + a * (y[i] as number), 0) / Math.sqrt(x.reduce((s, a) => s + a * a, 0) * y.reduce((s, a) => s + a * a, 0))
    const [numbers, at] = [centred(Array.from(places, (_, n) => n)), centred(places)]
    expect(Math.abs(correlation(numbers, at))).toBeLessThan(4 / Math.sqrt(4000))
    expect(Math.abs(correlation(at.slice(1), at.slice(0, -1)))).toBeLessThan(4 / Math.sqrt(4000))
    for (const remainder of [2, 16, 28]) {
      const group = Array.from(places).filter((_, n) => n % remainder === 0)
      within4se(
        group.map((place) => (segments[place] === 1 ? 1 : 0)),
        0.5,
      )
    }
  })
})
