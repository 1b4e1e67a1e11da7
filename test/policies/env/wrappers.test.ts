import { fc, test } from "@fast-check/vitest"
import { describe, expect } from "vitest"
import { env } from "../../../policies/index.ts"
import { counter, shares, walk } from "./toys.ts"

const { box, discrete, seeded } = env
const numbers = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 60 })

/** Observations, rewards and ends of a run of actions, from the reset on. */
function played<Obs, Act>(of: env.Env<Obs, Act>, actions: readonly Act[]) {
  const { observation } = of.reset()
  return { first: observation, turns: actions.map((action) => of.step(action)) }
}

describe("observations", () => {
  test("TransformObservation shows the function of each, in the space given", () => {
    const wrapped = env.transformObservation(counter(), (x) => Float64Array.of((x[0] as number) * 2), box(0, 2000))
    const { first, turns } = played(wrapped, [0, 0])
    expect([first, ...turns.map((t) => t.observation)].map((x) => x[0])).toEqual([0, 2, 4])
    env.checkEnv(() => env.transformObservation(counter(), (x) => x.slice(0, 1), box(0, 1000)))
  })

  test("FlattenObservation lays a record flat within its bounds", () => {
    const inner = env.transformObservation(
      counter(),
      (x) => ({ t: x.slice(0, 1), parity: (x[0] as number) % 2 }),
      env.dict({ t: box(0, 1000), parity: discrete(2) }),
    )
    const flat = env.flattenObservation(inner)
    expect(flat.observationSpace.equals(box([0, 0, 0], [1000, 1, 1]))).toBe(true)
    expect(played(flat, [0]).turns[0]?.observation).toEqual(Float64Array.of(1, 0, 1))
    env.checkEnv(() => env.flattenObservation(counter()))
    const customers = env.sequence(discrete(2))
    expect(() => env.flattenObservation(env.transformObservation(counter(), () => new Int32Array(), customers))).toThrow(
      "expected a space whose elements have one length",
    )
  })

  test("FrameStack shows the last three, oldest first, padded with the first observation or with zeros", () => {
    const steps = (of: env.Env<Float64Array, number>) => {
      const { first, turns } = played(of, [0, 0, 0])
      return [first, ...turns.map((t) => t.observation)].map((x) => [0, 2, 4].map((k) => x[k]))
    }
    const later = env.transformObservation(counter(9), (x) => Float64Array.of((x[0] as number) + 5, 0), box(0, 2000, { shape: [2] }))
    expect(steps(env.frameStack(later, 3))).toEqual([
      [5, 5, 5],
      [5, 5, 6],
      [5, 6, 7],
      [6, 7, 8],
    ])
    expect(steps(env.frameStack(later, 3, "zero"))).toEqual([
      [0, 0, 5],
      [0, 5, 6],
      [5, 6, 7],
      [6, 7, 8],
    ])
    expect((env.frameStack(later, 3).observationSpace as env.Box).shape).toEqual([3, 2])
    env.checkEnv(() => env.frameStack(walk(), 4))
    expect(() => env.frameStack(walk(), 0)).toThrow("frameStack: expected a whole number of at least 1; found 0")
  })

  test("DelayObservation shows each two steps late, zeros before, and none of the episode before", () => {
    const late = env.delayObservation(
      env.transformObservation(counter(9), (x) => Float64Array.of((x[0] as number) + 1, x[1] as number), box(0, 2000, { shape: [2] })),
      2,
    )
    const { first, turns } = played(late, [0, 0, 0])
    expect([first, ...turns.map((t) => t.observation)].map((x) => x[0])).toEqual([0, 0, 1, 2])
    expect(turns.map((t) => t.reward)).toEqual([1, 2, 3])
    expect(played(late, [0, 0, 0]).turns.map((t) => [...t.observation])).toEqual([
      [0, 0],
      [1, 1],
      [2, 1],
    ])
    env.checkEnv(() => env.delayObservation(walk(), 3))
  })

  test.prop([numbers])("NormalizeObservation: running moments are those of all values and of 1e-4 of a standard normal", (values) => {
    const moments = new env.RunningMoments(1)
    for (const x of values) moments.add([x])
    // two passes, with the prior's weight
    const total = values.length + 1e-4
    const mean = values.reduce((a, b) => a + b, 0) / total
    const variance = (values.reduce((sum, x) => sum + (x - mean) ** 2, 0) + 1e-4 * (1 + mean ** 2)) / total
    expect(moments.mean[0]).toBeCloseTo(mean, 8)
    expect((moments.variance[0] as number) / variance).toBeCloseTo(1, 8)
  })

  test("NormalizeObservation makes mean 0 and variance 1 of a stationary one, freezes, and goes on from what it saved", () => {
    const white = () => env.transformObservation(walk(), (x) => Float64Array.of(7 + 3 * Math.sin(1e4 * (x[0] as number))), box(4, 10))
    const wrapped = env.normalizeObservation(env.autoreset(white()))
    wrapped.reset({ seed: 1 })
    const action = Float64Array.of(0, 0)
    const seen = Array.from({ length: 3000 }, () => wrapped.step(action).observation[0] as number).slice(500)
    const mean = seen.reduce((a, b) => a + b, 0) / seen.length
    const variance = seen.reduce((sum, x) => sum + (x - mean) ** 2, 0) / seen.length
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(seen.length))
    expect(Math.abs(variance - 1)).toBeLessThan(0.05)
    const other = env.normalizeObservation(env.autoreset(white()))
    other.load(JSON.parse(JSON.stringify(wrapped.save())))
    expect(other.reset({ seed: 2 })).toEqual(wrapped.reset({ seed: 2 }))
    wrapped.update(false)
    const kept = wrapped.save()
    wrapped.step(action)
    expect(wrapped.save()).toEqual(kept)
  })
})

describe("rewards", () => {
  test("TransformReward and ClipReward pay functions of the reward alone", () => {
    const doubled = played(
      env.transformReward(counter(9), (r) => 2 * r),
      [1, 0, 3],
    )
    expect(doubled.turns.map((t) => t.reward)).toEqual([22, 4, 66])
    const clipped = played(env.clipReward(counter(9), 5, 20), [1, 0, 3])
    expect(clipped.turns.map((t) => t.reward)).toEqual([11, 5, 20])
    expect(() => env.clipReward(counter(), 2, 1)).toThrow("clipReward: expected a least reward that is not above the most; found 2 and 1")
    env.checkEnv(() => env.clipReward(walk(), -1, 1))
  })

  test("NormalizeReward divides by the deviation of the discounted return, which begins anew after a termination alone", () => {
    const gamma = 0.9
    for (const limit of [2, 5]) {
      const wrapped = env.normalizeReward(env.timeLimit(counter(3), limit), { gamma })
      const moments = new env.RunningMoments(1)
      let g = 0
      for (let episode = 0; episode < 3; episode++) {
        wrapped.reset()
        for (let t = 1; t <= Math.min(3, limit); t++) {
          const { reward, terminated } = wrapped.step(1)
          expect(terminated).toBe(t === 3)
          g = (terminated ? 0 : g * gamma) + 10 + t
          moments.add([g])
          expect(reward).toBeCloseTo((10 + t) / Math.sqrt((moments.variance[0] as number) + 1e-8), 12)
        }
      }
    }
  })
})

test("normalises as Gymnasium 1.4.0 does: its own figures for three steps of the counter, twice", () => {
  const paid = env.normalizeReward(counter(3), { gamma: 0.9 })
  const rewards = [0, 1].map(() => played(paid, [1, 1, 1]).turns.map((t) => t.reward))
  const published = [
    [99.59919793201742, 2.201386747496245, 2.7434614961601755],
    [2.1126829774388014, 1.5616642379382801, 1.730783071610838],
  ]
  for (const [k, row] of published.entries()) for (const [t, reward] of row.entries()) expect(rewards[k]?.[t]).toBeCloseTo(reward, 10)
  const { turns } = played(env.normalizeObservation(counter(9)), [0, 0, 0])
  for (const [t, x] of [0.9999499917030334, 1.2247449159622192, 1.3416475057601929].entries()) expect(turns[t]?.observation[0]).toBeCloseTo(x, 6) // it shows 32 bits
})

describe("actions", () => {
  test("TransformAction does the function of each", () => {
    const wrapped = env.transformAction(counter(9), (a: number) => a - 7, discrete(4, 7))
    expect(played(wrapped, [8, 10]).turns.map((t) => t.reward)).toEqual([11, 32])
  })

  test.prop([fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true })])(
    "RescaleAction is affine: ends go to ends, the middle to the middle",
    (a, b) => {
      // the walk pays x − action[1], and action[1] ranges from −2 to 6
      const paid = (x: number) => {
        const wrapped = env.rescaleAction(walk())
        const start = wrapped.reset({ seed: 3 })
        const { observation, reward } = wrapped.step(Float64Array.of(0, x))
        expect(start.observation).toHaveLength(1)
        return (observation[0] as number) - reward
      }
      expect([paid(-1), paid(0), paid(1)].map((x) => Number(x.toFixed(12)))).toEqual([-2, 2, 6])
      expect(paid((a + b) / 2)).toBeCloseTo((paid(a) + paid(b)) / 2, 9)
      expect(((paid(a) + 2) / 8) * 2 - 1).toBeCloseTo(a, 9)
    },
  )

  test("RescaleAction needs finite bounds, and ClipAction takes what has none", () => {
    expect(() => env.rescaleAction(env.clipAction(walk()))).toThrow("rescaleAction: expected an action space with finite bounds")
    const wrapped = env.clipAction(walk())
    wrapped.reset({ seed: 3 })
    const { observation, reward } = wrapped.step(Float64Array.of(0, 99))
    expect((observation[0] as number) - reward).toBeCloseTo(6, 12)
    expect(() => env.clipAction(counter() as never)).toThrow("clipAction: expected a box; found discrete")
    env.checkEnv(() => env.clipAction(walk()))
    env.checkEnv(() => env.rescaleAction(walk()))
  })

  test.prop([fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }), fc.double({ min: 0.1, max: 300, noNaN: true })])(
    "Simplex to Box: shares sum to 1, keep the order, and their ratios are exp(reach · difference)",
    (action, reach) => {
      const wrapped = env.simplexToBox(shares(4), reach)
      wrapped.reset()
      const { observation } = wrapped.step(Float64Array.from(action))
      expect(wrapped.observationSpace.contains(observation)).toBe(true)
      const [a, b] = [action[0] as number, action[1] as number]
      const [x, y] = [observation[0] as number, observation[1] as number]
      if (x > 1e-290 && y > 1e-290) expect(Math.log(x / y)).toBeCloseTo(reach * (a - b), 6)
      if (a >= b) expect(x).toBeGreaterThanOrEqual(y)
    },
  )

  test("Simplex to moves: 0 holds, each other action moves 5 % from one to another, and every pair is there once", () => {
    const n = 4
    const pairs = Array.from({ length: n * (n - 1) }, (_, k) => env.moveOf(k + 1, n))
    expect(new Set(pairs.map((m) => `${m?.from}>${m?.to}`)).size).toBe(n * (n - 1))
    for (const move of pairs) expect(move?.from).not.toBe(move?.to)
    const wrapped = env.simplexToMoves(shares(n))
    const { info } = wrapped.reset()
    expect(info.shares).toEqual(Float64Array.of(0.25, 0.25, 0.25, 0.25))
    expect(wrapped.step(0).observation).toEqual(Float64Array.of(0.25, 0.25, 0.25, 0.25))
    const action = 1 + pairs.findIndex((m) => m?.from === 2 && m.to === 0)
    const { observation } = wrapped.step(action)
    for (const [k, share] of [0.3, 0.25, 0.2, 0.25].entries()) expect(observation[k]).toBeCloseTo(share, 12)
    expect(wrapped.reset().info.shares).toEqual(Float64Array.of(0.25, 0.25, 0.25, 0.25))
    env.checkEnv(() => env.simplexToMoves(shares(3)))
    env.checkEnv(() => env.simplexToBox(shares(3)))
  })

  test.prop([fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 200 }), fc.constantFrom(0, 0.1)])(
    "Simplex to moves: whatever the moves, shares sum to 1 and none falls below the least",
    (moves, least) => {
      const wrapped = env.simplexToMoves(shares(4), { least })
      wrapped.reset()
      for (const move of moves) {
        const { observation } = wrapped.step(move)
        expect(wrapped.observationSpace.contains(observation)).toBe(true)
        for (const share of observation) expect(share).toBeGreaterThanOrEqual(least - 1e-12)
      }
    },
  )

  test("Simplex wrappers say what is wrong", () => {
    expect(() => env.simplexToBox(walk())).toThrow("simplexToBox: expected a simplex of one row as action space; found box")
    expect(() => env.simplexToMoves(shares(3), { start: [0.5, 0.4, 0] })).toThrow("start: expected 3 shares that sum to 1; found [0.5,0.4,0]")
    expect(() => env.simplexToMoves(shares(3), { least: 0.4 })).toThrow("least: expected a share from 0 to 0.333")
    const wrapped = env.simplexToMoves(shares(3))
    wrapped.reset()
    expect(() => wrapped.step(7)).toThrow("step: expected a move from 0 to 6; found 7")
  })
})

describe("episodes", () => {
  test("TimeLimit truncates at its number of steps and never terminates; what terminates by itself still does", () => {
    const limited = env.timeLimit(counter(9), 3)
    for (let episode = 0; episode < 2; episode++)
      expect(played(limited, [0, 0, 0]).turns.map((t) => [t.terminated, t.truncated])).toEqual([
        [false, false],
        [false, false],
        [false, true],
      ])
    expect(played(env.timeLimit(counter(3), 3), [0, 0, 0]).turns.at(-1)).toMatchObject({ terminated: true, truncated: true })
    expect(played(env.timeLimit(counter(2), 3), [0, 0]).turns.at(-1)).toMatchObject({ terminated: true, truncated: false })
    expect(() => env.timeLimit(counter(), 0)).toThrow("timeLimit: expected a whole number of at least 1; found 0")
    env.checkEnv(() => env.timeLimit(walk(), 4))
  })

  test("OrderEnforcing refuses a step before the first reset", () => {
    let x = 0
    const loose = () =>
      env.environment({
        observationSpace: box(0, 1e9),
        actionSpace: discrete(1),
        reset: () => ({ observation: Float64Array.of((x = 0)), info: {} }),
        step: () => ({ observation: Float64Array.of(++x), reward: 0, terminated: false, truncated: false, info: {} }),
      })
    expect(() => loose().step(0)).not.toThrow()
    const ordered = env.orderEnforcing(loose())
    expect(() => ordered.step(0)).toThrow("step: expected a reset before the first step")
    ordered.reset()
    expect(ordered.step(0).observation[0]).toBe(1)
    expect(ordered.unwrapped).not.toBe(ordered)
  })

  test("Autoreset, next step: the end is shown, then the next episode begins with reward 0 and its action unused", () => {
    const wrapped = env.autoreset(counter(2))
    const { first, turns } = played(wrapped, [1, 1, 3, 1])
    expect([first, ...turns.map((t) => t.observation)].map((x) => [...x])).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
      [0, 1],
      [1, 1],
    ])
    expect(turns.map((t) => t.reward)).toEqual([11, 12, 0, 11])
    expect(turns.map((t) => t.terminated)).toEqual([false, true, false, false])
    expect(turns.map((t) => t.info)).toEqual([{ t: 1 }, { t: 2 }, { begun: 1 }, { t: 1 }])
    env.checkEnv(() => env.autoreset(counter(3)))
  })

  test("RecordEpisodeStatistics tells return and length at an episode's end alone, and remembers the last ones", () => {
    const wrapped = env.recordEpisodeStatistics(counter(2), { bufferLength: 2 })
    for (const action of [0, 1, 2]) {
      const { turns } = played(wrapped, [action, action])
      expect(turns.map((t) => t.info.episode)).toEqual([undefined, { r: 20 * action + 3, l: 2 }])
    }
    expect(wrapped.returns).toEqual([23, 43])
    expect(wrapped.lengths).toEqual([2, 2])
    wrapped.reset()
    wrapped.step(0)
    expect(played(wrapped, [0, 0]).turns[1]?.info.episode).toEqual({ r: 3, l: 2 })
    const random = seeded(1, "test")
    env.checkEnv(() => env.recordEpisodeStatistics(walk()), { seed: Math.floor(random.next() * 100) })
  })
})
