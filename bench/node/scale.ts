import type { World } from "../../sim/index.ts"
import { money } from "../amounts.ts"
import { readScenario } from "./files.ts"

/** Money for each real person and day, of the authorised budget. */
const dose = ({ budget, customers, weight, clock }: World) => budget / (customers * weight * clock.horizon * clock.hoursPerTick)

/**
 * Settings that change people or days leave the budget as it is, so that a person's day costs more or less: what a reader should know of the results.
 * @returns a sentence with the setting that keeps the scenario's dose; undefined where it is kept within a tenth, or the budget was set too
 */
export function doseNote(scenario: string, settings: readonly string[], world: World): string | undefined {
  if (settings.some((setting) => /^\s*budget\s*=/.test(setting))) return undefined
  const was = dose(readScenario(scenario))
  const times = dose(world) / was
  if (!(was > 0) || Math.abs(times - 1) <= 0.1) return undefined
  const people = world.customers * world.weight
  const days = Math.round((world.clock.horizon * world.clock.hoursPerTick) / 24)
  const kept = Math.round(world.budget / times)
  return `The budget of ${money(world.budget, world.currency)} is ${Number(times.toPrecision(2))} times as much for a person and a day as in ${world.name}: ${days} days, ${people.toLocaleString("en")} people. --set budget=${kept} keeps it.`
}
