import { policy } from "../policy.ts"
import { allocator, allocatorOptions, MOVES } from "./allocator.ts"
import { numbered } from "./channelState.ts"
import { qLearning } from "./qLearning.ts"
import { QTable } from "./qTable.ts"
import { summedLearner } from "./summedLearner.ts"

const card = {
  name: "q-learning",
  seat: "plan",
  about: "Moves the budget by tables of what more or less of each channel is worth, learned over runs by Q-learning; untrained it holds last year's shares",
  source: "Watkins 1989; sums over channels as Sunehag et al. 2018",
  learns: true,
  options: allocatorOptions,
} as const

/** Tabular Q-learning (qLearning.ts) over budget moves (allocator.ts), a table for each channel. */
export const qLearningPlan = policy(card, (o) =>
  allocator(
    o,
    summedLearner(
      () => new QTable(MOVES.length, o.start),
      (level, seen) => numbered(level, o.levels, seen),
      (all, step, _next, parameters) => void qLearning(all, step, parameters),
    ),
  ),
)
