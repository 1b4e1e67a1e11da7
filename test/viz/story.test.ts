import { describe, expect, test } from "vitest"
import { repeat } from "../../bench/repeat.ts"
import { strategyNamed } from "../../bench/strategyNamed.ts"
import { verdict } from "../../bench/verdict.ts"
import { presets } from "../../viz/state/presets.ts"
import { initial } from "../../viz/state/properties.ts"
import { gapsOf, type Story, type StoryName, stories, storyNames, storyOf } from "../../viz/story/story.ts"
import { read } from "../../viz/worker/read.ts"

const worldOf = ({ scenario, settings }: Story) => read({ name: scenario, text: "", settings })

describe.each(storyNames)("the story %s", (name: StoryName) => {
  const story = stories[name]
  const gaps = gapsOf(story)

  test("is what its market computes: the run on view, played again", () => {
    const { outcomes, weekly } = repeat(worldOf(story), story.strategies.map(strategyNamed), { seed: story.seed, replication: story.shown })
    expect(outcomes.map(({ digest }) => digest)).toEqual(story.digests[story.shown])
    expect(outcomes.map(({ metrics }) => metrics.profit)).toEqual(story.profit.map((values) => values[story.shown]))
    expect(weekly.map((profits) => profits.map(Math.round))).toEqual(story.weekly.map((values) => values[story.shown]))
  })

  test("shows the lower one of the two repeats in the middle", () => {
    expect(gaps.length).toBe(story.replications)
    expect(gaps.filter((gap) => gap > (gaps[story.shown] as number)).length).toBe(story.rank - 1)
    expect(story.rank).toBe(Math.floor(story.replications / 2) + 1)
  })

  test("is judged by its repeats", () => {
    const side = (k: 0 | 1) => ({ name: story.strategies[k], profit: story.profit[k] as number[], totalCost: story.totalCost[k] as number[] })
    expect(JSON.parse(JSON.stringify(verdict(side(1), side(0), worldOf(story))))).toEqual(story.verdict)
    expect(story.command).toContain(`--replications ${story.replications} --seed ${story.seed}`)
  })

  test("has a week's profit for each week of each repeat, and the last near the whole", () => {
    const { clock } = worldOf(story)
    for (const side of story.weekly) for (const weeks of side) expect(weeks.length).toBe(Math.floor(clock.horizon / 7))
  })

  test("is put in place by its preset", () => {
    expect(storyOf(presets[name] as Parameters<typeof storyOf>[0])).toEqual(story)
  })
})

test("the lab opens with the opening story, its address empty", () => {
  expect({ ...initial, ...presets.opening }).toEqual(initial)
})

test("the two stories come to opposite verdicts", () => {
  expect(stories.opening.verdict.gains).toBe(true)
  expect(stories.rulesWin.verdict.gains).toBe(false)
})
