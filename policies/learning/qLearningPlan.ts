import { policy } from "../policy.ts"
import { type AllocatorOptions, allocator, allocatorOptions, type Learner, MOVES } from "./allocator.ts"
import { byChannel } from "./byChannel.ts"
import { numbered } from "./channelState.ts"
import { qLearning } from "./qLearning.ts"
import { QTable } from "./qTable.ts"
import { sumValues } from "./sumValues.ts"

const card = {
  name: "q-learning",
  seat: "plan",
  about: "Moves the budget by tables of what more or less of each channel is worth, learned over runs by Q-learning; untrained it holds last year's shares",
  source: "Watkins 1989; sums over channels as Sunehag et al. 2018",
  learns: true,
  options: allocatorOptions,
} as const

/** Tabular Q-learning (qLearning.ts) over budget moves (allocator.ts), a table for each channel. */
export const qLearningPlan = policy(card, (o) => allocator(o, learner(o)))

function learner(o: AllocatorOptions): Learner<number> {
  const tables = byChannel(() => new QTable(MOVES.length, o.start))
  const all = (channels: readonly string[]) => sumValues(channels.map(tables.of))
  return {
    state: (level, seen) => numbered(level, o.levels, seen),
    best: (channels, states) => all(channels).best(states),
    learn: (channels, step, _next, parameters) => void qLearning(all(channels), step, parameters),
    save: tables.save,
    load: tables.load,
  }
}
