import { describe, expect, test } from "vitest"
import { env } from "../../../policies/index.ts"
import { counter, shares, walk } from "./toys.ts"

const { box, syncVectorEnv } = env
const rows = (x: Float64Array, width = 2) => Array.from({ length: x.length / width }, (_, k) => [...x.slice(k * width, (k + 1) * width)])
/** Two counters whose episodes have two and three steps. */
const two = (mode: env.AutoresetMode) => syncVectorEnv([() => counter(2), () => counter(3)], mode)
const act = Int32Array.of(1, 2)

describe("a vector environment", () => {
  test("NextStep: an end is shown with its own observation; the step after begins anew, with reward 0", () => {
    const envs = two("NextStep")
    expect(rows(envs.reset().observation)).toEqual([
      [0, 0],
      [0, 0],
    ])
    const turns = Array.from({ length: 5 }, () => envs.step(act))
    expect(turns.map((t) => rows(t.observation))).toEqual([
      [
        [1, 0],
        [1, 0],
      ],
      [
        [2, 0],
        [2, 0],
      ],
      [
        [0, 1],
        [3, 0],
      ],
      [
        [1, 1],
        [0, 1],
      ],
      [
        [2, 1],
        [1, 1],
      ],
    ])
    expect(turns.map((t) => [...t.reward])).toEqual([
      [11, 21],
      [12, 22],
      [0, 23],
      [11, 0],
      [12, 21],
    ])
    expect(turns.map((t) => [...t.terminated])).toEqual([
      [0, 0],
      [1, 0],
      [0, 1],
      [0, 0],
      [1, 0],
    ])
    expect(turns.map((t) => t.info)).toEqual([
      { t: Float64Array.of(1, 1), _t: Uint8Array.of(1, 1) },
      { t: Float64Array.of(2, 2), _t: Uint8Array.of(1, 1) },
      { begun: Float64Array.of(1, 0), _begun: Uint8Array.of(1, 0), t: Float64Array.of(0, 3), _t: Uint8Array.of(0, 1) },
      { begun: Float64Array.of(0, 1), _begun: Uint8Array.of(0, 1), t: Float64Array.of(1, 0), _t: Uint8Array.of(1, 0) },
      { t: Float64Array.of(2, 1), _t: Uint8Array.of(1, 1) },
    ])
  })

  test("SameStep: the step of an end shows the next episode's first observation; the last one is in info.final_obs", () => {
    const envs = two("SameStep")
    envs.reset()
    const turns = Array.from({ length: 4 }, () => envs.step(act))
    expect(turns.map((t) => rows(t.observation))).toEqual([
      [
        [1, 0],
        [1, 0],
      ],
      [
        [0, 1],
        [2, 0],
      ],
      [
        [1, 1],
        [0, 1],
      ],
      [
        [0, 2],
        [1, 1],
      ],
    ])
    expect(turns.map((t) => [...t.reward])).toEqual([
      [11, 21],
      [12, 22],
      [11, 23],
      [12, 21],
    ])
    expect(turns.map((t) => [...t.terminated])).toEqual([
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 0],
    ])
    expect(turns[0]?.info).toEqual({ t: Float64Array.of(1, 1), _t: Uint8Array.of(1, 1) })
    expect(turns[1]?.info).toEqual({
      final_obs: [Float64Array.of(2, 0), undefined],
      _final_obs: Uint8Array.of(1, 0),
      final_info: { t: Float64Array.of(2, 0), _t: Uint8Array.of(1, 0) },
      _final_info: Uint8Array.of(1, 0),
      begun: Float64Array.of(1, 0),
      _begun: Uint8Array.of(1, 0),
      t: Float64Array.of(0, 2),
      _t: Uint8Array.of(0, 1),
    })
    expect(turns[2]?.info.final_obs).toEqual([undefined, Float64Array.of(3, 0)])
  })

  test("Disabled: an ended one is not stepped, and reset with a mask begins it alone", () => {
    const envs = two("Disabled")
    envs.reset()
    envs.step(act)
    envs.step(act)
    expect(() => envs.step(act)).toThrow("step: expected environments that go on; found that [0] has ended: reset it with options.reset_mask")
    const { observation, info } = envs.reset({ options: { reset_mask: [true, false] } })
    expect(rows(observation)).toEqual([
      [0, 1],
      [2, 0],
    ])
    expect(info).toEqual({ begun: Float64Array.of(1, 0), _begun: Uint8Array.of(1, 0) })
    expect(rows(envs.step(act).observation)).toEqual([
      [1, 1],
      [3, 0],
    ])
    for (const reset_mask of [[false, false], [true], 1, [true, 2]])
      expect(() => envs.reset({ options: { reset_mask } })).toThrow("reset: reset_mask: expected 2 truth values, one of them true at least")
  })

  test.each(["NextStep", "SameStep"] as const)("of n equals n single ones with seeds s, s + 1, …, %s", (mode) => {
    const n = 3
    const envs = syncVectorEnv(
      Array.from({ length: n }, () => walk),
      mode,
    )
    const singles = Array.from({ length: n }, walk)
    const first = envs.reset({ seed: 5 })
    expect([...first.observation]).toEqual(singles.map((single, k) => single.reset({ seed: 5 + k }).observation[0]))
    envs.actionSpace.seed(1)
    const ended = new Array<boolean>(n).fill(false)
    let ends = 0
    for (let t = 0; t < 60; t++) {
      const actions = envs.actionSpace.sample()
      const all = envs.step(actions)
      singles.forEach((single, k) => {
        if (ended[k]) {
          expect([all.observation[k], all.reward[k]]).toEqual([single.reset().observation[0], 0])
          ended[k] = false
          return
        }
        const one = single.step(actions.slice(2 * k, 2 * k + 2))
        expect([all.reward[k], all.terminated[k], all.truncated[k]]).toEqual([one.reward, Number(one.terminated), 0])
        if (one.terminated) ends++
        ended[k] = one.terminated && mode === "NextStep"
        const shown = one.terminated && mode === "SameStep" ? single.reset().observation : one.observation
        expect(all.observation[k]).toBe(shown[0])
        if (one.terminated && mode === "SameStep") expect((all.info.final_obs as Float64Array[])[k]).toEqual(one.observation)
      })
    }
    expect(ends).toBeGreaterThan(5)
  })

  test("takes a seed for each, and its spaces are those of batches", () => {
    const envs = syncVectorEnv([walk, walk])
    const [a, b] = envs.reset({ seed: [4, undefined] }).observation
    expect(a).toBe(walk().reset({ seed: 4 }).observation[0])
    expect(b).toBe(walk().reset().observation[0])
    expect((envs.observationSpace as unknown as env.Box).shape).toEqual([2, 1])
    expect(() => envs.reset({ seed: [1] })).toThrow("reset: seed: expected 2 seeds; found 1")
    expect(() => envs.step(Float64Array.of(0, 0, 0))).toThrow("a batch of 2 box: expected 4 values; found 3")
  })

  test("says which environment does not fit", () => {
    expect(() => syncVectorEnv([])).toThrow("syncVectorEnv: expected at least one environment; found none")
    expect(() => syncVectorEnv([() => shares(3), () => shares(4)])).toThrow("syncVectorEnv: [1].observationSpace: expected the first one's; found another")
    expect(() => two("NextStep").step(act)).toThrow("step: expected a reset before the first step")
  })
})

describe("batches", () => {
  const spaces: Record<string, env.Space> = {
    box: box([0, 1], [2, 3]),
    float32: box(0, 1, { dtype: "float32", shape: [2, 2] }),
    discrete: env.discrete(4, -1),
    multiDiscrete: env.multiDiscrete([2, 3]),
    multiBinary: env.multiBinary(3),
    simplex: env.simplex(3),
    sequence: env.sequence(box([0, 0], [1, 1])),
    tuple: env.tuple(env.discrete(2), env.simplex(2)),
    dict: env.dict({ a: env.discrete(2), b: env.dict({ c: env.multiBinary(2) }) }),
  }
  test.each(Object.entries(spaces))("of %s: concatenate is in the batch's space, and iterate undoes it", (_, space) => {
    space.seed(1)
    const items = [space.sample(), space.sample(), space.sample()]
    const batch = env.concatenate(space, items)
    expect(env.batchSpace(space, 3).contains(batch)).toBe(true)
    expect(env.iterate(space, batch, 3)).toEqual(items)
  })
})
