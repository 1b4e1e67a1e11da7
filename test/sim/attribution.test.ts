import { fc, test } from "@fast-check/vitest"
import { describe, expect, test as plain } from "vitest"
import { removalEffects } from "../../sim/attribution/markov.ts"
import { models, rules } from "../../sim/attribution/models.ts"
import { newPath, type Path, readPath, WINDOW_DAYS } from "../../sim/attribution/path.ts"
import { inside } from "../../sim/index.ts"
import { opened, played, quiet, quietMedia, quietSegment } from "./worlds.ts"

/** A path over channels, oldest first; ages in days. */
function pathOf(channels: readonly number[], ages: readonly number[] = channels.map((_, k) => channels.length - k)): Path {
  const path = newPath()
  path.length = channels.length
  path.channel.set(channels)
  path.age.set(ages)
  return path
}

function shared(rule: keyof typeof rules, path: Path): number[] {
  const out = new Float64Array(8)
  rules[rule](path, out)
  return Array.from(out.subarray(0, path.length))
}

/** Credit by channel. */
function credit(rule: keyof typeof rules, path: Path, channels = 5): number[] {
  const by = new Array<number>(channels).fill(0)
  shared(rule, path).forEach((x, k) => {
    const c = path.channel[k] as number
    by[c] = (by[c] as number) + x
  })
  return by
}

const paths = fc
  .array(fc.record({ channel: fc.integer({ min: 0, max: 4 }), age: fc.integer({ min: 0, max: WINDOW_DAYS }) }), { minLength: 1, maxLength: 8 })
  .map((touches) => {
    const ages = touches.map(({ age }) => age).sort((a, b) => b - a)
    return pathOf(
      touches.map(({ channel }) => channel),
      ages,
    )
  })

const ruleNames = Object.keys(rules) as (keyof typeof rules)[]

describe("a rule of attribution", () => {
  test.prop([paths], { seed: 21 })("gives out one order's credit, no more and no less, and nothing below 0", (path) => {
    for (const rule of ruleNames) {
      const parts = shared(rule, path)
      expect(parts.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
      expect(Math.min(...parts)).toBeGreaterThanOrEqual(0)
    }
  })

  plain("agrees with every other on a path of one touch", () => {
    for (const rule of ruleNames) expect(shared(rule, pathOf([3]))).toEqual([1])
  })

  plain("on a path of four touches", () => {
    const path = pathOf([0, 1, 1, 2], [14, 7, 7, 0])
    expect(shared("last", path)).toEqual([0, 0, 0, 1])
    expect(shared("first", path)).toEqual([1, 0, 0, 0])
    expect(shared("linear", path)).toEqual([0.25, 0.25, 0.25, 0.25])
    expect(shared("position", path)).toEqual([0.4, 0.1, 0.1, 0.4])
    // halves with each seven days: 1 + 2 + 2 + 4 ninths
    shared("timeDecay", path).forEach((x, k) => expect(x).toBeCloseTo(([1, 2, 2, 4][k] as number) / 9, 12))
    expect(credit("shapley", path)).toEqual([1 / 3, 1 / 3, 1 / 3, 0, 0])
  })

  test.prop([paths, fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5, maxLength: 5 })], { seed: 22 })(
    "knows channels by what they did, not by their number",
    (path, renamed) => {
      const other = pathOf(
        Array.from(path.channel.subarray(0, path.length), (c) => renamed[c] as number),
        Array.from(path.age.subarray(0, path.length)),
      )
      for (const rule of ruleNames) {
        const [a, b] = [credit(rule, path), credit(rule, other)]
        a.forEach((x, c) => expect(b[renamed[c] as number]).toBeCloseTo(x, 12))
      }
    },
  )
})

/** Shapley (1953): what a player adds, averaged over all orders of joining. */
function shapleyValue(players: number, worth: (coalition: ReadonlySet<number>) => number): number[] {
  const phi = new Array<number>(players).fill(0)
  let orders = 0
  const join = (joined: number[]) => {
    if (joined.length === players) {
      orders++
      joined.forEach((j, k) => (phi[j] = (phi[j] as number) + worth(new Set(joined.slice(0, k + 1))) - worth(new Set(joined.slice(0, k)))))
      return
    }
    for (let j = 0; j < players; j++) if (!joined.includes(j)) join([...joined, j])
  }
  join([])
  return phi.map((x) => x / orders)
}

describe("Shapley attribution", () => {
  plain("the reference is Shapley's: the glove game, (1/6, 1/6, 4/6)", () => {
    // players 0 and 1 have a left glove, 2 a right one; a pair is worth 1 (textbook example of Shapley's value)
    const value = shapleyValue(3, (s) => (s.has(2) && (s.has(0) || s.has(1)) ? 1 : 0))
    value.forEach((x, j) => expect(x).toBeCloseTo([1 / 6, 1 / 6, 4 / 6][j] as number, 12))
  })

  test.prop([fc.array(paths, { minLength: 1, maxLength: 12 })], { seed: 23 })(
    "is the Shapley value of the orders that a set of channels alone can claim",
    (orders) => {
      const sets = orders.map((path) => new Set(path.channel.subarray(0, path.length)))
      const value = shapleyValue(5, (coalition) => sets.filter((set) => [...set].every((c) => coalition.has(c))).length)
      const sum = new Array<number>(5).fill(0)
      for (const path of orders) credit("shapley", path).forEach((x, c) => (sum[c] = (sum[c] as number) + x))
      sum.forEach((x, c) => expect(x).toBeCloseTo(value[c] as number, 9))
      // efficiency, and nothing for a channel that no path to an order touched
      expect(sum.reduce((a, b) => a + b, 0)).toBeCloseTo(orders.length, 9)
      sum.forEach((x, c) => sets.some((set) => set.has(c)) || expect(x).toBe(0))
    },
  )
})

/** Steps of paths, as sim/attribution/journeys.ts counts them. */
function stepsOf(channels: number, walked: readonly { path: readonly number[]; orders: number; times: number }[]): Float64Array {
  const width = channels + 2
  const steps = new Float64Array((channels + 1) * width)
  for (const { path, orders, times } of walked)
    for (const [end, count] of [
      [channels, orders],
      [channels + 1, times - orders],
    ] as const) {
      let from = channels
      for (const to of [...path, end]) {
        steps[from * width + to] = (steps[from * width + to] as number) + count
        from = to
      }
    }
  return steps
}

/** Share of walkers who convert when every step to `removed` ends the walk: by walking, with the power of the matrix. */
function walked(channels: number, steps: Float64Array, removed: number): number {
  const width = channels + 2
  let at = new Float64Array(width)
  let converted = 0
  let weights = new Float64Array(channels + 1)
  weights[channels] = 1
  for (let k = 0; k < 2000; k++) {
    at = new Float64Array(width)
    for (let f = 0; f <= channels; f++) {
      const total = steps.subarray(f * width, (f + 1) * width).reduce((a, b) => a + b, 0)
      if (total > 0) for (let to = 0; to < width; to++) at[to] = (at[to] as number) + ((weights[f] as number) * (steps[f * width + to] as number)) / total
    }
    converted += at[channels] as number
    weights = new Float64Array(channels + 1)
    for (let c = 0; c < channels; c++) weights[c] = c === removed ? 0 : (at[c] as number)
  }
  return converted
}

describe("Markov attribution", () => {
  plain("a published worked example", () => {
    // Puzyrov (2019), "Markov chain attribution: simple explanation of removal effect": Google Ads 2 orders, mailing 1, Google Ads then
    // mailing 1, Google Ads without an order 1. P = .8; without Google Ads .2, without mailing .4: removal effects .75 and .5
    const steps = stepsOf(2, [
      { path: [0], orders: 2, times: 3 },
      { path: [1], orders: 1, times: 1 },
      { path: [0, 1], orders: 1, times: 1 },
    ])
    const [ads, mailing] = removalEffects(2, steps) as unknown as [number, number]
    expect(ads).toBeCloseTo(0.75, 12)
    expect(mailing).toBeCloseTo(0.5, 12)
  })

  plain("a chain that must pass through two of three channels", () => {
    // C1 C2 C3 order, C1 none, C2 C3 none: P = 1/3, and 1/6, 0, 0 without C1, C2, C3
    const steps = stepsOf(3, [
      { path: [0, 1, 2], orders: 1, times: 1 },
      { path: [0], orders: 0, times: 1 },
      { path: [1, 2], orders: 0, times: 1 },
    ])
    Array.from(removalEffects(3, steps)).forEach((x, k) => expect(x).toBeCloseTo([0.5, 1, 1][k] as number, 12))
  })

  const walks = fc.array(
    fc
      .record({
        path: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 6 }),
        times: fc.integer({ min: 1, max: 9 }),
        rate: fc.double({ min: 0, max: 1, noNaN: true }),
      })
      .map(({ path, times, rate }) => ({ path, times, orders: Math.round(times * rate) })),
    { minLength: 1, maxLength: 8 },
  )

  test.prop([walks], { seed: 24, numRuns: 60 })("solves what walking the chain gives; a channel on no path has no effect; loops do not matter", (paths) => {
    const steps = stepsOf(4, paths)
    const effects = removalEffects(4, steps)
    const all = walked(4, steps, -1)
    for (let j = 0; j < 4; j++) {
      expect(effects[j]).toBeCloseTo(all > 0 ? 1 - walked(4, steps, j) / all : 0, 6)
      expect(effects[j]).toBeGreaterThanOrEqual(0)
      expect(effects[j]).toBeLessThanOrEqual(1)
      if (!paths.some(({ path, orders }) => orders > 0 && path.includes(j)) && !paths.some(({ path }) => path.includes(j))) expect(effects[j]).toBe(0)
    }
    const doubled = stepsOf(
      4,
      paths.map((p) => ({ ...p, path: p.path.flatMap((c) => [c, c]) })),
    )
    removalEffects(4, doubled).forEach((x, j) => expect(x).toBeCloseTo(effects[j] as number, 9))
  })
})

describe("the series of attribution", () => {
  const lively = {
    customers: 3000,
    clock: { burnIn: 60, days: 28 },
    segments: [{ ...quietSegment, needRate: { mean: 0.2, shape: 1 }, directVisits: 0.02, usage: { social: 4, search: 0.1 }, subscribed: 1 }],
    channels: [
      { ...quietMedia, click: 0.05 },
      { ...quietMedia, name: "search", captures: true, click: 0.3, needQueries: 0.5 },
      { name: "mail", kind: "owned", costPerMessage: 0 },
    ],
    history: { spend: 400_000, shares: { social: 0.5, search: 0.5 } },
  }

  plain("of every model add up to the revenue whose path has a touch, on every tick", () => {
    const { state, world } = inside(played(opened(quiet(lively)), 28))
    const sum = (model: string, t: number) => world.channels.reduce((all, { name }) => all + (state.series[`revenue.${model}.${name}`]?.[t] as number), 0)
    let total = 0
    for (let t = 0; t < state.tick; t++) {
      for (const model of models) expect(sum(model, t)).toBeCloseTo(sum("last", t), 6)
      expect(sum("last", t)).toBeLessThanOrEqual((state.series.revenue?.[t] as number) + 1e-9)
      total += sum("last", t)
    }
    expect(total).toBeGreaterThan(0)
    expect(state.journeys.shares?.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
  })

  plain("give Markov's credit by the shares of the period before, and count those who did not order", () => {
    const market = played(opened(quiet(lively)), 10)
    const { state, world } = inside(market)
    const shares = state.journeys.shares as Float64Array
    market.step({})
    const t = state.tick - 1
    const touched = world.channels.reduce((all, { name }) => all + (state.series[`revenue.last.${name}`]?.[t] as number), 0)
    world.channels.forEach(({ name }, c) => expect(state.series[`revenue.markov.${name}`]?.[t]).toBeCloseTo((shares[c] as number) * touched, 6))
    const width = world.channels.length + 2
    let [orders, none] = [0, 0]
    for (let from = 0; from <= world.channels.length; from++) {
      orders += state.journeys.steps[from * width + width - 2] as number
      none += state.journeys.steps[from * width + width - 1] as number
    }
    expect(orders).toBeGreaterThan(0)
    expect(none).toBeGreaterThan(0)
  })

  plain("leave out what is bought in a store: nothing joins it to what was clicked", () => {
    const inStores = { ...lively, segments: [{ ...(lively.segments[0] as object), stores: 1 }] }
    const { state, world } = inside(played(opened(quiet(inStores)), 28))
    expect(state.series.storeRevenue?.slice(0, state.tick)).toEqual(state.series.revenue?.slice(0, state.tick))
    for (const { name } of world.channels) expect(Math.max(...(state.series[`revenue.last.${name}`] as Float64Array))).toBe(0)
  })
})

plain("a path is read from the ring oldest first, within the window, whatever the head", () => {
  const touch = (channel: number, day: number) => ((channel + 1) << 12) | (day & 4095)
  for (const day of [100, 4096 + 3]) {
    const ring = new Uint16Array(16)
    for (let head = 0; head < 8; head++) {
      ring.fill(0)
      const touches = [
        [2, day - WINDOW_DAYS - 1],
        [0, day - WINDOW_DAYS],
        [1, day - 4],
        [0, day],
      ] as const
      touches.forEach(([c, d], k) => (ring[8 + ((head + 8 - touches.length + k) & 7)] = touch(c, d)))
      const path = readPath(newPath(), ring, 8, head, day)
      expect(Array.from(path.channel.subarray(0, path.length))).toEqual([0, 1, 0])
      expect(Array.from(path.age.subarray(0, path.length))).toEqual([WINDOW_DAYS, 4, 0])
    }
  }
})
