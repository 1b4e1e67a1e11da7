import * as L from "./kernel/layout.ts"
import { normalQuantile } from "./math.ts"
import { threefry, uniform } from "./random.ts"
import type { Play } from "./state.ts"
import { days } from "./world.ts"

/** What people wrote of one brand in a week. */
export interface Reviews {
  /** Of all real customers. */
  mentions: number
  /** Mean of their stars, 1 to 5; NaN when nobody wrote. */
  stars: number
}

const PERIOD_DAYS = 7
/** Chances to write looked at in a week, customers drawn with replacement. */
const LOOKED_AT = 400
/** Chance that an average buyer writes in a week, what a unit of (dis)satisfaction adds to it, and stars of satisfaction with their noise: all assumed. */
export const WRITES = 0.02
export const MOVED = 0.3
const STARS = { middle: 3.6, aUnit: 1.2, noise: 0.8 }

/**
 * A week's reviews and posts, by brand. Those who are moved write: pleased or angry, seldom in between, so that ratings are J-shaped and
 * never the mean of all buyers. Hu, Zhang & Pavlou, "Overcoming the J-shaped distribution of product reviews", CACM 52(10), 2009.
 * @returns undefined on a tick in which no week ends
 */
export function reviewsOf({ world, memory, state }: Play): Reviews[] | undefined {
  const dt = days(world)
  const week = Math.floor(((state.tick + 1) * dt) / PERIOD_DAYS)
  if (week === Math.floor((state.tick * dt) / PERIOD_DAYS)) return undefined
  const { owner, satisfaction } = memory.columns
  const written = world.brands.map(() => ({ posts: 0, stars: 0 }))
  const words = new Uint32Array(4)
  const star = new Uint32Array(4)
  for (let k = 0; k < LOOKED_AT; k++) {
    if ((k & 1) === 0) threefry(state.key, k >>> 1, week, 2, L.DRAW_SURVEY, words)
    const own = (k & 1) << 1
    const place = state.places[Math.floor(uniform(words[own] as number) * world.customers)] as number
    const of = written[owner[place] as number]
    const q = satisfaction[place] as number
    if (!of || uniform(words[own + 1] as number) >= WRITES + MOVED * Math.abs(q)) continue
    threefry(state.key, k, week, 3, L.DRAW_SURVEY, star)
    of.posts++
    of.stars += Math.min(5, Math.max(1, Math.round(STARS.middle + STARS.aUnit * q + STARS.noise * normalQuantile(uniform(star[0] as number)))))
  }
  const people = (world.customers * world.weight) / LOOKED_AT
  return written.map(({ posts, stars }) => ({ mentions: posts * people, stars: posts > 0 ? stars / posts : Number.NaN }))
}
