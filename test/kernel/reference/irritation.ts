import { f32 } from "./numbers.ts"
import type { Cell } from "./parameters.ts"

/** How far an irritated customer responds: 1 − ξ f, not under 0. */
export function responsiveness(irritation: number, { irritationEffect }: Cell): number {
  return Math.max(f32(1 - f32(irritationEffect * irritation)), 0)
}

/** Irritation after something that irritates. It is kept in single precision at every step. */
export function irritate(irritation: number, by: number): number {
  return f32(irritation + by)
}
