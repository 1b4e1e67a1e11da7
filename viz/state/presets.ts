import { type Story, type StoryName, stories, storyNames } from "../story/story.ts"
import type { State } from "./properties.ts"

/** What a story sets: the market, who plays, and the run on view. */
function stateOf({ scenario, settings, strategies, seed, shown }: Story): Partial<State> {
  return { page: "watch", scenario, scenarioText: "", settings, strategies, seed, replication: shown, tick: -1, lens: false, customer: -1 }
}

/** Parts of the state by name, put in place by one control each. `change(presets.rulesWin)` */
export const presets = Object.fromEntries(storyNames.map((name) => [name, stateOf(stories[name])])) as Readonly<Record<StoryName, Partial<State>>>
