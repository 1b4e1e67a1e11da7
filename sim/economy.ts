import * as L from "./kernel/layout.ts"
import { exp, log, normalQuantile } from "./math.ts"
import { type Key, stream } from "./random.ts"
import { type Brand, days, type Indicator, type World } from "./world.ts"

/** Log demand's AR(1) shocks, one a tick, with enough further ticks for the longest lead. Stationary from the first. */
export function shockPath(world: World, key: Key, from?: { path: Float64Array; tick: number }): Float64Array {
  const { sd, persistence } = world.demand.shock
  const lead = Math.max(0, ...world.demand.indicators.map((i) => i.lead)) / days(world)
  const path = new Float64Array(world.clock.burnIn + world.clock.horizon + world.clock.runOut + Math.ceil(lead) + 1)
  const rho = persistence > 0 ? exp(days(world) * log(persistence)) : 0
  const innovation = Math.sqrt(1 - rho * rho)
  let level = 0
  for (let t = 0; t < path.length; t++) {
    const z = normalQuantile(stream(key, L.DRAW_ECONOMY, t)())
    level = t === 0 ? sd * z : rho * level + sd * innovation * z
    if (from && t <= from.tick) level = from.path[t] as number
    path[t] = level
  }
  return path
}

/** D(t) = season · trend · exp(shock), the shock's mean taken out so that demand is its level on average. */
export function demand(world: World, shocks: Float64Array, tick: number): number {
  const { sd } = world.demand.shock
  return (world.demand.level[tick] ?? 1) * exp((shocks[tick] as number) - (sd * sd) / 2)
}

/** Today's reading of an indicator: log demand to come (or nothing but noise), plus noise. */
export function indicator(world: World, which: Indicator, number: number, shocks: Float64Array, tick: number, key: Key): number {
  const noise = which.noise * normalQuantile(stream(key, L.DRAW_ECONOMY, tick, number + 1)())
  const day = (tick - world.clock.burnIn) * days(world)
  if (which.kind === "spurious" || (which.kind === "breaking" && day >= which.breaks)) return noise
  const ahead = Math.min(tick + Math.round(which.lead / days(world)), shocks.length - 1)
  return log(world.demand.level[ahead] ?? 1) + (shocks[ahead] as number) + noise
}

/**
 * (IV/IV_ref)^θ: how far today's prices raise need in a segment. The inclusive value of attraction-weighted prices,
 * Σ s_b f_b^−β̄, against the same at list prices; f_b is the price as a share of the list price.
 */
export function priceAcceleration(brands: readonly Brand[], factors: ArrayLike<number>, beta: number, theta: number): number {
  if (theta === 0) return 1
  let value = 0
  let reference = 0
  brands.forEach((brand, b) => {
    const factor = factors[b] as number
    value += brand.attraction * (factor === 1 ? 1 : exp(-beta * log(factor)))
    reference += brand.attraction
  })
  return value === reference ? 1 : exp(theta * log(value / reference))
}
