import { policy } from "../policy.ts"
import { type AllocatorOptions, allocator, allocatorOptions, type Learner, MOVES } from "./allocator.ts"
import { byChannel } from "./byChannel.ts"
import { numbered } from "./channelState.ts"
import { QTable } from "./qTable.ts"
import { sarsa } from "./sarsa.ts"
import { sumValues } from "./sumValues.ts"

const card = {
  name: "sarsa",
  seat: "plan",
  about: "As q-learning, by SARSA: it learns what a move is worth if exploring goes on",
  source: "Rummery & Niranjan 1994; sums over channels as Sunehag et al. 2018",
  learns: true,
  options: allocatorOptions,
} as const

/** Tabular SARSA (sarsa.ts) over budget moves (allocator.ts), a table for each channel. */
export const sarsaPlan = policy(card, (o) => allocator(o, learner(o)))

function learner(o: AllocatorOptions): Learner<number> {
  const tables = byChannel(() => new QTable(MOVES.length, o.start))
  const all = (channels: readonly string[]) => sumValues(channels.map(tables.of))
  return {
    state: (level, seen) => numbered(level, o.levels, seen),
    best: (channels, states) => all(channels).best(states),
    learn: (channels, step, next, parameters) => void sarsa(all(channels), step, next, parameters),
    save: tables.save,
    load: tables.load,
  }
}
