import type { Model } from "./tabular.ts"

const START = 36
const GOAL = 47

/**
 * CliffWalking (Sutton & Barto, 2nd ed., example 6.6; Gymnasium 1.x, `toy_text/cliffwalking.py`): a 4 × 12 grid, from the lower left to the lower right corner past a
 * cliff. Actions: up, right, down, left. Reward −1 a step; −100 off the cliff, and back to the start. The goal ends it.
 */
export const cliffWalking: Model = {
  states: 48,
  actions: 4,
  start: Float64Array.from({ length: 48 }, (_, s) => (s === START ? 1 : 0)),
  after(state, action) {
    const [row, column] = [Math.floor(state / 12), state % 12]
    const [down, right] = [[-1, 0, 1, 0][action] as number, [0, 1, 0, -1][action] as number]
    const next = Math.min(3, Math.max(0, row + down)) * 12 + Math.min(11, Math.max(0, column + right))
    if (next > START && next < GOAL) return [{ chance: 1, next: START, reward: -100, terminated: false }]
    return [{ chance: 1, next, reward: -1, terminated: next === GOAL }]
  },
}
