import { computed } from "@preact/signals"
import type { Verdict } from "../../bench/judgement.ts"
import { initial, type State } from "../state/properties.ts"
import { change, get } from "../state/store.ts"
import stories from "../story/stories.json" with { type: "json" }
import computedStories from "../story/story.json" with { type: "json" }

/** Repeats that were computed before and come with the lab: what the opening's verdict rests on. */
export interface Story {
  /** The replication that is shown, and its rank by gap: the middle one, never the best. */
  shown: number
  rank: number
  /** The second strategy against the first. */
  verdict: Verdict
  command: string
  version: string
  /** By strategy and repeat, money; run-out included. */
  profit: readonly [readonly number[], readonly number[]]
  /** By strategy and repeat, profit at the end of each week. */
  weekly: readonly [readonly (readonly number[])[], readonly (readonly number[])[]]
}

export type StoryName = keyof typeof stories
const told = computedStories as unknown as Readonly<Record<StoryName, Story>>

/** The state that a story is of. */
export function stateOf(name: StoryName): Partial<State> {
  const { scenario, settings, strategies, seed } = stories[name]
  return { scenario, scenarioText: "", settings, strategies, seed, replication: told[name].shown, tick: -1, customer: -1 }
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** The story of the market on view, whichever of its repeats is shown; undefined: none was computed before. */
export const story = computed<(Story & { name: StoryName }) | undefined>(() => {
  const name = (Object.keys(stories) as StoryName[]).find((name) => {
    const { scenario, settings, strategies, seed } = stories[name]
    return (
      same([scenario, settings, strategies, seed], [get("scenario"), get("settings"), get("strategies"), get("seed")]) &&
      get("scenarioText") === initial.scenarioText
    )
  })
  return name && { ...told[name], name }
})

export function tell(name: StoryName): void {
  change(stateOf(name))
}
