import { fc, test } from "@fast-check/vitest"
import { describe, expect, test as plain } from "vitest"
import { inside, type Market, open } from "../../sim/index.ts"
import { decide, type Whim, whims } from "./decisions.ts"
import { digestOf, firmAt, lucks, opened, played, quiet, quietSegment, textOf, worlds } from "./worlds.ts"

/** A run is a function of world, firm, luck and decisions (docs/model.md, principle 2): no copy, stop or detour changes it. */

function act(market: Market, behaviour: readonly Whim[], from: number, to: number): Market {
  for (let t = from; t < Math.min(to, market.world.clock.horizon); t++) {
    const whim = behaviour[t % behaviour.length] as Whim
    market.step(whim.absent ? {} : decide(market.world, market.look(), whim))
  }
  return market
}

describe("a market", () => {
  test.prop([worlds, lucks, whims], { seed: 8, numRuns: 40 })("is the same twice, through a snapshot in mid-run, and in a fork", (world, luck, behaviour) => {
    const market = open(world, firmAt(24, 30), luck)
    const twin = open(world, firmAt(24, 30), luck)
    expect(digestOf(market)).toBe(digestOf(twin))
    act(market, behaviour, 0, 4)
    const halfway = market.snapshot()
    const fork = market.fork("same")
    expect(textOf(fork.snapshot()) === textOf(halfway)).toBe(true)
    act(market, behaviour, 4, 9)
    const end = textOf(market.snapshot())
    act(twin, behaviour, 0, 9)
    expect(textOf(twin.snapshot()) === end).toBe(true)
    act(fork, behaviour, 4, 9)
    expect(textOf(fork.snapshot()) === end).toBe(true)
    market.restore(halfway)
    expect(textOf(market.snapshot()) === textOf(halfway)).toBe(true)
    act(market, behaviour, 4, 9)
    expect(textOf(market.snapshot()) === end).toBe(true)
    expect(digestOf(market)).toBe(digestOf(twin))
  })

  test.prop([worlds, lucks, whims], { seed: 9, numRuns: 30 })(
    "snapshots and forks are copies: playing on leaves them as they were",
    (world, luck, behaviour) => {
      const market = act(open(world, firmAt(24), luck), behaviour, 0, 2)
      const [snapshot, fork] = [market.snapshot(), market.fork("same")]
      const [text, forked] = [textOf(snapshot), textOf(fork.snapshot())]
      act(market, behaviour, 2, 5)
      expect(textOf(snapshot) === text).toBe(true)
      expect(textOf(fork.snapshot()) === forked).toBe(true)
    },
  )

  plain("with other luck from a fork on shares the past and differs in the future", () => {
    const world = quiet({ customers: 400, segments: [{ ...quietSegment, needRate: { mean: 0.5, shape: 1 }, subscribed: 1 }], demand: { shock: { sd: 0.1 } } })
    const market = played(opened(world), 10)
    const fork = market.fork({ seed: 99, replication: 3 })
    expect(digestOf(fork)).toBe(digestOf(market))
    const series = (m: Market) => Array.from(m.look().observation.series("orders") ?? [])
    expect(inside(fork).state.shocks.slice(0, 11)).toEqual(inside(market).state.shocks.slice(0, 11))
    expect(inside(fork).state.shocks[12]).not.toBe(inside(market).state.shocks[12])
    const spend = market.look().observation.customers.column("spend") as Float32Array
    expect(spend.some((x) => x > 0)).toBe(true)
    expect(fork.look().observation.customers.column("spend")).toEqual(spend) // with the noise of its source
    played(market, 10)
    played(fork, 10)
    expect(series(fork).slice(0, 11)).toEqual(series(market).slice(0, 11))
    expect(series(fork).slice(11)).not.toEqual(series(market).slice(11))
  })

  plain("reset without luck is the next replication, and with luck that one", () => {
    const world = quiet({ customers: 100 })
    const market = played(opened(world, 5), 7)
    market.reset()
    expect(inside(market).state.luck).toEqual({ seed: 5, replication: 1 })
    expect(digestOf(played(market, 5))).toBe(digestOf(played(open(world, firmAt(24), { seed: 5, replication: 1 }), 5)))
    market.reset({ seed: 5, replication: 0 })
    expect(digestOf(played(market, 5))).toBe(digestOf(played(opened(world, 5), 5)))
    expect(digestOf(played(opened(world, 6), 5))).not.toBe(digestOf(market))
  })

  test.prop([worlds, lucks, whims, fc.integer({ min: 1, max: 4 })], { seed: 10, numRuns: 40 })(
    "an absent seat's last decision stands: saying the same plan again changes nothing",
    (world, luck, behaviour, repeat) => {
      const [silent, loud] = [open(world, firmAt(24), luck), open(world, firmAt(24), luck)]
      const plan = decide(world, silent.look(), { ...(behaviour[0] as Whim), spend: world.budget / 20 }).plan
      silent.step({ plan })
      loud.step({ plan })
      for (let t = 0; t < repeat; t++) {
        silent.step({})
        loud.step({ plan })
      }
      expect(digestOf(loud)).toBe(digestOf(silent))
    },
  )

  for (const tick of ["hour", "day", "week"] as const)
    plain(`runs on a clock in ${tick}s through burn-in, horizon and run-out`, () => {
      const market = opened(quiet({ clock: { tick, days: 14, burnIn: 7, runOut: 7 } }))
      const { burnIn, horizon, runOut } = market.world.clock
      expect(burnIn + horizon + runOut).toBe(28 * { hour: 24, day: 1, week: 1 / 7 }[tick])
      for (let t = 0; t < horizon; t++) expect(market.step({}).truncated).toBe(t === horizon - 1)
      for (let t = 0; t < runOut; t++) expect(market.step({}).info.due).toEqual([])
      expect(inside(market).state.tick).toBe(burnIn + horizon + runOut)
      const end = textOf(market.snapshot())
      expect(() => market.step({})).toThrow(RangeError)
      expect(textOf(market.snapshot()) === end).toBe(true)
    })

  plain("resizing one segment leaves the customers of other cells as they were, and their first tick's luck", () => {
    const worldOf = (others: number) => {
      const customers = 128 + others
      const part = (name: string, count: number) => ({
        ...quietSegment,
        name,
        share: count / customers,
        defection: { a: 1, b: 5 },
        subscribed: 0.5,
        directVisits: 0.1,
        none: 0,
      })
      return quiet({
        customers,
        segments: [part("before", 48), part("resized", others), part("after", 80)],
        brands: [1, 2].map((k) => ({ name: `brand${k}`, price: 10, attraction: 0.5 })),
        choice: { none: 0.3 },
        clock: { burnIn: 0 },
      })
    }
    const [small, large] = [opened(worldOf(32)), opened(worldOf(500))]
    for (let t = 0; t < 2; t++) {
      for (const number of [0, 2]) {
        const [a, b] = [small, large].map((market) => {
          const { cells, memory } = inside(market)
          const { start, count } = cells[number] as (typeof cells)[number]
          return Object.fromEntries(
            Object.entries(memory.columns).map(([name, column]) => {
              const width = column.length / memory.columns.flags.length
              return [name, Array.from(column.subarray(start * width, (start + count) * width) as Iterable<number>)]
            }),
          )
        })
        expect(a).toEqual(b)
      }
      played(small, 1)
      played(large, 1)
    }
  })
})
