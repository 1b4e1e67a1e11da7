import { heard, peopleBySegment } from "./diffusion.ts"
import * as L from "./kernel/layout.ts"
import type { Play } from "./state.ts"
import type { EarnedChannel } from "./world.ts"

/** Counts who has begun or ceased to speak for a brand in the tick. */
export function countAdvocates({ world, cells, memory, state }: Play): void {
  cells.forEach(({ segment }, i) => {
    for (let b = 0; b < world.brands.length; b++) {
      const advocates = state.advocates[b] as number[]
      advocates[segment] = (advocates[segment] as number) + (memory.total[i * L.TOTAL_SLOTS + L.ADVOCATES + b] as number)
    }
  })
}

/**
 * Times that a person of each segment hears a brand recommended, a day: volume · Σ_g' H_gg' F_g', F the share of satisfied owners.
 * @returns by segment
 */
export function recommendations(play: Play, { volume }: EarnedChannel, brand: number): number[] {
  const { world, state } = play
  const people = peopleBySegment(play)
  const shares = (state.advocates[brand] as number[]).map((count, g) => ((people[g] as number) > 0 ? count / (people[g] as number) : 0))
  return heard(world, shares).map((share) => volume * share)
}
