import { advance, freeDesks, type Work } from "../../sim/desks.ts"
import { log } from "../../sim/math.ts"
import { seats } from "../../sim/observation.ts"
import { ACTS, stages } from "../../sim/organisation.ts"
import { key, stream } from "../../sim/random.ts"
import { type Check, meanCheck } from "../check.ts"

const BATCHES = 40
const BATCH = 500
/** Pieces before the first that counts: the desk begins empty. */
const WARM_UP = 500
const PURPOSE = 98

export interface DeskOptions {
  /** Pieces of work that come a day, at random. */
  perDay: number
  /** Pieces that the one person at the desk does a day. */
  capacity: number
}

/** Mean hours of waiting before a desk of constant service time S: ρS/(2(1 − ρ)), the M/D/1 queue (Pollaczek 1930, Khinchine 1932). */
export function meanWait({ perDay, capacity }: DeskOptions): number {
  const busy = perDay / capacity
  return (busy * (24 / capacity)) / (2 * (1 - busy))
}

/** Hours that each piece of a stream waits at a manager's desk (docs/model.md 7.3). */
function waits({ perDay, capacity }: DeskOptions, count: number): number[] {
  const organisation = {
    cadence: {},
    latency: {},
    costPerDay: 0,
    teams: [{ name: "management", seats, stages: ["execute"] as const, capacityPerDay: capacity }],
  }
  const work: Work = { organisation, key: key({ seed: 81, replication: 0 }, 0), queue: [], free: freeDesks(organisation) }
  const luck = stream(work.key, PURPOSE)
  const [arrived, waited] = [[] as number[], [] as number[]]
  const finish = (until: number) => {
    for (const { sequence, hour } of advance(work, until)) waited[sequence] = hour - (arrived[sequence] as number) - 24 / capacity
  }
  let hour = 0
  for (let sequence = 0; sequence < count; sequence++) {
    hour -= (24 / perDay) * log(luck())
    arrived.push(hour)
    work.queue.push({
      seat: "plan",
      sequence,
      issued: sequence,
      stage: stages.indexOf("execute"),
      hour,
      automated: false,
      reworked: 0,
      action: { shares: Float64Array.of(1), spend: 0 },
    })
    if (work.queue.some(({ stage }) => stage === ACTS) || sequence % 8 === 7) finish(hour)
  }
  finish(Number.POSITIVE_INFINITY)
  return waited
}

export function deskOf(options: DeskOptions) {
  const { perDay, capacity } = options
  const means = (o: DeskOptions, batches: number) => {
    const all = waits(o, WARM_UP + batches * BATCH).slice(WARM_UP)
    return Array.from({ length: batches }, (_, b) => all.slice(b * BATCH, (b + 1) * BATCH).reduce((sum, x) => sum + x / BATCH, 0))
  }
  const most = capacity * 0.95
  const checks: Check[] = [meanCheck({ en: "Hours of waiting, ρS/(2(1 − ρ))", zh: "平均等待小时 ρS/(2(1 − ρ))" }, means(options, BATCHES), meanWait(options))]
  return {
    busy: perDay / capacity,
    curve: Array.from({ length: 95 }, (_, k) => (most * (k + 1)) / 95).map((n) => ({ perDay: n, hours: meanWait({ perDay: n, capacity }) })),
    simulated: [0.2, 0.4, 0.6, 0.8, 0.9].map((busy) => ({
      perDay: busy * capacity,
      hours: means({ perDay: busy * capacity, capacity }, 4).reduce((sum, x) => sum + x / 4, 0),
    })),
    checks,
  }
}
