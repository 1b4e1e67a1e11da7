import { type Strategy, strategies } from "../policies/index.ts"
import { hint, InputError, shown } from "../scenarios/errors.ts"

/** A strategy that ships, by its name. @throws InputError with the nearest name */
export function strategyNamed(name: string): Strategy {
  const found = Object.hasOwn(strategies, name) ? strategies[name as keyof typeof strategies] : undefined
  if (found) return found
  const names = Object.keys(strategies)
  throw new InputError(`strategy: expected a file or one of ${names.join(", ")}; found ${shown(name)}${hint(name, names)}`)
}
