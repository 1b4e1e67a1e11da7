import { decay } from "./decay.ts"
import * as L from "./kernel/layout.ts"
import { cos, normalQuantile } from "./math.ts"
import { type Key, stream } from "./random.ts"
import { nameHash } from "./sources/noise.ts"
import type { World } from "./world.ts"
import { days } from "./world.ts"

/** A series of the world around: it has no part in the market. AR(1) around a mean, with a season that peaks on a day of the year. */
interface Surrounding {
  mean: number
  sd: number
  /** Days in which a deviation halves. */
  halfLife: number
  season: number
  peak: number
}

const TURN = 6.283185307179586

/** Orders of magnitude of public statistics; nothing in the market reads them. */
export const surroundings: Readonly<Record<string, Surrounding>> = {
  "weather.temperature": { mean: 14, sd: 3, halfLife: 4, season: 11, peak: 200 },
  "weather.sunHours": { mean: 6, sd: 2, halfLife: 1, season: 3, peak: 172 },
  "mobility.trips": { mean: 100, sd: 6, halfLife: 10, season: 5, peak: 150 },
  "macro.confidence": { mean: 100, sd: 4, halfLife: 120, season: 0, peak: 0 },
  "macro.unemployment": { mean: 5, sd: 0.4, halfLife: 200, season: 0.1, peak: 30 },
  "macro.fuelPrice": { mean: 8, sd: 0.5, halfLife: 90, season: 0, peak: 0 },
  "trends.hashtags": { mean: 50, sd: 20, halfLife: 3, season: 0, peak: 0 },
  "trends.news": { mean: 30, sd: 12, halfLife: 2, season: 0, peak: 0 },
}

/** A series in its first ticks, drawn anew whenever it is looked at. @param keyAt the key that rules a tick */
export function surrounding(world: World, name: string, ticks: number, keyAt: (tick: number) => Key): Float64Array {
  const { mean, sd, halfLife, season, peak } = surroundings[name] as Surrounding
  const dt = days(world)
  const left = decay(halfLife, dt)
  const salt = nameHash(name)
  let deviation = 0
  return Float64Array.from({ length: ticks }, (_, t) => {
    const z = sd * normalQuantile(stream(keyAt(t), L.DRAW_ECONOMY, t, salt)())
    deviation = t === 0 ? z : left * deviation + Math.sqrt(1 - left * left) * z
    return mean + season * cos((TURN * (t * dt - peak)) / 365) + deviation
  })
}
