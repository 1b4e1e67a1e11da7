import type { ActionValues } from "./actionValues.ts"

/**
 * Values of actions that have parts, as sums: Q(s, a) = Σ_k Q_k(s_k, a_k). Every part chooses for itself, so the best of 3^n joint actions takes 3n
 * looks, and a move is spread over the parts alike. What one joint step teaches, it teaches of all parts at once, as a factorial experiment does.
 * Sunehag et al., "Value-Decomposition Networks", AAMAS 2018, eq. 1, with tables for networks.
 */
export function sumValues<S, A>(parts: readonly ActionValues<S, A>[]): ActionValues<readonly S[], readonly A[]> {
  return {
    value: (state, action) => parts.reduce((sum, part, k) => sum + part.value(state[k] as S, action[k] as A), 0),
    move(state, action, by) {
      for (const [k, part] of parts.entries()) part.move(state[k] as S, action[k] as A, by / parts.length)
    },
    best: (state, random) => parts.map((part, k) => part.best(state[k] as S, random)),
  }
}
