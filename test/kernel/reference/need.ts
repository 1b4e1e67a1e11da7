import { exp32, f32 } from "./numbers.ts"
import type { Cell } from "./parameters.ts"

/** What is left of a stock at home after a tick's use: s ← max(0, s − λ c). */
export function consume(stock: number, needRate: number, { consumption }: Cell): number {
  return Math.max(f32(stock - f32(needRate * consumption)), 0)
}

/** Expected needs of a tick: λ · e^(−η s) · demand. */
export function expectedNeeds(needRate: number, stock: number, { pantry, needScale }: Cell): number {
  return f32(f32(needRate * exp32(f32(-pantry * stock))) * needScale)
}
