import scenario from "../../scenarios/markets/everyday.yaml?raw"
import sources from "../../scenarios/sources.yaml?raw"
import { smallExperiment, smallWorld } from "./small.ts"

/** Read by the test when the page is done. */
declare global {
  var outcome: { rows: string[] } | { error: string } | undefined
}

try {
  globalThis.outcome = { rows: smallExperiment(smallWorld(scenario, sources)) }
} catch (error) {
  globalThis.outcome = { error: String((error as Error).stack) }
}
