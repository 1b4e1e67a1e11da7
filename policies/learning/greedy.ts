import type { Random } from "../random.ts"

/** The uniforms that choosing takes. */
export type Draws = Pick<Random, "next">

/** Number of the highest value; of those that tie, one at random (the draw is taken with a tie alone), or the first without luck. */
export function greedy(actions: number, value: (action: number) => number, random?: Draws): number {
  let best = Number.NEGATIVE_INFINITY
  let tied: number[] = []
  for (let a = 0; a < actions; a++) {
    const v = value(a)
    if (v > best) {
      best = v
      tied = [a]
    } else if (v === best) tied.push(a)
  }
  return random && tied.length > 1 ? (tied[Math.floor(random.next() * tied.length)] as number) : (tied[0] ?? 0)
}

/** With chance ε any action, all alike; else the greedy one (Sutton & Barto, 2nd ed., §2.2). */
export function epsilonGreedy(epsilon: number, actions: number, value: (action: number) => number, random: Draws): number {
  return random.next() < epsilon ? Math.floor(random.next() * actions) : greedy(actions, value, random)
}

/** Chances with which ε-greedy takes each action, ties of the greedy part counted alike. They sum to 1. */
export function epsilonGreedyChances(epsilon: number, actions: number, value: (action: number) => number): Float64Array {
  const values = Float64Array.from({ length: actions }, (_, a) => value(a))
  const best = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  const ties = values.reduce((n, v) => n + (v === best ? 1 : 0), 0)
  return values.map((v) => epsilon / actions + (v === best ? (1 - epsilon) / ties : 0))
}
