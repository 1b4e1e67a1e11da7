import { type Json, policy } from "../policy.ts"
import { type AllocatorOptions, allocator, allocatorOptions, type Learner, MOVES } from "./allocator.ts"
import { byChannel } from "./byChannel.ts"
import { numbered } from "./channelState.ts"
import { doubleQ } from "./doubleQ.ts"
import { greedy } from "./greedy.ts"
import { QTable } from "./qTable.ts"
import { sumValues } from "./sumValues.ts"

const card = {
  name: "double-q",
  seat: "plan",
  about: "As q-learning, with two estimates of which one picks and the other judges, so that luck is not taken for merit",
  source: "van Hasselt 2010; sums over channels as Sunehag et al. 2018",
  learns: true,
  options: allocatorOptions,
} as const

/** Tabular double Q-learning (doubleQ.ts) over budget moves (allocator.ts), two tables for each channel. */
export const doubleQPlan = policy(card, (o) => allocator(o, learner(o)))

function learner(o: AllocatorOptions): Learner<number> {
  const [a, b] = [0, 1].map(() => byChannel(() => new QTable(MOVES.length, o.start))) as [Tables, Tables]
  const all = (tables: Tables, channels: readonly string[]) => sumValues(channels.map(tables.of))
  return {
    state: (level, seen) => numbered(level, o.levels, seen),
    // the sum of both is acted on
    best: (channels, states) =>
      channels.map((channel, k) =>
        greedy(MOVES.length, (move) => a.of(channel).value(states[k] as number, move) + b.of(channel).value(states[k] as number, move)),
      ),
    learn: (channels, step, _next, parameters, random) => void doubleQ([all(a, channels), all(b, channels)], step, parameters, random),
    save: () => [a.save(), b.save()],
    load(state) {
      const [first, second] = state as [Json, Json]
      a.load(first)
      b.load(second)
    },
  }
}

type Tables = ReturnType<typeof byChannel<QTable>>
