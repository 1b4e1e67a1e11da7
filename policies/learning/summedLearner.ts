import type { Json } from "../policy.ts"
import type { ActionValues } from "./actionValues.ts"
import type { Learner } from "./allocator.ts"
import { byChannel } from "./byChannel.ts"
import { sumValues } from "./sumValues.ts"

/** Values of one channel's moves, which can be saved. */
type Part<S> = ActionValues<S> & { save(): Json; load(state: Json): void }

/**
 * An allocator's learner whose value of a joint move is the sum over channels of a part each.
 * @param make a channel's part @param state a channel's state from its level and signals @param update moves the sum by what one period taught
 */
export function summedLearner<S>(
  make: () => Part<S>,
  state: Learner<S>["state"],
  update: (all: ActionValues<readonly S[], readonly number[]>, ...taught: TaughtBy<S>) => void,
): Learner<S> {
  const parts = byChannel(make)
  const all = (channels: readonly string[]) => sumValues<S, number>(channels.map(parts.of))
  return {
    state,
    best: (channels, states) => all(channels).best(states),
    learn: (channels, ...taught) => update(all(channels), ...taught),
    save: parts.save,
    load: parts.load,
  }
}

type TaughtBy<S> = Parameters<Learner<S>["learn"]> extends [unknown, ...infer Rest] ? Rest : never
