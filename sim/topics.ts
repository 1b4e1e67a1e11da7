import { decay } from "./decay.ts"
import * as L from "./kernel/layout.ts"
import { exp, normalQuantile } from "./math.ts"
import { type Key, stream } from "./random.ts"
import type { State } from "./state.ts"
import { days, type World } from "./world.ts"

/** A topic that people talk about for a while. */
export interface Topic {
  born: number
  /** Heat when it was born, around 1. */
  heat: number
}

/** How hot a topic is at a tick: it halves with each half-life. */
export function heatOf(world: World, topic: Topic, tick: number): number {
  const { halfLife } = world.creative.topics as NonNullable<World["creative"]["topics"]>
  return tick < topic.born ? 0 : topic.heat * decay(halfLife, (tick - topic.born) * days(world))
}

/** The hottest topic's number; −1 none. */
export function hottest(world: World, topics: readonly Topic[], tick: number): number {
  let best = -1
  let most = 0
  topics.forEach((topic, k) => {
    const heat = heatOf(world, topic, tick)
    if (heat > most) {
      most = heat
      best = k
    }
  })
  return best
}

/** Topics come up by chance, `perYear` in the mean (Poisson, by inversion), with lognormal heat: a function of the tick's luck alone. */
export function bearTopics(world: World, state: State, key: Key): void {
  const { topics } = world.creative
  if (!topics) return
  const uniforms = stream(key, L.DRAW_TOPIC, state.tick)
  const rate = (topics.perYear / 365) * days(world)
  const above = 1 - uniforms()
  let chance = exp(-rate)
  for (let born = 1, cumulative = chance; above > cumulative && chance > 0; born++) {
    state.topics.push({ born: state.tick, heat: exp(topics.spread * normalQuantile(uniforms()) - (topics.spread * topics.spread) / 2) })
    chance *= rate / born
    cumulative += chance
  }
}

/**
 * What a topic makes of a creative's effect: 1 + boost · heat while it lasts, and what is stale afterwards loses `stale`; heat above 1 counts for the boost
 * only. A creative without a topic is untouched.
 */
export function topicality(world: World, topics: readonly Topic[], topic: number, tick: number): number {
  const law = world.creative.topics
  const about = topics[topic]
  if (!law || !about) return 1
  const heat = heatOf(world, about, tick)
  return (1 + law.boost * heat) * (1 - law.stale * Math.max(0, 1 - heat))
}
