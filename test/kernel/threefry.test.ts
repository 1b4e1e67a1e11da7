import { fc, test } from "@fast-check/vitest"
import { describe, expect } from "vitest"
import * as L from "../../sim/kernel/layout.ts"
import { instantiate } from "../../sim/kernel.ts"
import { type Key, threefry } from "../../sim/random.ts"
import { build, copy } from "./randomMarket.ts"
import { readEntry } from "./reference/entry.ts"

type Four = [number, number, number, number]

/** Random123's kat_vectors for threefry4x32-20: counter, key, words. */
const known: [string, Four, Four, Four][] = [
  ["zeros", [0, 0, 0, 0], [0, 0, 0, 0], [0x9c6ca96a, 0xe17eae66, 0xfc10ecd4, 0x5256a7d8]],
  [
    "ones",
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    [0x2a881696, 0x57012287, 0xf6c7446e, 0xa16a6732],
  ],
  [
    "digits of π",
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89],
    [0x59cd1dbb, 0xb8879579, 0x86b5d00c, 0xac8b6d84],
  ],
]

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

describe("Threefry4x32-20", () => {
  for (const [name, draw] of Object.entries(sources))
    test.each(known)(`of ${name} gives Random123's known answer for %s`, (_, counter, key, words) => expect(draw(key, counter)).toEqual(words))

  const word = fc.integer({ min: 0, max: 0xffffffff })
  const four = fc.tuple(word, word, word, word)
  test.prop([four, four], { numRuns: 1000 })("gives the same words in TypeScript and compiled", (key, counter) => {
    for (const draw of Object.values(sources)) expect(draw(key, counter)).toEqual(plain(key, counter))
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
