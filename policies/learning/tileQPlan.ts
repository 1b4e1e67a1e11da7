import { number, whole } from "../options.ts"
import { policy } from "../policy.ts"
import { allocator, allocatorOptions, MOVES } from "./allocator.ts"
import { qLearning } from "./qLearning.ts"
import { summedLearner } from "./summedLearner.ts"
import { TileValues } from "./tileValues.ts"

const options = {
  ...allocatorOptions,
  tilings: whole(8, "grids that a channel's state is seen through", { least: 1, most: 64 }),
  size: whole(512, "places of each channel's table of tiles", { least: 8, most: 65_536 }),
  levelWidth: number(2, "width of a tile along a channel's level, in moves", { above: 0 }),
  signalWidth: number(0.4, "width of a tile along each signal, in logarithms", { above: 0 }),
}

const card = {
  name: "tile-q-learning",
  seat: "plan",
  about: "As q-learning, with tiles in place of tables: neighbouring states learn from one another, and signals keep their size",
  source: "Watkins 1989; tile coding: Sutton & Barto, 2nd ed., §9.5.4; sums over channels as Sunehag et al. 2018",
  learns: true,
  options,
} as const

/** Q-learning (qLearning.ts), linear in tiles (tileValues.ts), over budget moves (allocator.ts). */
export const tileQPlan = policy(card, (o) =>
  allocator(
    o,
    summedLearner(
      () => new TileValues(MOVES.length, { tilings: o.tilings, size: o.size }, o.start),
      (level, seen): readonly number[] => [level / o.levelWidth, ...seen.map((x) => x / o.signalWidth)],
      (all, step, _next, parameters) => void qLearning(all, step, parameters),
    ),
  ),
)
