import { decay } from "./decay.ts"
import * as L from "./kernel/layout.ts"
import { normalQuantile } from "./math.ts"
import { threefry, uniform } from "./random.ts"
import type { Play } from "./state.ts"
import { days, type Survey, type World } from "./world.ts"

/** What one person would say of our brand, without response noise. */
interface Mind {
  /** Chance to name it unaided: a/(a + a_ref). */
  aware: number
  /** It would be considered on the next occasion. */
  considers: boolean
  /** Points from 0 to 10, of those who bought us last; NaN of the others. */
  satisfaction: number
  /** 0 to 1. */
  trust: number
}

/** Shares (0 to 1), points (0 to 10), and the index: the mean of what is known of the four, each from 0 to 100. */
export interface Health {
  awareness: number
  consideration: number
  satisfaction: number
  /** Net promoter score, −100 to 100: share of 9 and 10 less share of 6 and less (Reichheld 2003). */
  nps: number
  trust: number
  index: number
}

/** Points of a category's average experience, and of a unit of satisfaction. The American Customer Satisfaction Index stands near 75 of 100; the slope is assumed. */
const AVERAGE_POINTS = 7.5
const POINTS_A_UNIT = 2.5

const within = (x: number, most: number) => Math.min(most, Math.max(0, x))

/** A customer's trust in our brand now, 0 to 1: the segment's base, and what is left of what the last contact did to it. */
export function trustAt({ world, memory, state }: Play, place: number): number {
  const deviation = memory.columns.trust[place] as number
  const base = world.segments[state.segments[place] as number]?.trust as number
  if (deviation === 0) return within(base, 1)
  const since = (state.tick - (memory.columns.lastContact[place] as number)) * days(world)
  return within(base + deviation * decay(world.customer.trust.halfLife, since), 1)
}

function mindAt(play: Play, place: number): Mind {
  const { world, memory } = play
  const c = memory.columns
  const { goodwill } = world.customer
  const a = c.goodwill[place] as number
  const owns = c.owner[place] === 0
  return {
    aware: a / (a + goodwill.reference),
    considers: owns || (a >= world.choice.consideration && ((c.lapsed[place] as number) & 1) === 0),
    satisfaction: owns ? within(AVERAGE_POINTS + POINTS_A_UNIT * (c.satisfaction[place] as number), 10) : Number.NaN,
    trust: trustAt(play, place),
  }
}

/** Waves of the horizon before a tick; below 0 in the burn-in. */
function waves(world: World, tick: number): number {
  return Math.floor(((tick - world.clock.burnIn) * days(world)) / world.survey.every)
}

/** Waves since the horizon began. */
export function wavesSoFar({ world, state }: Play): number {
  return Math.max(0, waves(world, state.tick))
}

/** The wave that ends the tick which is being played, if one does. */
export function waveOf({ world, state }: Play): number | undefined {
  const wave = waves(world, state.tick + 1)
  return wave > waves(world, state.tick) ? wave : undefined
}

/**
 * One wave: people drawn with replacement (a customer stands for many), each asked four questions. A yes or no is answered wrongly with
 * chance `misreport`; points are answered with noise, in whole points. Luck belongs to (respondent, wave).
 */
export function survey(play: Play, wave: number): Health {
  const { world, state } = play
  const law = world.survey
  const words = new Uint32Array(4)
  let [aware, consider, points, promoters, detractors, trust, owners] = [0, 0, 0, 0, 0, 0, 0]
  for (let k = 0; k < law.respondents; k++) {
    threefry(state.key, k, wave, 0, L.DRAW_SURVEY, words)
    const mind = mindAt(play, state.places[Math.floor(uniform(words[0] as number) * world.customers)] as number)
    if (uniform(words[1] as number) < saysYes(mind.aware, law)) aware++
    if (uniform(words[2] as number) < saysYes(mind.considers ? 1 : 0, law)) consider++
    trust += answered(mind.trust * 10, uniform(words[3] as number), law)
    if (Number.isNaN(mind.satisfaction)) continue
    threefry(state.key, k, wave, 1, L.DRAW_SURVEY, words)
    const answer = answered(mind.satisfaction, uniform(words[0] as number), law)
    owners++
    points += answer
    if (answer >= 9) promoters++
    if (answer <= 6) detractors++
  }
  const n = law.respondents
  return healthOf(aware / n, consider / n, points / owners, (100 * (promoters - detractors)) / owners, trust / n / 10)
}

/** The truth: the same of all customers, without response noise. */
export function latentHealth(play: Play): Health {
  let [aware, consider, points, promoters, detractors, trust, owners] = [0, 0, 0, 0, 0, 0, 0]
  for (const place of play.state.places) {
    const mind = mindAt(play, place)
    aware += mind.aware
    if (mind.considers) consider++
    trust += mind.trust
    if (Number.isNaN(mind.satisfaction)) continue
    owners++
    points += mind.satisfaction
    if (mind.satisfaction >= 9) promoters++
    if (mind.satisfaction <= 6) detractors++
  }
  const n = play.world.customers
  return healthOf(aware / n, consider / n, points / owners, (100 * (promoters - detractors)) / owners, trust / n)
}

function saysYes(chance: number, { misreport }: Survey): number {
  return chance * (1 - misreport) + (1 - chance) * misreport
}

function answered(points: number, u: number, { noise }: Survey): number {
  return within(Math.round(points + noise * normalQuantile(u)), 10)
}

function healthOf(awareness: number, consideration: number, satisfaction: number, nps: number, trust: number): Health {
  const known = [awareness, consideration, satisfaction / 10, trust].filter((x) => !Number.isNaN(x))
  return { awareness, consideration, satisfaction, nps, trust, index: (100 * known.reduce((a, b) => a + b, 0)) / known.length }
}
