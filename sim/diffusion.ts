import * as L from "./kernel/layout.ts"
import type { Play } from "./state.ts"
import type { World } from "./world.ts"

/**
 * What people of each segment hear of a share that differs between segments: their own, beyond mixing, in the measure of their homophily.
 * H_gg' = h_g [g = g'] + (1 − h_g) · share of g' in the population.
 * @param shares by segment
 */
export function heard(world: World, shares: readonly number[]): number[] {
  const all = world.segments.reduce((sum, s, g) => sum + s.share * (shares[g] as number), 0)
  return world.segments.map((s, g) => s.homophily * (shares[g] as number) + (1 - s.homophily) * all)
}

/** Customers of each segment. */
export function peopleBySegment({ world, cells }: Play): number[] {
  return world.segments.map((_, g) => cells.reduce((sum, cell) => sum + (cell.segment === g ? cell.count : 0), 0))
}

/**
 * Hazard of adoption a day, by segment: (p + q Σ_g' H_gg' F_g') / 365 (Bass 1969, eq. 1, with mixing between segments); 1 where the scenario has no
 * diffusion. F is the share that has bought, whatever the brand.
 */
export function adoptionHazard(play: Play): number[] {
  const { world, state } = play
  const { diffusion } = world.demand
  if (!diffusion) return world.segments.map(() => 1)
  const people = peopleBySegment(play)
  const adopted = state.adopters.map((count, g) => ((people[g] as number) > 0 ? count / (people[g] as number) : 0))
  return heard(world, adopted).map((f) => (diffusion.innovation + diffusion.imitation * f) / 365)
}

/** Counts the tick's purchases of all brands: each is an adoption, for a durable is bought once. */
export function countAdopters({ world, cells, memory, state }: Play): void {
  cells.forEach(({ segment }, i) => {
    for (let b = 0; b < world.brands.length; b++)
      state.adopters[segment] = (state.adopters[segment] as number) + (memory.total[i * L.TOTAL_SLOTS + L.ORDERS + b] as number)
  })
}
