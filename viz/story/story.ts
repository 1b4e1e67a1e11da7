import type { Verdict } from "../../bench/judgement.ts"
import asked from "./stories.json" with { type: "json" }
import computed from "./story.json" with { type: "json" }

/** What a story is of: a comparison as `marketlab compare` is told it. */
export interface Telling {
  scenario: string
  settings: readonly string[]
  /** The pinned baseline, and the one judged. */
  strategies: readonly [string, string]
  seed: number
  replications: number
}

/** A story that the lab tells on arrival: repeats computed beforehand by `npm run story`; one of them is computed anew where it is watched. */
export interface Story extends Telling {
  /** The replication on view: by gap, from the largest, the `rank`th of all, which is the lower one of the two in the middle. Never the best. */
  shown: number
  rank: number
  /** The second strategy against the first, over all repeats. */
  verdict: Verdict
  /** Computes it again on the command line. */
  command: string
  version: string
  /** By strategy and replication, money, run-out included. */
  profit: readonly (readonly number[])[]
  totalCost: readonly (readonly number[])[]
  /** By strategy, replication and week: profit since the horizon began at the week's end, whole money. */
  weekly: readonly (readonly (readonly number[])[])[]
  /** By replication and strategy. */
  digests: readonly (readonly string[])[]
}

export type StoryName = keyof typeof asked

export const storyNames = Object.keys(asked) as StoryName[]
/** `opening`: the market that a visitor meets first. `rulesWin`: a market an eighth the size, in which people and tools for learning cost more than they bring. */
export const stories = Object.fromEntries(storyNames.map((name) => [name, { ...asked[name], ...computed[name] }])) as unknown as Readonly<
  Record<StoryName, Story>
>

/** Second less first, by replication. */
export function gapsOf({ profit }: Story): number[] {
  const [base = [], judged = []] = profit
  return judged.map((money, r) => money - (base[r] as number))
}

/** Is this what a story tells of? Then its repeats are known. */
export function storyOf(telling: Omit<Telling, "replications">): Story | undefined {
  const text = ({ scenario, settings, strategies, seed }: Omit<Telling, "replications">) => JSON.stringify([scenario, settings, strategies.slice(0, 2), seed])
  return storyNames.map((name) => stories[name]).find((story) => text(story) === text(telling))
}
