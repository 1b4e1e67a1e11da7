import { f32 } from "./numbers.ts"
import type { Cell } from "./parameters.ts"

/** Goodwill of everybody after a tick (Nerlove–Arrow, saturating): a ← δ a + gain · response · (1 − δ a / a_max). */
export function carryGoodwill(goodwill: number, gain: number, response: number, { goodwillDecay, goodwillMax }: Cell): number {
  const kept = f32(goodwill * goodwillDecay)
  const room = Math.max(f32(1 - f32(kept * f32(1 / goodwillMax))), 0)
  return Math.min(f32(kept + f32(f32(gain * response) * room)), goodwillMax)
}

/** Goodwill that a message or a search result adds: a ← a + gain · (1 − a / a_max). */
export function raiseGoodwill(goodwill: number, gain: number, { goodwillMax }: Cell): number {
  return Math.min(goodwillMax, goodwill + gain * Math.max(0, 1 - goodwill / goodwillMax))
}
