import { policy } from "../policy.ts"
import { allocator, allocatorOptions, MOVES } from "./allocator.ts"
import { numbered } from "./channelState.ts"
import { QTable } from "./qTable.ts"
import { sarsa } from "./sarsa.ts"
import { summedLearner } from "./summedLearner.ts"

const card = {
  name: "sarsa",
  seat: "plan",
  about: "As q-learning, by SARSA: it learns what a move is worth if exploring goes on",
  source: "Rummery & Niranjan 1994; sums over channels as Sunehag et al. 2018",
  learns: true,
  options: allocatorOptions,
} as const

/** Tabular SARSA (sarsa.ts) over budget moves (allocator.ts), a table for each channel. */
export const sarsaPlan = policy(card, (o) =>
  allocator(
    o,
    summedLearner(
      () => new QTable(MOVES.length, o.start),
      (level, seen) => numbered(level, o.levels, seen),
      (all, step, next, parameters) => void sarsa(all, step, next, parameters),
    ),
  ),
)
