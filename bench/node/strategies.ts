import { firmOf, type Strategy, strategies } from "../../policies/index.ts"
import { hint, InputError, shown } from "../../scenarios/errors.ts"
import { open, type World } from "../../sim/index.ts"

/** A strategy by the name that commands and workers know it by. @throws InputError with the nearest name */
export function strategyNamed(name: string): Strategy {
  const found = Object.hasOwn(strategies, name) ? strategies[name as keyof typeof strategies] : undefined
  if (found) return found
  const names = Object.keys(strategies)
  throw new InputError(`strategy: expected one of ${names.join(", ")}; found ${shown(name)}${hint(name, names)}`)
}

/** Strategies that can work in a world: they exist, their sources do, and the budget pays for their people and tools. @throws InputError */
export function checkStrategies(world: World, names: readonly string[]): void {
  const small: World = { ...world, customers: Math.min(world.customers, 64), clock: { ...world.clock, burnIn: 0 } }
  for (const name of names) {
    const firm = firmOf(strategyNamed(name))
    try {
      open(small, firm, { seed: 0, replication: 0 })
    } catch (error) {
      if (error instanceof RangeError) throw new InputError(`strategy ${name}: ${error.message}`)
      throw error
    }
  }
}
