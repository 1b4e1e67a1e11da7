import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { play } from "../../bench/play.ts"
import { strategies } from "../../policies/index.ts"
import { load } from "../../scenarios/load.ts"
import { inside, profit } from "../../sim/index.ts"
import { paidChannels } from "../../sim/world.ts"
import { bought, boughtOurs, type Closing, type Frame, ownerOf, type SideFrame, stageOf, stages } from "../../viz/run/frame.ts"
import { record, shownOf } from "../../viz/run/record.ts"

const read = (path: string) => readFileSync(new URL(`../../scenarios/${path}`, import.meta.url), "utf8")
const settings = ["customers=700", "budget=300000", "clock.days=42", "clock.burnIn=60", "clock.runOut=14"]
const world = load("everyday", read("markets/everyday.yaml"), read("sources.yaml"), settings)
const { digital, intelligent } = strategies
const luck = { seed: 11, replication: 2 }

function recorded(both: Parameters<typeof record>[1], every = 1): { frames: Frame[]; closing: Closing } {
  const frames: Frame[] = []
  const all = record(world, both, luck, every)
  for (let next = all.next(); ; next = all.next()) {
    if (next.done) return { frames, closing: next.value }
    frames.push(next.value)
  }
}

const whole = recorded([digital, intelligent])
const side = (frame: Frame, k: 0 | 1): SideFrame => frame.sides[k]

describe("a recording", () => {
  test("changes nothing: digests and profits are those of the same repeat played unseen", () => {
    const outcomes = play(world, [digital, intelligent], luck)
    expect(whole.closing.digests).toEqual(outcomes.map(({ digest }) => digest))
    expect(whole.closing.profit).toEqual(outcomes.map(({ metrics }) => metrics.profit))
  })

  test("with another event, on the market that is warm already, is what it is from the start: the same before the event, and as played unseen after it", () => {
    const shocked = load("everyday", read("markets/everyday.yaml"), read("sources.yaml"), [
      ...settings,
      "events[]={kind: rivalPromotion, brand: north, day: 20, depth: 0.4}",
    ])
    const frames = [...record(shocked, [digital, intelligent], luck)]
    expect(frames.slice(0, 21)).toEqual(whole.frames.slice(0, 21))
    expect(frames[21]).not.toEqual(whole.frames[21])
    const profits = play(shocked, [digital, intelligent], luck, undefined, (market, k) => () => {
      const { state } = inside(market)
      expect(profit(state.ledger) / 100).toBe(frames[state.tick - shocked.clock.burnIn]?.sides[k]?.totals.profit)
    })
    expect(profits.length).toBe(2)
  })

  test("has a frame at the start and after every tick", () => {
    expect(whole.frames.map(({ tick }) => tick)).toEqual(Array.from({ length: world.clock.horizon + 1 }, (_, t) => t))
    for (const { sides } of whole.frames) for (const { life, seen, felt } of sides) expect([life, seen, felt].map((a) => a.length)).toEqual([700, 700, 700])
  })

  test("shows two equal markets at the start, and different ones at the end", () => {
    const start = whole.frames[0] as Frame
    expect(side(start, 0).life).toEqual(side(start, 1).life)
    expect(side(start, 0).felt).toEqual(side(start, 1).felt)
    expect({ ...side(start, 0).totals }).toEqual({ ...side(start, 1).totals })
    const end = whole.frames.at(-1) as Frame
    expect(side(end, 0).life).not.toEqual(side(end, 1).life)
  })

  test("of one strategy against itself has equal lives in every frame", () => {
    for (const frame of recorded([digital, digital]).frames) expect(side(frame, 0)).toEqual(side(frame, 1))
  })

  test("of one customer in ten is every tenth of all, and the totals are the same", () => {
    const tenth = recorded([digital, intelligent], 10)
    expect(tenth.closing).toEqual(whole.closing)
    expect(shownOf(world, 10)).toBe(70)
    tenth.frames.forEach((frame, t) => {
      for (const k of [0, 1] as const) {
        const [few, all] = [side(frame, k), side(whole.frames[t] as Frame, k)]
        for (const column of ["life", "seen", "felt"] as const) expect(few[column]).toEqual(all[column].filter((_, number) => number % 10 === 0))
        expect(few.totals).toEqual(all.totals)
      }
    })
  })

  test("adds up: owners, and orders against buyers", () => {
    for (const { sides } of whole.frames.slice(1))
      for (const { life, totals } of sides) {
        expect(totals.customers).toBe(life.filter((one) => ownerOf(one) === 0).length * world.weight)
        const buyers = life.filter(boughtOurs).length * world.weight
        expect(totals.orders).toBeGreaterThanOrEqual(buyers) // one may order twice in a tick
        expect(totals.orders > 0).toBe(buyers > 0)
        expect(life.filter(boughtOurs).every(bought)).toBe(true)
      }
  })

  test("spends what the books say, in paid channels, and nothing before it begins", () => {
    const last = whole.frames.at(-1) as Frame
    const outcome = play(world, [digital], luck)[0]
    for (const k of [0, 1] as const) expect(side(whole.frames[0] as Frame, k).totals.spend).toEqual(paidChannels(world).map(() => 0))
    expect(side(last, 0).totals.spend.length).toBe(paidChannels(world).length)
    const spent = whole.frames.reduce((sum, frame) => sum + side(frame, 0).totals.spend.reduce((a, b) => a + b, 0), 0)
    // commissions of the run-out's orders come after the last frame
    expect(spent).toBeGreaterThan(0)
    expect(spent).toBeLessThanOrEqual((outcome?.metrics.spend as number) + 0.01)
    expect(spent).toBeGreaterThan(0.97 * (outcome?.metrics.spend as number))
  })

  test("tells every instruction, and the last that is told of one is how it ended", () => {
    for (const k of [0, 1] as const) {
      const told = new Map(whole.frames.flatMap((frame) => side(frame, k).journal.map((entry) => [entry.sequence, entry] as const)))
      const outcome = play(world, [[digital, intelligent][k] as typeof digital], luck)[0]
      expect(told.size).toBe(outcome?.metrics.instructions)
      expect([...told.values()].filter(({ result }) => result === "on its way").every(({ issued }) => issued > 24 * (world.clock.horizon - 21))).toBe(true)
    }
  })

  test("fills every stage that a household brand has", () => {
    const counts = stages.map((_, stage) => side(whole.frames[0] as Frame, 0).life.filter((one) => stageOf(one) === stage).length)
    for (const count of counts) expect(count).toBeGreaterThan(0)
    expect(Math.max(...counts)).toBeLessThan(0.5 * world.customers)
  })
})

test.each([...["everyday", "beauty", "saas", "travel", "electric-cars"].map((name) => [name, "as it is"]), ["everyday", "hour"]])(
  "%s can be recorded, its tick %s",
  (name, tick) => {
    const weeks = tick === "as it is" && name === "electric-cars"
    const short = [
      "customers=48",
      `clock.days=${weeks ? 56 : 7}`,
      `clock.burnIn=${tick === "hour" ? 1 : 14}`,
      "clock.runOut=7",
      ...(tick === "hour" ? ["clock.tick=hour"] : []),
    ]
    const one = load(name, read(`markets/${name}.yaml`), read("sources.yaml"), short)
    let ticks = -1
    for (const frame of record(one, [digital, intelligent], luck)) {
      expect(frame.tick).toBe(++ticks)
      for (const { life, totals } of frame.sides) {
        expect(Math.max(...life.map(stageOf))).toBeLessThan(stages.length)
        expect(Math.max(...Array.from(life, ownerOf))).toBeLessThan(one.brands.length)
        for (const value of [totals.profit, totals.customers, totals.trust, totals.orders, totals.price, ...totals.spend, ...totals.rivalPrices])
          expect(value).not.toBeNaN()
      }
    }
    expect(ticks).toBe(one.clock.horizon)
  },
)
