import { describe, expect, test } from "vitest"
import { readScenario } from "../../../bench/node/files.ts"
import { playStrategy } from "../../../bench/play.ts"
import { trainEpisode, withTrained } from "../../../bench/training.ts"
import { type Json, playerOf, type Strategy, strategies } from "../../../policies/index.ts"
import { open } from "../../../sim/index.ts"

const world = readScenario("everyday", ["customers=300", "clock.days=84", "clock.burnIn=120", "clock.runOut=0"])
const strategy: Strategy = { ...strategies.intelligent, policies: { plan: { policy: "elasticity", options: { least: 0.01 } } } }
const training = { world, strategy, seat: "plan" as const, seed: 3 }

/** Diagonal of the precision of what runs have taught. */
function precisions(state: Json): number[] {
  const { shift, precision } = (state as { latest: { model: { shift: number[]; precision: number[] } } }).latest.model
  return shift.map((_, k) => precision[k * shift.length + k] as number)
}

describe("elasticities learned over runs", () => {
  const states: Json[] = []
  for (let episode = 0; episode < 3; episode++) states.push(trainEpisode(training, states.at(-1), episode).state)

  test("each run's posterior is the next one's prior: what is known of every channel only grows", () => {
    const known = states.map(precisions)
    for (const [one, next] of [
      [known[0], known[1]],
      [known[1], known[2]],
    ] as [number[], number[]][])
      for (let channel = 1; channel <= 8; channel++) expect(next[channel]).toBeGreaterThanOrEqual(one[channel] as number)
    expect(known[2]?.[1]).toBeGreaterThan(known[0]?.[1] as number)
  })

  test("once trained it explores no more and learns no more: the same elasticities on any luck, with a panel or without", () => {
    const trained = withTrained(strategy, "plan", states[2] as Json)
    const after = [trained, { ...trained, sources: strategies.digital.sources }].flatMap((s) =>
      [0, 1].map((replication) => {
        const player = playerOf(s)
        playStrategy(open(world, player.firm, { seed: 3, replication }), player, { seed: 3, replication })
        return player.minds.plan?.save() as { drawn: number[]; before: Json; latest: Json }
      }),
    )
    for (const { drawn, before, latest } of after) {
      expect(drawn).toEqual(after[0]?.drawn)
      expect(new Set(drawn).size).toBeGreaterThan(1)
      expect([before, latest]).toEqual([(states[2] as { before: Json }).before, (states[2] as { latest: Json }).latest])
    }
  })
})
