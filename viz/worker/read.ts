import { hint, InputError, oneOf, shown } from "../../scenarios/errors.ts"
import { load } from "../../scenarios/load.ts"
import type { World } from "../../sim/index.ts"
import type { Scenario } from "./protocol.ts"
import { shippedScenarios, shippedSources } from "./shipped.ts"

/** How messages and commands name a scenario: by its name where it ships, else as a file. */
export function fileOf({ name, text }: Scenario): string {
  return text === "" ? name : `${name}.yaml`
}

/** The world of a scenario as the page names it. @throws InputError in one message */
export function read(scenario: Scenario): World {
  const { name, text, settings } = scenario
  const names = Object.keys(shippedScenarios)
  const source = text === "" ? shippedScenarios[name] : text
  if (source === undefined) throw new InputError(`scenario: expected ${oneOf(names)}; found ${shown(name)}${hint(name, names)}`)
  return load(fileOf(scenario), source, shippedSources, settings)
}
