import { reviewsOf } from "./reviews.ts"
import type { Play } from "./state.ts"
import { survey, waveOf } from "./survey.ts"

/** Appends what is published with this tick: survey waves and reviews. It stands until the next time; before the first it is unknown. */
export function publish(play: Play): void {
  const { world, state } = play
  const ticks = world.clock.burnIn + world.clock.horizon + world.clock.runOut
  const put = (name: string, value: number) => {
    if (Number.isNaN(value)) return
    state.series[name] ??= new Float64Array(ticks).fill(Number.NaN)
    state.series[name].fill(value, state.tick)
  }
  const wave = waveOf(play)
  if (wave !== undefined) for (const [part, value] of Object.entries(survey(play, wave))) put(`survey.${part}`, value)
  reviewsOf(play)?.forEach(({ mentions, stars }, b) => {
    put(`mentions.${world.brands[b]?.name}`, mentions)
    put(`stars.${world.brands[b]?.name}`, stars)
  })
}
