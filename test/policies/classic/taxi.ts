import type { Branch, Model } from "./tabular.ts"

const walls = ["|R: | : :G|", "| : | : : |", "| : : : : |", "| | : | : |", "|Y| : |B: |"]
/** The map of Taxi-v2, with one wall less. */
export const wallsBefore = ["|R: | : :G|", "| : : : : |", "| : : : : |", "| | : | : |", "|Y| : |B: |"]
/** R, G, Y, B as rows and columns. */
const places = [
  [0, 0],
  [0, 4],
  [4, 0],
  [4, 3],
] as const
const IN_TAXI = 4

const encode = (row: number, column: number, passenger: number, goal: number) => ((row * 5 + column) * 5 + passenger) * 4 + goal

/**
 * Taxi-v3 (Dietterich 2000; Gymnasium 1.x, `toy_text/taxi.py`): fetch a passenger and take him where he wants to go. Actions: south, north, east, west, pick up, drop off.
 * Reward −1 a step, −10 for picking up or dropping off where that cannot be, 20 at the goal, which ends it; so do 200 steps. It starts anywhere, the passenger
 * at one of four places and bound for another: 300 states alike.
 */
export const taxi = (map: readonly string[] = walls): Model => ({
  states: 500,
  actions: 6,
  start: Float64Array.from({ length: 500 }, (_, s) => {
    const [passenger, goal] = [Math.floor(s / 4) % 5, s % 4]
    return passenger !== IN_TAXI && passenger !== goal ? 1 / 300 : 0
  }),
  after(state, action) {
    const [row, column, passenger, goal] = [Math.floor(state / 100), Math.floor(state / 20) % 5, Math.floor(state / 4) % 5, state % 4]
    const to = (next: number, reward = -1, terminated = false): Branch[] => [{ chance: 1, next, reward, terminated }]
    const open = (at: number) => (map[row] as string)[at] === ":"
    if (action === 0) return to(encode(Math.min(4, row + 1), column, passenger, goal))
    if (action === 1) return to(encode(Math.max(0, row - 1), column, passenger, goal))
    if (action === 2) return to(encode(row, open(2 * column + 2) ? column + 1 : column, passenger, goal))
    if (action === 3) return to(encode(row, open(2 * column) ? column - 1 : column, passenger, goal))
    const here = places.findIndex(([r, c]) => r === row && c === column)
    if (action === 4) return passenger < IN_TAXI && here === passenger ? to(encode(row, column, IN_TAXI, goal)) : to(state, -10)
    if (passenger === IN_TAXI && here === goal) return to(encode(row, column, goal, goal), 20, true)
    return passenger === IN_TAXI && here >= 0 ? to(encode(row, column, here, goal)) : to(state, -10)
  },
})
