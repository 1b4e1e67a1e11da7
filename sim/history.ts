import { capacityOfTick, reaches } from "./contacts.ts"
import { makeCreative } from "./creatives.ts"
import * as L from "./kernel/layout.ts"
import { exp, normalQuantile } from "./math.ts"
import { stream } from "./random.ts"
import type { Play } from "./state.ts"
import { type ContactChannel, days, type Treatment } from "./world.ts"

/** Days for which a creative of the history is used. */
const CREATIVE_DAYS = 30

/** What our brand did before the horizon: shares that wander, a new creative a segment each month, a newsletter. */
export function history(play: Play): void {
  const { world, memory, state } = play
  const dt = days(world)
  const starts = (every: number) => Math.floor((state.tick * dt) / every) > Math.floor(((state.tick - 1) * dt) / every)

  if (starts(world.history.period)) {
    const uniforms = stream(state.key, L.DRAW_CREATIVE, state.tick, 0xffff)
    const weights = world.history.shares.map((share) => share * exp(world.history.wander * normalQuantile(uniforms())))
    const total = weights.reduce((a, b) => a + b, 0)
    state.plan = { shares: Float64Array.from(weights, (w) => (total > 0 ? w / total : 0)), spend: world.history.spendPerDay }
  }
  if (starts(CREATIVE_DAYS)) renewCreatives(play)
  const { newsletter } = world.history
  if (newsletter.days > 0 && starts(newsletter.days)) {
    memory.treatment[newsletter.treatment * L.TREATMENT_SLOTS + L.SEND_AT] = 0
    const channel = world.channels[(world.treatments[newsletter.treatment - 1] as Treatment).channel] as ContactChannel
    let left = capacityOfTick(world, channel, state.tick)
    const from = (state.tick * 7919) % state.places.length // whoever is first when not all can be reached
    for (let k = 0; k < state.places.length && left > 0; k++) {
      const place = state.places[(from + k) % state.places.length] as number
      if (!reaches(world, memory, channel, place, state.tick)) continue
      memory.columns.treatment[place] = newsletter.treatment
      left--
    }
  }
}

/** A creative a segment, shown in every channel: the history's monthly one, and the first ones where there was no history. */
export function renewCreatives({ world, state }: Play): void {
  world.segments.forEach((_, g) => {
    const number = state.creatives.length
    state.creatives.push(makeCreative(world, state.key, number, g, state.commissioned[g] as number, state.tick))
    ;(state.commissioned[g] as number)++
    world.channels.forEach((_c, c) => (state.match[c * world.segments.length + g] = number))
  })
}
