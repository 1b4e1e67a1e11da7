import { decay } from "./decay.ts"
import { lognormal } from "./distributions.ts"
import * as L from "./kernel/layout.ts"
import { normalQuantile } from "./math.ts"
import { type Key, stream } from "./random.ts"
import type { State } from "./state.ts"
import { topicality } from "./topics.ts"
import { days, type World } from "./world.ts"

/** Creatives of one market: their numbers are 16-bit. */
export const MOST_CREATIVES = 65_535

/** An advertisement. Quality and style are hidden from policies; its number, brief and age are not. */
export interface Creative {
  number: number
  /** Segment it was briefed for. */
  segment: number
  /** Tick from which it can be used. */
  ready: number
  quality: number
  style: number[]
  /** Exposures a person, by segment, less what a rest has made forgotten until tick `worn`. */
  frequency: Float64Array
  worn: Float64Array
  /** The topic that it takes up; −1 none. */
  topic: number
}

/** Mean taste of a segment, not normalised: what a brief can aim at. */
export function briefedStyle(world: World, segment: number): number[] {
  const { tastes } = world.segments[segment] as World["segments"][number]
  return (world.tastes[0] as readonly number[]).map((_, d) =>
    tastes.reduce((sum, share, h) => sum + share * ((world.tastes[h] as readonly number[])[d] as number), 0),
  )
}

export function unit(vector: readonly number[]): number[] {
  const length = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0))
  return length > 0 ? vector.map((x) => x / length) : vector.map((_, d) => (d === 0 ? 1 : 0))
}

/**
 * The nth creative briefed for a segment: its luck follows (segment, n), whoever commissions it and when.
 * @param topic that it takes up; −1 none
 */
export function makeCreative(world: World, key: Key, number: number, segment: number, nth: number, ready: number, topic = -1): Creative {
  const uniforms = stream(key, L.DRAW_CREATIVE, nth, segment)
  const { quality, styleNoise } = world.creative
  return {
    number,
    segment,
    ready,
    quality: lognormal(1, quality.sigma, uniforms),
    style: unit(briefedStyle(world, segment).map((x) => x + styleNoise * normalQuantile(uniforms()))),
    frequency: new Float64Array(world.segments.length),
    worn: new Float64Array(world.segments.length),
    topic,
  }
}

/**
 * Content effect of a creative on a taste in a segment: quality · (1 + κ cos(taste, style)) · wear-out by frequency · what its topic makes of it.
 */
export function contentEffect(world: World, state: Pick<State, "tick" | "topics">, creative: Creative, taste: number, segment: number): number {
  const vector = world.tastes[taste] as readonly number[]
  const cosine = creative.style.reduce((sum, x, d) => sum + x * (vector[d] as number), 0)
  const worn = wearOut(frequencyAt(world, creative, segment, state.tick), world.creative.halfLifeExposures)
  return Math.max(0, creative.quality * (1 + world.creative.match * cosine)) * worn * topicality(world, state.topics, creative.topic, state.tick)
}

/** Exposures a person that still wear a creative down: while it rests they are forgotten with the law's half-life, 0 for never (Naik, Mantrala & Sawyer 1998). */
export function frequencyAt(world: World, { frequency, worn }: Creative, segment: number, tick: number): number {
  const { rest } = world.creative
  const counted = frequency[segment] as number
  return rest > 0 ? counted * decay(rest, (tick - (worn[segment] as number)) * days(world)) : counted
}

/** Adds a tick's exposures a person to a creative's wear. */
export function wear(world: World, creative: Creative, segment: number, tick: number, exposures: number): void {
  creative.frequency[segment] = frequencyAt(world, creative, segment, tick) + exposures
  creative.worn[segment] = tick
}

/** 1 when fresh, ½ after `half` exposures a person. */
export function wearOut(frequency: number, half: number): number {
  return 1 / (1 + frequency / half)
}
