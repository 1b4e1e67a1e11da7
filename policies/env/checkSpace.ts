import { seeded } from "./seeding.ts"
import type { Space } from "./spaces/space.ts"
import { sameElement } from "./vector/batch.ts"

const methods = ["seed", "sample", "contains", "equals", "flatten", "unflatten", "bounds", "toJson", "fromJson"] as const

/** Samples that are looked at. */
const SAMPLES = 5

/** Does a space keep its promises? @throws RangeError with what to mend */
export function checkSpace(where: string, space: Space): void {
  if (typeof space !== "object" || space === null) fail(where, "a space", String(space))
  for (const method of methods) if (typeof space[method] !== "function") fail(`${where}.${method}`, "a method", typeof space[method])
  const draws = () => {
    space.seed(7)
    return Array.from({ length: SAMPLES }, () => space.sample())
  }
  const first = draws()
  if (!sameElement(draws(), first)) fail(`${where}.seed`, "the same samples for the same seed", "others")
  const random = seeded(7, "space")
  for (const x of [...first, ...Array.from({ length: SAMPLES }, () => space.sample(random))]) {
    if (!space.contains(x)) fail(`${where}.sample`, "elements of the space", "one that it does not contain")
    if (!sameElement(space.fromJson(space.toJson(x)), x)) fail(`${where}.fromJson`, "what toJson wrote", "another element")
    if (!Number.isFinite(space.size)) continue
    const flat = space.flatten(x)
    if (flat.length !== space.size) fail(`${where}.flatten`, `${space.size} numbers, the space's size`, `${flat.length}`)
    const { low, high } = space.bounds()
    if (!flat.every((v, k) => v >= (low[k] as number) && v <= (high[k] as number))) fail(`${where}.flatten`, "numbers within bounds()", "one beyond")
    if (!sameElement(space.unflatten(flat), x)) fail(`${where}.unflatten`, "the element that was laid flat", "another")
  }
  if (!space.equals(space)) fail(`${where}.equals`, "equality with itself", "none")
  for (const x of [undefined, null, Number.NaN, { not: "an element" }])
    if (space.contains(x)) fail(`${where}.contains`, "false for what is no element", `true for ${String(x)}`)
}

function fail(where: string, expected: string, found: string): never {
  throw new RangeError(`checkEnv: ${where}: expected ${expected}; found ${found}`)
}
