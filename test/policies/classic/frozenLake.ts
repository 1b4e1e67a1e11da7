import type { Model } from "./tabular.ts"

const map = ["SFFF", "FHFH", "FFFH", "HFFG"].join("")

/**
 * FrozenLake-v1 4×4 (Gymnasium 1.x, `toy_text/frozen_lake.py`): over the ice to the goal past four holes. Actions: left, down, right, up; on slippery ice the
 * step goes to either side of where it was meant with a third each. Reward 1 at the goal. A hole or the goal ends it; so do 100 steps.
 */
export function frozenLake(slippery: boolean): Model {
  const go = (state: number, direction: number) => {
    const [row, column] = [state >> 2, state & 3]
    if (direction === 0) return row * 4 + Math.max(0, column - 1)
    if (direction === 1) return Math.min(3, row + 1) * 4 + column
    if (direction === 2) return row * 4 + Math.min(3, column + 1)
    return Math.max(0, row - 1) * 4 + column
  }
  const over = (state: number) => map[state] === "H" || map[state] === "G"
  return {
    states: 16,
    actions: 4,
    start: Float64Array.from({ length: 16 }, (_, s) => (s === 0 ? 1 : 0)),
    after(state, action) {
      if (over(state)) return [{ chance: 1, next: state, reward: 0, terminated: true }]
      const directions = slippery ? [(action + 3) & 3, action, (action + 1) & 3] : [action]
      return directions.map((direction) => {
        const next = go(state, direction)
        return { chance: 1 / directions.length, next, reward: map[next] === "G" ? 1 : 0, terminated: over(next) }
      })
    },
  }
}
