import { fc, test } from "@fast-check/vitest"
import { describe, expect } from "vitest"
import * as L from "../../sim/kernel/layout.ts"
import { instantiate } from "../../sim/kernel.ts"
import { type Key, key, type Luck, threefry } from "../../sim/random.ts"
import { build, copy } from "./randomMarket.ts"
import { readEntry } from "./reference/entry.ts"

type Four = [number, number, number, number]

/** Random123's known answers (tests/kat_vectors) for threefry4x32, by count of rounds: digits of π, ones and zeros as counter and key. */
const published: Record<number, [string, Four, Four, Four][]> = {
  13: known(
    [0x531c7e4f, 0x39491ee5, 0x2c855a92, 0x3d6abf9a],
    [0xc4189358, 0x1c9cc83a, 0xd5881c67, 0x6a0a89e0],
    [0x4aa71d8f, 0x734738c2, 0x431fc6a8, 0xae6debf1],
  ),
  20: known(
    [0x9c6ca96a, 0xe17eae66, 0xfc10ecd4, 0x5256a7d8],
    [0x2a881696, 0x57012287, 0xf6c7446e, 0xa16a6732],
    [0x59cd1dbb, 0xb8879579, 0x86b5d00c, 0xac8b6d84],
  ),
}

function known(zeros: Four, ones: Four, digits: Four): [string, Four, Four, Four][] {
  const all = 0xffffffff
  return [
    ["zeros", [0, 0, 0, 0], [0, 0, 0, 0], zeros],
    ["ones", [all, all, all, all], [all, all, all, all], ones],
    ["digits of π", [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89], digits],
  ]
}

function plain(key: Key, counter: Four): number[] {
  const words = new Uint32Array(4)
  threefry(key, ...counter, words)
  return [...words]
}

function compiled(lanes: "simd" | "scalar"): (key: Key, counter: Four) => number[] {
  const memory = new WebAssembly.Memory({ initial: 2 })
  const kernel = instantiate(memory, lanes)
  return (key, counter) => {
    new Int32Array(memory.buffer, L.HEADER).set(key, L.KEY)
    kernel.threefry(...counter, L.HEAP)
    return [...new Uint32Array(memory.buffer, L.HEAP, 4)]
  }
}

const sources = { "sim/random.ts": plain, "the kernel": compiled("simd"), "the kernel without SIMD": compiled("scalar") }

describe(`Threefry4x32-${L.THREEFRY_ROUNDS}`, () => {
  for (const [name, draw] of Object.entries(sources))
    test.each(published[L.THREEFRY_ROUNDS]!)(`of ${name} gives Random123's known answer for %s`, (_, counter, key, words) =>
      expect(draw(key, counter)).toEqual(words),
    )

  const word = fc.integer({ min: 0, max: 0xffffffff })
  const four = fc.tuple(word, word, word, word)
  test.prop([four, four], { numRuns: 1000 })("gives the same words in TypeScript and compiled", (key, counter) => {
    for (const draw of Object.values(sources)) expect(draw(key, counter)).toEqual(plain(key, counter))
  })
})

describe("keys", () => {
  test("are Threefry of (seed low, seed high, replication, stream) under the key 0", () => {
    expect(key({ seed: 0, replication: 0 }, 0)).toEqual(published[L.THREEFRY_ROUNDS]![0]![3])
    expect(key({ seed: 7 + 9 * 2 ** 32, replication: 0xffffffff }, 1)).toEqual(plain([0, 0, 0, 0], [7, 9, 0xffffffff, 1]))
  })

  // Counters are added to keys: were keys one apart, so would be all the states that the rounds begin from
  test("of neighbouring lucks differ in half of their 128 bits, within four standard errors", () => {
    const bits = (x: number): number => (x === 0 ? 0 : (x & 1) + bits(x >>> 1))
    const apart = (a: Key, b: Key) => a.reduce((sum, word, w) => sum + bits((word ^ b[w]!) >>> 0), 0)
    for (const next of [
      ({ seed, replication }: Luck) => ({ seed: seed + 1, replication }),
      ({ seed, replication }: Luck) => ({ seed: seed + 2 ** 32, replication }),
      ({ seed, replication }: Luck) => ({ seed, replication: replication + 1 }),
    ]) {
      let sum = 0
      const n = 4000
      for (let k = 0; k < n; k++) {
        const luck = { seed: k >> 6, replication: k & 63 }
        sum += apart(key(luck, 0), key(next(luck), 0))
      }
      expect(Math.abs(sum / n - 64)).toBeLessThan(4 * Math.sqrt(32 / n))
    }
  })
})

describe("words of the wide pass", () => {
  const recipe = { seed: 5, key: [11, 22, 33, 0] as Four, tick: 77, counts: [3, 200], brands: 2, pushes: 2, queries: 2, treated: 1, room: 8128, need: 0 }

  test.each(["simd", "scalar"] as const)("customer a has word (a >> 4) & 3 of counter 16 (a >> 6) + (a & 15), cell, tick, purpose (%s)", (lanes) => {
    const memory = copy(build(recipe), lanes)
    expect(memory.kernel.wide()).toBe(203) // all have a message waiting
    for (let k = 0; k < 203; k++) {
      const entry = readEntry(memory, k)
      const a = entry.cell === 0 ? k : k - 3
      const drawn = (purpose: number) => plain(recipe.key, [(a >> 6) * 16 + (a & 15), entry.cell, 77, purpose])[(a >> 4) & 3]! >>> 8
      expect(entry.visitUniform * 2 ** 24).toBe(drawn(L.DRAW_VISIT))
      entry.queryUniforms.forEach((u, q) => expect(u * 2 ** 24).toBe(drawn(L.DRAW_QUERY + q)))
    }
  })

  test("another cell's size, another channel's rate and another seed's high word leave or change luck as they should", () => {
    const uniforms = (change: Partial<typeof recipe>) => {
      const memory = build({ ...recipe, ...change })
      const length = memory.kernel.wide()
      return Array.from({ length }, (_, k) => readEntry(memory, k)).flatMap((e) => (e.cell === 1 ? [e.visitUniform] : []))
    }
    expect(uniforms({ counts: [50, 200] })).toEqual(uniforms({}))
    expect(uniforms({ pushes: 0 })).toEqual(uniforms({}))
    expect(uniforms({ counts: [3, 120] })).toEqual(uniforms({}).slice(0, 120))
    expect(uniforms({ key: [11, 23, 33, 0] })).not.toEqual(uniforms({}))
    expect(uniforms({ tick: 78 })).not.toEqual(uniforms({}))
  })
})
