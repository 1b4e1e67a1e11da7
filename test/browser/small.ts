import { play } from "../../bench/play.ts"
import { strategies } from "../../policies/index.ts"
import { load } from "../../scenarios/index.ts"
import type { World } from "../../sim/index.ts"

/** A small market that every test engine plays alike. */
export function smallWorld(scenario: string, sources: string): World {
  return load("everyday", scenario, sources, ["customers=1500", "clock.days=70", "clock.burnIn=60", "clock.runOut=14"])
}

/** Digests and profits of both strategies in two replications: what must be equal everywhere. */
export function smallExperiment(world: World): string[] {
  const both = [strategies.digital, strategies.intelligent]
  return [0, 1].flatMap((replication) =>
    play(world, both, { seed: 2026, replication }).map(({ strategy, digest, metrics }) => `${strategy} ${digest} ${metrics.profit}`),
  )
}
