import * as L from "../kernel/layout.ts"
import { normalQuantile } from "../math.ts"
import { type Key, threefry, uniform } from "../random.ts"
import type { Source } from "../world.ts"

/** 32-bit FNV-1a of a name: luck of a source, a column or a series follows its name, so that another one beside it moves nothing. */
export function nameHash(name: string): number {
  let hash = 0x811c9dc5
  for (let k = 0; k < name.length; k++) hash = Math.imul(hash ^ name.charCodeAt(k), 0x01000193)
  return hash >>> 0
}

const words = new Uint32Array(4)

/** The two uniforms of a reading (a, b, c), in (0, 1). */
export function readingLuck(key: Key, a: number, b: number, c: number): readonly [number, number] {
  threefry(key, a, b, c, L.DRAW_SOURCE_NOISE, words)
  return [uniform(words[0] as number), uniform(words[1] as number)]
}

/** What a source's noise multiplies a number by, drawn for counter (a, b, c): 1 in the mean, `noise` in standard deviation. */
export function noiseFactor(source: Source, key: Key, a: number, b: number, c: number): number {
  threefry(key, a, b, c, L.DRAW_SOURCE_NOISE, words)
  return 1 + source.noise * normalQuantile(uniform(words[0] as number))
}
